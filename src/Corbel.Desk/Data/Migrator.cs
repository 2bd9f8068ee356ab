using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>Brings the tables to the state this build expects.</summary>
public static class Migrator
{
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
        await db.Database.MigrateAsync(cancel);
    }
}
