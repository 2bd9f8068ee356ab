using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Cooperation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ticket_participants",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_participants", x => new { x.ticket_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_ticket_participants_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_ticket_participants_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_waits",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    desk_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    from_at = table.Column<long>(type: "INTEGER", nullable: false),
                    to_at = table.Column<long>(type: "INTEGER", nullable: true),
                    asked = table.Column<int>(type: "INTEGER", nullable: true),
                    answer = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_waits", x => new { x.ticket_id, x.number });
                    table.ForeignKey(
                        name: "fk_ticket_waits_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_waits_since",
                table: "tickets",
                column: "waits_since",
                filter: "waits_since IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_participants_person_id",
                table: "ticket_participants",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_waits_from_at",
                table: "ticket_waits",
                column: "from_at");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_waits_organisation_id_from_at",
                table: "ticket_waits",
                columns: new[] { "organisation_id", "from_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ticket_participants");

            migrationBuilder.DropTable(
                name: "ticket_waits");

            migrationBuilder.DropIndex(
                name: "ix_tickets_waits_since",
                table: "tickets");
        }
    }
}
