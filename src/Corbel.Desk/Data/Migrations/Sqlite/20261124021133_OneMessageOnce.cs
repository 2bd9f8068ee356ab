using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneMessageOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_custody_message_key",
                table: "custody");

            migrationBuilder.CreateIndex(
                name: "ix_custody_message_key",
                table: "custody",
                column: "message_key",
                unique: true,
                filter: "same_as IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_custody_message_key",
                table: "custody");

            migrationBuilder.CreateIndex(
                name: "ix_custody_message_key",
                table: "custody",
                column: "message_key");
        }
    }
}
