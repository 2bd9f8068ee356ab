using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Fixes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_skills",
                table: "skills");

            migrationBuilder.DropColumn(
                name: "answer",
                table: "ticket_fixes");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "ticket_fixes");

            migrationBuilder.DropColumn(
                name: "answered_by",
                table: "ticket_fixes");

            migrationBuilder.AddColumn<int>(
                name: "entry",
                table: "skills",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "withdrawn_at",
                table: "skills",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "withdrawn_by",
                table: "skills",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ended_at",
                table: "order_forms",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ended_by",
                table: "order_forms",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "withdrawn_by",
                table: "order_forms",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "withdrawn_why",
                table: "order_forms",
                type: "text",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_skills",
                table: "skills",
                columns: new[] { "session_id", "person_id", "tier", "duty", "entry" });

            migrationBuilder.CreateTable(
                name: "fix_asks",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    release_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fix_asks", x => new { x.ticket_id, x.release_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_fix_asks_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_fix_asks_ticket_fixes_ticket_id_release_id",
                        columns: x => new { x.ticket_id, x.release_id },
                        principalTable: "ticket_fixes",
                        principalColumns: new[] { "ticket_id", "release_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_fix_asks_person_id",
                table: "fix_asks",
                column: "person_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fix_asks");

            migrationBuilder.DropPrimaryKey(
                name: "pk_skills",
                table: "skills");

            migrationBuilder.DropColumn(
                name: "entry",
                table: "skills");

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                table: "skills");

            migrationBuilder.DropColumn(
                name: "withdrawn_by",
                table: "skills");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "order_forms");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "order_forms");

            migrationBuilder.DropColumn(
                name: "withdrawn_by",
                table: "order_forms");

            migrationBuilder.DropColumn(
                name: "withdrawn_why",
                table: "order_forms");

            migrationBuilder.AddColumn<string>(
                name: "answer",
                table: "ticket_fixes",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "answered_at",
                table: "ticket_fixes",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "answered_by",
                table: "ticket_fixes",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_skills",
                table: "skills",
                columns: new[] { "session_id", "person_id", "tier", "duty" });
        }
    }
}
