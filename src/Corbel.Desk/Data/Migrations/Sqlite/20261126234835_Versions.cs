using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Versions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "posted_by_id",
                table: "policy_versions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "acceptances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version_number = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    how = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    event_id = table.Column<string>(type: "TEXT", nullable: false),
                    used_by = table.Column<string>(type: "TEXT", nullable: true),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_acceptances", x => x.id);
                    table.ForeignKey(
                        name: "fk_acceptances_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_acceptances_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_acceptances_policy_versions_version_number",
                        column: x => x.version_number,
                        principalTable: "policy_versions",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "desk_uses",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version_number = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_uses", x => new { x.person_id, x.version_number });
                    table.ForeignKey(
                        name: "fk_desk_uses_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_desk_uses_policy_versions_version_number",
                        column: x => x.version_number,
                        principalTable: "policy_versions",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "host_secrets",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_secrets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "objections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version_number = table.Column<int>(type: "INTEGER", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lodged_at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answered_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_objections", x => x.id);
                    table.ForeignKey(
                        name: "fk_objections_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objections_people_answered_by_id",
                        column: x => x.answered_by_id,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_objections_people_by_id",
                        column: x => x.by_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objections_policy_versions_version_number",
                        column: x => x.version_number,
                        principalTable: "policy_versions",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_policy_versions_posted_by_id",
                table: "policy_versions",
                column: "posted_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_acceptances_host_event_id",
                table: "acceptances",
                columns: new[] { "host", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_acceptances_organisation_id_version_number_at",
                table: "acceptances",
                columns: new[] { "organisation_id", "version_number", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_acceptances_person_id",
                table: "acceptances",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_acceptances_version_number",
                table: "acceptances",
                column: "version_number");

            migrationBuilder.CreateIndex(
                name: "ix_desk_uses_version_number",
                table: "desk_uses",
                column: "version_number");

            migrationBuilder.CreateIndex(
                name: "ix_host_secrets_host",
                table: "host_secrets",
                column: "host");

            migrationBuilder.CreateIndex(
                name: "ix_objections_answered_by_id",
                table: "objections",
                column: "answered_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_objections_by_id",
                table: "objections",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_objections_organisation_id_version_number",
                table: "objections",
                columns: new[] { "organisation_id", "version_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_objections_version_number",
                table: "objections",
                column: "version_number");

            migrationBuilder.AddForeignKey(
                name: "fk_policy_versions_people_posted_by_id",
                table: "policy_versions",
                column: "posted_by_id",
                principalTable: "people",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_policy_versions_people_posted_by_id",
                table: "policy_versions");

            migrationBuilder.DropTable(
                name: "acceptances");

            migrationBuilder.DropTable(
                name: "desk_uses");

            migrationBuilder.DropTable(
                name: "host_secrets");

            migrationBuilder.DropTable(
                name: "objections");

            migrationBuilder.DropIndex(
                name: "ix_policy_versions_posted_by_id",
                table: "policy_versions");

            migrationBuilder.DropColumn(
                name: "posted_by_id",
                table: "policy_versions");
        }
    }
}
