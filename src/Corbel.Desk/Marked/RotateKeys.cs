using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// Wraps the keys of all tickets under the newest master key. The text stays as it is: only its keys are wrapped anew, a page
/// at a time, so that who is stopped goes on where it was.
/// </summary>
public sealed class RotateKeys(Database database, GroupWriter writer, MasterKeys masters)
{
    private const int Page = 200;

    /// <summary>The ids of master keys that wrap something and are not in the file.</summary>
    public async Task<IReadOnlyList<string>> Missing(CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var used = await db.OwnerKeys.Select(x => x.MasterId).Distinct().ToListAsync(cancel);
        return used.FindAll(x => masters.Of(x) is null);
    }

    /// <returns>How many were wrapped anew, and how many stay under a master key that is not there.</returns>
    /// <exception cref="MasterKeyException">There is no master key at all.</exception>
    public async Task<(int Wrapped, int Left)> Run(CancellationToken cancel = default)
    {
        if (masters.Newest is not { } newest)
            throw MasterKeyException.Missing(null, masters.File);
        var (wrapped, missing) = (0, await Missing(cancel));
        while (true)
        {
            var done = await writer.Write(
                async (db, token) =>
                {
                    var rows = await db
                        .OwnerKeys.AsTracking()
                        .Where(x => x.MasterId != newest.Id && !missing.Contains(x.MasterId))
                        .OrderBy(x => x.OwnerId)
                        .Take(Page)
                        .ToListAsync(token);
                    foreach (var row in rows)
                        OwnerKeys.Rewrap(newest, row, OwnerKeys.Unwrap(masters, row)!);
                    return rows.Count;
                },
                cancel
            );
            wrapped += done;
            if (done < Page)
                break;
        }
        await using var read = database.Read();
        return (wrapped, await read.OwnerKeys.CountAsync(x => missing.Contains(x.MasterId), cancel));
    }
}
