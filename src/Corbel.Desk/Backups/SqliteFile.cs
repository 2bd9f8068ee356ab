using Microsoft.Data.Sqlite;

namespace Corbel.Desk.Backups;

/// <summary>A copy of an SQLite database that nobody else has open.</summary>
internal static class SqliteFile
{
    public const string Entry = "corbel.db";

    /// <summary>The last migration of its tables; null where it has none.</summary>
    public static async Task<string?> Migration(string path, CancellationToken cancel) =>
        await Ask(path, "SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'", cancel) is null
            ? null
            : await Ask(path, "SELECT max(migration_id) FROM __EFMigrationsHistory", cancel);

    /// <summary>What SQLite finds wrong with the file; null where it is sound.</summary>
    public static async Task<string?> Trouble(string path, CancellationToken cancel)
    {
        try
        {
            var answer = await Ask(path, "PRAGMA integrity_check(1)", cancel);
            return answer == "ok" ? null : answer;
        }
        catch (SqliteException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>A snapshot comes without the write-ahead log that the desk works with.</summary>
    public static Task SetLog(string path, CancellationToken cancel) =>
        Ask(path, "PRAGMA journal_mode = WAL", cancel, SqliteOpenMode.ReadWrite);

    private static async Task<string?> Ask(
        string path,
        string sql,
        CancellationToken cancel,
        SqliteOpenMode mode = SqliteOpenMode.ReadOnly
    )
    {
        var address = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        };
        await using var connection = new SqliteConnection(address.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var ask = connection.CreateCommand();
        ask.CommandText = sql;
        return await ask.ExecuteScalarAsync(cancel) as string;
    }
}
