using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Terms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "holidays",
                table: "policy_versions");

            migrationBuilder.DropColumn(
                name: "holidays_sha256",
                table: "policy_versions");

            migrationBuilder.AddColumn<string>(
                name: "holidays",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "variations",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "jobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "holiday_sets",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holiday_sets", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "variations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    agreed_on = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    title_en = table.Column<string>(type: "TEXT", nullable: false),
                    title_nl = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    document_sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    document_name = table.Column<string>(type: "TEXT", nullable: false),
                    document_type = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    withdrawn_why = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_variations", x => x.id);
                    table.ForeignKey(
                        name: "fk_variations_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_variations_people_recorded_by",
                        column: x => x.recorded_by,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_variations_people_withdrawn_by",
                        column: x => x.withdrawn_by,
                        principalTable: "people",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_holiday_sets_sha256",
                table: "holiday_sets",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_holiday_sets_taken_at",
                table: "holiday_sets",
                column: "taken_at");

            migrationBuilder.CreateIndex(
                name: "ix_variations_organisation_id",
                table: "variations",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_variations_recorded_by",
                table: "variations",
                column: "recorded_by");

            migrationBuilder.CreateIndex(
                name: "ix_variations_withdrawn_by",
                table: "variations",
                column: "withdrawn_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "holiday_sets");

            migrationBuilder.DropTable(
                name: "variations");

            migrationBuilder.DropColumn(
                name: "holidays",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "variations",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "state",
                table: "jobs");

            migrationBuilder.AddColumn<string>(
                name: "holidays",
                table: "policy_versions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "holidays_sha256",
                table: "policy_versions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }
    }
}
