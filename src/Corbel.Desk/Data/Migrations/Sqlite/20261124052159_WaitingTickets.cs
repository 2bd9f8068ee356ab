using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WaitingTickets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_awaits_answer",
                table: "tickets",
                column: "awaits_answer",
                filter: "awaits_answer");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_contact_at_due_at",
                table: "tickets",
                columns: new[] { "contact_at", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_awaits_answer",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_contact_at_due_at",
                table: "tickets");
        }
    }
}
