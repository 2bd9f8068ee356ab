using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Sealed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "again_at",
                table: "stored_files",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sealed_as",
                table: "custody",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sealed_as",
                table: "attachments",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "access_log",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    entry_number = table.Column<int>(type: "integer", nullable: true),
                    file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    route = table.Column<string>(type: "text", nullable: false),
                    clearances = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_log", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "source_copies",
                columns: table => new
                {
                    custody_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    since_at = table.Column<long>(type: "bigint", nullable: false),
                    tried_at = table.Column<long>(type: "bigint", nullable: false),
                    removed_at = table.Column<long>(type: "bigint", nullable: true),
                    why = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_copies", x => x.custody_id);
                });

            migrationBuilder.CreateTable(
                name: "ticket_keys",
                columns: table => new
                {
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    master_id = table.Column<string>(type: "text", nullable: false),
                    nonce = table.Column<byte[]>(type: "bytea", nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_keys", x => x.owner_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_log_ticket_id_number",
                table: "access_log",
                columns: new[] { "ticket_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_source_copies_removed_at",
                table: "source_copies",
                column: "removed_at",
                filter: "removed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_keys_master_id",
                table: "ticket_keys",
                column: "master_id");

            migrationBuilder.Sql(Marked.AccessLogTriggers.Postgres);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_log");

            migrationBuilder.Sql("DROP FUNCTION access_log_stays();");

            migrationBuilder.DropTable(
                name: "source_copies");

            migrationBuilder.DropTable(
                name: "ticket_keys");

            migrationBuilder.DropColumn(
                name: "again_at",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "sealed_as",
                table: "custody");

            migrationBuilder.DropColumn(
                name: "sealed_as",
                table: "attachments");
        }
    }
}
