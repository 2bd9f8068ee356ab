using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Marks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mark",
                table: "tickets",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "needs_list",
                table: "tickets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "away_until",
                table: "people",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mark",
                table: "custody",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "clearances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    sponsor = table.Column<string>(type: "text", nullable: false),
                    from_at = table.Column<long>(type: "bigint", nullable: false),
                    until_at = table.Column<long>(type: "bigint", nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<long>(type: "bigint", nullable: false),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    granted_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clearances", x => x.id);
                    table.ForeignKey(
                        name: "fk_clearances_people_ended_by",
                        column: x => x.ended_by,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_clearances_people_granted_by",
                        column: x => x.granted_by,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_clearances_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_clearances_people_proposed_by",
                        column: x => x.proposed_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "need_to_know",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_need_to_know", x => new { x.ticket_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_need_to_know_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_need_to_know_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_mark",
                table: "tickets",
                column: "mark",
                filter: "mark IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_clearances_ended_by",
                table: "clearances",
                column: "ended_by");

            migrationBuilder.CreateIndex(
                name: "ix_clearances_granted_by",
                table: "clearances",
                column: "granted_by");

            migrationBuilder.CreateIndex(
                name: "ix_clearances_person_id",
                table: "clearances",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_clearances_proposed_by",
                table: "clearances",
                column: "proposed_by");

            migrationBuilder.CreateIndex(
                name: "ix_clearances_until_at",
                table: "clearances",
                column: "until_at");

            migrationBuilder.CreateIndex(
                name: "ix_need_to_know_person_id",
                table: "need_to_know",
                column: "person_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "clearances");

            migrationBuilder.DropTable(
                name: "need_to_know");

            migrationBuilder.DropIndex(
                name: "ix_tickets_mark",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "mark",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "needs_list",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "away_until",
                table: "people");

            migrationBuilder.DropColumn(
                name: "mark",
                table: "custody");
        }
    }
}
