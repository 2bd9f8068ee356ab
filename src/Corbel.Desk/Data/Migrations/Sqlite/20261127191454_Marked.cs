using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Marked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mark",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "needs_list",
                table: "tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "again_at",
                table: "stored_files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "away_until",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mark",
                table: "custody",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sealed_as",
                table: "custody",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sealed_as",
                table: "attachments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "access_log",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    entry_number = table.Column<int>(type: "INTEGER", nullable: true),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    route = table.Column<string>(type: "TEXT", nullable: false),
                    clearances = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_log", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "clearances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    sponsor = table.Column<string>(type: "TEXT", nullable: false),
                    from_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until_at = table.Column<long>(type: "INTEGER", nullable: false),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    granted_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    granted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                name: "left_before",
                columns: table => new
                {
                    mail_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<string>(type: "TEXT", nullable: false),
                    recipient = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    under_way = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_left_before", x => x.mail_id);
                });

            migrationBuilder.CreateTable(
                name: "need_to_know",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "source_copies",
                columns: table => new
                {
                    custody_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    since_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tried_at = table.Column<long>(type: "INTEGER", nullable: false),
                    removed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    why = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_copies", x => x.custody_id);
                });

            migrationBuilder.CreateTable(
                name: "ticket_keys",
                columns: table => new
                {
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    master_id = table.Column<string>(type: "TEXT", nullable: false),
                    nonce = table.Column<byte[]>(type: "BLOB", nullable: false),
                    wrapped = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_keys", x => x.owner_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_mark",
                table: "tickets",
                column: "mark",
                filter: "mark IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_access_log_ticket_id_number",
                table: "access_log",
                columns: new[] { "ticket_id", "number" });

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
                name: "ix_left_before_ticket_id",
                table: "left_before",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_need_to_know_person_id",
                table: "need_to_know",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_source_copies_removed_at",
                table: "source_copies",
                column: "removed_at",
                filter: "removed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_keys_master_id",
                table: "ticket_keys",
                column: "master_id");

            migrationBuilder.Sql(global::Corbel.Desk.Marked.AccessLogTriggers.Sqlite);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_log");

            migrationBuilder.DropTable(
                name: "clearances");

            migrationBuilder.DropTable(
                name: "left_before");

            migrationBuilder.DropTable(
                name: "need_to_know");

            migrationBuilder.DropTable(
                name: "source_copies");

            migrationBuilder.DropTable(
                name: "ticket_keys");

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
                name: "again_at",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "away_until",
                table: "people");

            migrationBuilder.DropColumn(
                name: "mark",
                table: "custody");

            migrationBuilder.DropColumn(
                name: "sealed_as",
                table: "custody");

            migrationBuilder.DropColumn(
                name: "sealed_as",
                table: "attachments");
        }
    }
}
