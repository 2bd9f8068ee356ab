using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>Brings the tables to the state this build expects.</summary>
public static class Migrator
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The migrations that are not applied yet; all of them where there is no database.</summary>
    public static async Task<IReadOnlyList<string>> Pending(Database database, CancellationToken cancel = default)
    {
        await using var db = database.Open(null);
        return [.. await db.Database.GetPendingMigrationsAsync(cancel)];
    }

    /// <summary>Applies them. EF takes a lock, so that two nodes do not do it at once.</summary>
    public static async Task Apply(Database database, CancellationToken cancel = default)
    {
        await using var db = database.Open(null);
        await using var lockFile = database.IsPostgres ? null : await Lock(database, cancel);
        if (lockFile is not null)
            // EF's lock on SQLite is a row that outlives its owner: one who was killed would stop every later start. The
            // file's lock ends with the process, and whoever holds it may clear the row away.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(cancel);
    }

    private static async Task<FileStream> Lock(Database database, CancellationToken cancel)
    {
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource + ".migrating";
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }
}
