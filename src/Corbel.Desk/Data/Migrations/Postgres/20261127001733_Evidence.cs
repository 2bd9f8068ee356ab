using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "basis",
                table: "tickets",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "courtesy",
                table: "tickets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "decided_at",
                table: "tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "disputed_at",
                table: "tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "objected_at",
                table: "tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "clause_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    fact = table.Column<string>(type: "text", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from_at = table.Column<long>(type: "bigint", nullable: false),
                    to_at = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    figures = table.Column<string>(type: "text", nullable: false),
                    file_sha256 = table.Column<string>(type: "text", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: true),
                    file_type = table.Column<string>(type: "text", nullable: true),
                    file_size = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    corrects = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clause_records", x => x.id);
                    table.ForeignKey(
                        name: "fk_clause_records_clause_records_corrects",
                        column: x => x.corrects,
                        principalTable: "clause_records",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_clause_records_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_clause_records_people_recorded_by",
                        column: x => x.recorded_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_disputed_at",
                table: "tickets",
                column: "disputed_at",
                filter: "disputed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_received_at",
                table: "tickets",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_clause_records_corrects",
                table: "clause_records",
                column: "corrects",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_clause_records_fact_from_at",
                table: "clause_records",
                columns: new[] { "fact", "from_at" });

            migrationBuilder.CreateIndex(
                name: "ix_clause_records_organisation_id",
                table: "clause_records",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_clause_records_recorded_by",
                table: "clause_records",
                column: "recorded_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "clause_records");

            migrationBuilder.DropIndex(
                name: "ix_tickets_disputed_at",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_received_at",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "basis",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "courtesy",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "decided_at",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "disputed_at",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "objected_at",
                table: "tickets");
        }
    }
}
