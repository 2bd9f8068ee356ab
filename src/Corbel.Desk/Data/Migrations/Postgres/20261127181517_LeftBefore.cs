using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LeftBefore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "left_before",
                columns: table => new
                {
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    under_way = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_left_before", x => x.mail_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_left_before_ticket_id",
                table: "left_before",
                column: "ticket_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "left_before");
        }
    }
}
