using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Telephone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "extension",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "organisation_numbers",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    is_prefix = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_numbers", x => new { x.organisation_id, x.number });
                    table.ForeignKey(
                        name: "fk_organisation_numbers_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pbxes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    address_sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: true),
                    networks = table.Column<string>(type: "TEXT", nullable: false),
                    voicemail_from = table.Column<string>(type: "TEXT", nullable: true),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pbxes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person_numbers",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_numbers", x => new { x.person_id, x.number });
                    table.ForeignKey(
                        name: "fk_person_numbers_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pbx_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: true),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    extension = table.Column<string>(type: "TEXT", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_passed_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    answered_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    custody_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_missed = table.Column<bool>(type: "INTEGER", nullable: false),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    settled_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calls", x => x.id);
                    table.ForeignKey(
                        name: "fk_calls_custody_custody_id",
                        column: x => x.custody_id,
                        principalTable: "custody",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_calls_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_calls_pbxes_pbx_id",
                        column: x => x.pbx_id,
                        principalTable: "pbxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_calls_people_answered_by",
                        column: x => x.answered_by,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_calls_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_calls_people_settled_by",
                        column: x => x.settled_by,
                        principalTable: "people",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_calls_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_people_extension",
                table: "people",
                column: "extension",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calls_answered_by",
                table: "calls",
                column: "answered_by");

            migrationBuilder.CreateIndex(
                name: "ix_calls_custody_id",
                table: "calls",
                column: "custody_id");

            migrationBuilder.CreateIndex(
                name: "ix_calls_from",
                table: "calls",
                column: "from");

            migrationBuilder.CreateIndex(
                name: "ix_calls_organisation_id",
                table: "calls",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_calls_pbx_id_key",
                table: "calls",
                columns: new[] { "pbx_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calls_person_id",
                table: "calls",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_calls_settled_by",
                table: "calls",
                column: "settled_by");

            migrationBuilder.CreateIndex(
                name: "ix_calls_started_at",
                table: "calls",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_calls_ticket_id",
                table: "calls",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_numbers_number",
                table: "organisation_numbers",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_pbxes_address_sha256",
                table: "pbxes",
                column: "address_sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_numbers_number",
                table: "person_numbers",
                column: "number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "organisation_numbers");

            migrationBuilder.DropTable(
                name: "person_numbers");

            migrationBuilder.DropTable(
                name: "pbxes");

            migrationBuilder.DropIndex(
                name: "ix_people_extension",
                table: "people");

            migrationBuilder.DropColumn(
                name: "extension",
                table: "people");
        }
    }
}
