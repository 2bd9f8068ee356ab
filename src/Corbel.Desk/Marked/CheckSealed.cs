using System.Security.Cryptography;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// Holds what is sealed against what it was in plain, where the key is there; where it is not, it says how many could not be
/// opened. And what of marked tickets is not sealed, though no job waits to do it.
/// </summary>
public sealed class CheckSealed(Database database, FileStore files)
{
    internal async Task<List<Finding>> Run(DeskDb db, CancellationToken cancel)
    {
        using var reading = MarkedReading.ToCompare(database);
        var found = new List<Finding>();
        var shut = 0;
        var sealedFiles = db
            .Custodies.Where(x => x.SealedAs != null)
            .Select(x => new { x.Sha256, Name = x.SealedAs! })
            .Concat(db.Attachments.Where(x => x.SealedAs != null).Select(x => new { x.Sha256, Name = x.SealedAs! }))
            .AsAsyncEnumerable();
        await foreach (var file in sealedFiles.WithCancellation(cancel))
        {
            if (await files.ReadStored(file.Name, cancel) is not { } stored)
                continue; // Missing; the check of files says so.
            if (reading.Open(stored) is not { } plain)
                shut++;
            else if (FileStore.NameOf(plain) != file.Sha256)
                found.Add(new Finding($"file {file.Name}", "is sealed and does not hold what it held"));
        }
        foreach (var key in await db.OwnerKeys.ToListAsync(cancel))
            if (!IsWhole(db, key, out _))
                found.Add(new Finding($"key of {key.OwnerId}", "is not what was wrapped"));
        var (words, plainWords) = await Words(db, cancel);
        found.AddRange(await SealedReports.Check(db, cancel));
        if (shut + words > 0)
            found.Add(
                new Finding(
                    "marked text",
                    $"{words} words and {shut} files could not be opened: their master key is not in {db.Masters!.File}"
                )
            );
        if (plainWords > 0)
            found.Add(new Finding("marked text", $"{plainWords} words of marked tickets are not sealed"));
        found.AddRange(await AccessLog.Check(db, cancel));
        return found;
    }

    /// <summary>Whether its master key is there, and it is what was wrapped.</summary>
    private static bool IsThere(DeskDb db, OwnerKey key) => IsWhole(db, key, out var opened) && opened is not null;

    private static bool IsWhole(DeskDb db, OwnerKey key, out byte[]? opened)
    {
        try
        {
            opened = OwnerKeys.Unwrap(db.Masters, key);
            return true;
        }
        catch (CryptographicException)
        {
            opened = null;
            return false;
        }
    }

    /// <summary>Words of marked tickets that stay shut, and those that lie in plain.</summary>
    private async Task<(int Shut, int Plain)> Words(DeskDb db, CancellationToken cancel)
    {
        var contents = db.Journal.Where(x =>
            x.ContentId != null && db.OwnerKeys.Any(k => k.OwnerId == x.TicketId)
            || db.Tickets.Any(t => t.Id == x.TicketId && t.Mark != null)
        );
        using var asStored = MarkedReading.AsStored();
        var (shut, plain) = (0, 0);
        var rows = contents
            .Where(x => x.Content != null)
            .Select(x => new { x.TicketId, x.Content!.Bytes })
            .AsAsyncEnumerable();
        var keys = (await db.OwnerKeys.ToListAsync(cancel))
            .Where(x => IsThere(db, x))
            .Select(x => x.OwnerId)
            .ToHashSet();
        // What was just written is sealed within a second; where the master key is away, the job says so until it is back.
        var planned = await SealJobs.Planned(db, cancel);
        var marked = (await db.Tickets.Where(x => x.Mark != null).Select(x => x.Id).ToListAsync(cancel))
            .Where(x => !planned.Contains(SealJobs.KeyOf(x)))
            .ToHashSet();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (Sealed.OwnerOf(row.Bytes) is not { } owner)
                plain += row.Bytes.Length > 0 && marked.Contains(row.TicketId) ? 1 : 0;
            else if (!keys.Contains(owner))
                shut++;
        }
        return (shut, plain);
    }
}
