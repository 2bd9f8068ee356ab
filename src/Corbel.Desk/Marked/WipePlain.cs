using Corbel.Desk.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// Takes what was overwritten out of the database's files too. SQLite: the write-ahead log still holds the plain pages until it
/// is cut off (the pages themselves were overwritten, secure_delete). PostgreSQL: the old rows, by VACUUM.
/// </summary>
public sealed class WipePlain(Database database)
{
    private static readonly string[] Tables =
    [
        "contents",
        "tickets",
        "attachments",
        "custody",
        "outbox",
        "issued_reports",
        "stored_files",
    ];

    /// <summary>Whether it is done; false where somebody reads what is to go, so that it is tried again.</summary>
    internal async Task<bool> Run(CancellationToken cancel)
    {
        if (database.IsPostgres)
        {
            await using var vacuum = database.Source.CreateCommand($"VACUUM {string.Join(", ", Tables)}");
            await vacuum.ExecuteNonQueryAsync(cancel);
            return true;
        }
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && row.GetInt32(0) == 0;
    }
}
