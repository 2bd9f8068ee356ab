using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Queue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_desk_id",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_next_due_at",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_waits_since",
                table: "tickets");

            migrationBuilder.AddColumn<bool>(
                name: "queued",
                table: "tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql(
                "UPDATE tickets SET queued = TRUE WHERE status = 'Open' OR (contact_at IS NULL AND due_at IS NOT NULL);");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_assignee_id_next_due_at",
                table: "tickets",
                columns: new[] { "assignee_id", "next_due_at" },
                filter: "queued");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_desk_id",
                table: "tickets",
                column: "desk_id",
                filter: "desk_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_next_due_at_number",
                table: "tickets",
                columns: new[] { "next_due_at", "number" },
                filter: "queued");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_status_waits_since",
                table: "tickets",
                columns: new[] { "status", "waits_since" },
                filter: "waits_since IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_assignee_id_next_due_at",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_desk_id",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_next_due_at_number",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_status_waits_since",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "queued",
                table: "tickets");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_desk_id",
                table: "tickets",
                column: "desk_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_next_due_at",
                table: "tickets",
                column: "next_due_at");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_waits_since",
                table: "tickets",
                column: "waits_since",
                filter: "waits_since IS NOT NULL");
        }
    }
}
