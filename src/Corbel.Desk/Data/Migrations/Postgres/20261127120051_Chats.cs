using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Chats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "chat_agents",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    takes_chats = table.Column<bool>(type: "boolean", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chat_agents", x => x.person_id);
                    table.ForeignKey(
                        name: "fk_chat_agents_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "chat_used_tokens",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chat_used_tokens", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "chats",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: true),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: false),
                    read_by_person = table.Column<int>(type: "integer", nullable: false),
                    read_by_desk = table.Column<int>(type: "integer", nullable: false),
                    mailed = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chats", x => x.id);
                    table.ForeignKey(
                        name: "fk_chats_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_chats_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "host_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    pem = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_keys", x => new { x.host, x.id });
                });

            migrationBuilder.CreateTable(
                name: "host_origins",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_origins", x => new { x.host, x.origin });
                });

            migrationBuilder.CreateTable(
                name: "macros",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    english = table.Column<string>(type: "text", nullable: false),
                    dutch = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_macros", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "chat_passes",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    chat_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chat_passes", x => x.sha256);
                    table.ForeignKey(
                        name: "fk_chat_passes_chats_chat_id",
                        column: x => x.chat_id,
                        principalTable: "chats",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_chat_passes_chat_id",
                table: "chat_passes",
                column: "chat_id");

            migrationBuilder.CreateIndex(
                name: "ix_chat_passes_expires_at",
                table: "chat_passes",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_chat_used_tokens_expires_at",
                table: "chat_used_tokens",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_chats_person_id_seen_at",
                table: "chats",
                columns: new[] { "person_id", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_chats_seen_at",
                table: "chats",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_chats_ticket_id",
                table: "chats",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_host_origins_origin",
                table: "host_origins",
                column: "origin");

            migrationBuilder.CreateIndex(
                name: "ix_macros_name",
                table: "macros",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "chat_agents");

            migrationBuilder.DropTable(
                name: "chat_passes");

            migrationBuilder.DropTable(
                name: "chat_used_tokens");

            migrationBuilder.DropTable(
                name: "host_keys");

            migrationBuilder.DropTable(
                name: "host_origins");

            migrationBuilder.DropTable(
                name: "macros");

            migrationBuilder.DropTable(
                name: "chats");
        }
    }
}
