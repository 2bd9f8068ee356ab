using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CustomersDesks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "outcome",
                table: "tickets",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "desk_policies",
                columns: table => new
                {
                    desk_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    posted_at = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_policies", x => new { x.desk_id, x.number });
                    table.ForeignKey(
                        name: "fk_desk_policies_organisations_desk_id",
                        column: x => x.desk_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_desk_id",
                table: "tickets",
                column: "desk_id");

            migrationBuilder.CreateIndex(
                name: "ix_desk_policies_sha256",
                table: "desk_policies",
                column: "sha256");

            migrationBuilder.AddForeignKey(
                name: "fk_tickets_organisations_desk_id",
                table: "tickets",
                column: "desk_id",
                principalTable: "organisations",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_tickets_organisations_desk_id",
                table: "tickets");

            migrationBuilder.DropTable(
                name: "desk_policies");

            migrationBuilder.DropIndex(
                name: "ix_tickets_desk_id",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "outcome",
                table: "tickets");
        }
    }
}
