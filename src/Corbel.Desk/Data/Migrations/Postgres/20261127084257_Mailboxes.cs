using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Mailboxes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "bounces_since",
                table: "people",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "mailboxes",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    uid_validity = table.Column<long>(type: "bigint", nullable: false),
                    renumbered = table.Column<bool>(type: "boolean", nullable: false),
                    taken_up_to = table.Column<long>(type: "bigint", nullable: false),
                    left_alone = table.Column<string>(type: "text", nullable: false),
                    begun_at = table.Column<long>(type: "bigint", nullable: false),
                    polled_at = table.Column<long>(type: "bigint", nullable: true),
                    reconciled_at = table.Column<long>(type: "bigint", nullable: true),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true),
                    held_until = table.Column<long>(type: "bigint", nullable: false),
                    trouble = table.Column<string>(type: "text", nullable: true),
                    trouble_since = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mailboxes", x => x.name);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mailboxes");

            migrationBuilder.DropColumn(
                name: "bounces_since",
                table: "people");
        }
    }
}
