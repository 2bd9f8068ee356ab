using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Clocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_clocks",
                table: "clocks");

            migrationBuilder.RenameColumn(
                name: "contact_at",
                table: "clocks",
                newName: "ended_at");

            migrationBuilder.AddColumn<Guid>(
                name: "desk_id",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "handed_over_from",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "handed_over_to",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_due_at",
                table: "tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "next_due_kind",
                table: "tickets",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "objected",
                table: "tickets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "product",
                table: "tickets",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "waits_since",
                table: "tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "clocks",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "number",
                table: "clocks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "desk_id",
                table: "clocks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_clocks",
                table: "clocks",
                columns: new[] { "ticket_id", "kind", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_next_due_at",
                table: "tickets",
                column: "next_due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_next_due_at",
                table: "tickets");

            migrationBuilder.DropPrimaryKey(
                name: "pk_clocks",
                table: "clocks");

            migrationBuilder.DropColumn(
                name: "desk_id",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "handed_over_from",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "handed_over_to",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "next_due_at",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "next_due_kind",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "objected",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "product",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "waits_since",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "clocks");

            migrationBuilder.DropColumn(
                name: "number",
                table: "clocks");

            migrationBuilder.DropColumn(
                name: "desk_id",
                table: "clocks");

            migrationBuilder.RenameColumn(
                name: "ended_at",
                table: "clocks",
                newName: "contact_at");

            migrationBuilder.AddPrimaryKey(
                name: "pk_clocks",
                table: "clocks",
                columns: new[] { "ticket_id", "cycle" });
        }
    }
}
