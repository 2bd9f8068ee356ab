using Corbel.Core.Tickets;
using Corbel.Desk.Files;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Intake.Mailboxes;

/// <summary>
/// One look into a folder that is open. A mail counts as taken when it is in custody under its own key; the flag "seen" tells
/// people so, and the desk does not rely on it.
/// </summary>
internal sealed partial class MailboxVisit(
    MailboxBook book,
    ReceiveMessage receive,
    IMailFolder folder,
    Action wentOn,
    DiskWatch disk,
    IClock clock,
    ILogger log
)
{
    /// <summary>Numbers asked about, and mails fetched, between two notes of how far the desk has come.</summary>
    private const int Chunk = 50;

    /// <summary>Mails on their way to the disk at a time; a large one goes alone.</summary>
    private const int AtATime = 32;
    private const int Large = 4 * 1024 * 1024;

    /// <summary>How often all numbers are held against custody, whatever the looks between found.</summary>
    public static readonly Duration Reconciled = Duration.FromHours(1);

    /// <summary>INTERNALDATE counts whole seconds, and two machines' clocks never quite agree.</summary>
    private static readonly Duration Grain = Duration.FromSeconds(2);

    /// <summary>Takes what lies there and is not in custody. Returns how many mails were taken.</summary>
    /// <exception cref="AggregateException">Some could not be taken; the others were.</exception>
    public async Task<int> Take(CancellationToken cancel)
    {
        var began = Journal.Grain(clock.GetCurrentInstant());
        var row = await Renumber(await book.Read(cancel), cancel);
        var whole = row.ReconciledAt is not { } before || before + Reconciled <= began;
        var uids = (await Numbers(whole ? 0 : row.TakenUpTo, cancel)).Except(Left(row)).Order().ToArray();
        var (taken, failures) = (0, new List<Exception>());
        foreach (var chunk in uids.Chunk(Chunk))
        {
            var known = await book.Known(row.UidValidity, chunk, cancel);
            var done = await TakeChunk(
                row,
                [.. chunk.Where(x => !known.Contains(x)).Select(x => new UniqueId(folder.UidValidity, x))],
                failures,
                cancel
            );
            taken += done;
            if (done > 0)
                wentOn();
            // In custody, and not noted yet: the line broke in between, and the flag may be missing.
            await Mark(
                [.. known.Where(x => x > row.TakenUpTo).Select(x => new UniqueId(folder.UidValidity, x))],
                cancel
            );
            // One that fails is looked for again each time; those after it are known by their keys.
            if (failures.Count == 0)
            {
                row.TakenUpTo = Math.Max(row.TakenUpTo, chunk[^1]);
                await book.Save(row, cancel);
            }
        }
        if (failures.Count > 0)
            throw new AggregateException(failures[0].Message, failures);
        (row.PolledAt, row.ReconciledAt) = (began, whole ? began : row.ReconciledAt);
        await book.Save(row, cancel);
        return taken;
    }

    /// <summary>The numbers after one, as the server has them. It names the last one even where it is not after it.</summary>
    private async Task<IEnumerable<uint>> Numbers(long after, CancellationToken cancel)
    {
        if (folder.Count == 0)
            return [];
        var range = new UniqueIdRange(new UniqueId((uint)after + 1), UniqueId.MaxValue);
        var found =
            after == 0
                ? await folder.SearchAsync(SearchQuery.All, cancel)
                : await folder.SearchAsync(range, SearchQuery.All, cancel);
        return found.Select(x => x.Id).Where(x => x > after);
    }

    /// <summary>A folder that is new to the desk, or that the server numbered anew (RFC 3501 section 2.3.1.1).</summary>
    private async Task<Mailbox> Renumber(Mailbox row, CancellationToken cancel)
    {
        if (row.UidValidity == folder.UidValidity)
            return row;
        if (row.UidValidity != 0)
            NumberedAnew(log, book.Name, row.UidValidity, folder.UidValidity);
        row.Renumbered = row.UidValidity != 0;
        (row.UidValidity, row.TakenUpTo, row.ReconciledAt) = (folder.UidValidity, 0, null);
        row.LeftAlone = await ReadBefore(row, cancel);
        await book.Save(row, cancel);
        return row;
    }

    /// <summary>
    /// What somebody had read before the desk began is not the desk's; all that is unread, and all that comes later, is. What
    /// the desk took itself is found by its message key.
    /// </summary>
    private async Task<string> ReadBefore(Mailbox row, CancellationToken cancel)
    {
        if (folder.Count == 0)
            return "";
        var read = await folder.SearchAsync(SearchQuery.Seen, cancel);
        if (row.Renumbered && read.Count > 0)
        {
            var when = await folder.FetchAsync(
                read,
                MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate,
                cancel
            );
            read =
            [
                .. when.Where(x => x.InternalDate is { } date && Instant.FromDateTimeOffset(date) < row.BegunAt)
                    .Select(x => x.UniqueId),
            ];
        }
        return read.Count == 0 ? "" : new UniqueIdSet(read).ToString();
    }

    private static IEnumerable<uint> Left(Mailbox row) =>
        UniqueIdSet.TryParse(row.LeftAlone, (uint)row.UidValidity, out var left) ? left.Select(x => x.Id) : [];

    private async Task<int> TakeChunk(Mailbox row, UniqueId[] uids, List<Exception> failures, CancellationToken cancel)
    {
        if (uids.Length == 0)
            return 0;
        var summaries = await folder.FetchAsync(
            uids,
            MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate,
            cancel
        );
        var underway = new List<(UniqueId Uid, int Size, Task Taking)>(AtATime);
        var taken = new List<UniqueId>(uids.Length);
        foreach (var summary in summaries)
        {
            var raw = await Fetch(summary.UniqueId, cancel);
            if (raw is null)
                continue;
            underway.Add((summary.UniqueId, raw.Length, receive.Mail(Arrival(row, summary, raw), cancel)));
            if (underway.Count == AtATime || raw.Length > Large)
                await Finish(underway, taken, failures, cancel);
        }
        await Finish(underway, taken, failures, cancel);
        await Mark(taken, cancel);
        return taken.Count;
    }

    /// <summary>Null where somebody took it away meanwhile.</summary>
    private async Task<byte[]?> Fetch(UniqueId uid, CancellationToken cancel)
    {
        try
        {
            await using var stream = await folder.GetStreamAsync(uid, cancel);
            using var raw = new MemoryStream();
            await stream.CopyToAsync(raw, cancel);
            return raw.ToArray();
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// The server's own time of receipt counts where the desk can stand by it: not before its last good look, when the mail did
    /// not lie there yet, and not in the future. Else the desk's custody does, and the receipt says so.
    /// </summary>
    private ArrivedMail Arrival(Mailbox row, IMessageSummary summary, byte[] raw)
    {
        var now = clock.GetCurrentInstant();
        var noted = summary.InternalDate is { } date ? Instant.FromDateTimeOffset(date) : (Instant?)null;
        var plausible = noted is { } at && at <= now && row.PolledAt is { } last && at >= last - Grain;
        return new ArrivedMail(
            book.KeyOf(row.UidValidity, summary.UniqueId.Id),
            raw,
            plausible ? noted!.Value : now,
            plausible ? ReceivedBasis.InternalDate : ReceivedBasis.Custody
        )
        {
            SameBytesUnder = row.Renumbered ? book.Prefix : null,
        };
    }

    private async Task Finish(
        List<(UniqueId Uid, int Size, Task Taking)> underway,
        List<UniqueId> taken,
        List<Exception> failures,
        CancellationToken cancel
    )
    {
        foreach (var (uid, size, taking) in underway)
        {
            try
            {
                await taking;
                taken.Add(uid);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                if (!disk.Explains(failure, size))
                    NotTaken(log, book.Name, uid.Id, failure);
                failures.Add(failure);
            }
        }
        underway.Clear();
    }

    /// <summary>A folder whose flags cannot be set is read all the same.</summary>
    private async Task Mark(IList<UniqueId> taken, CancellationToken cancel)
    {
        if (taken.Count == 0 || folder.Access != FolderAccess.ReadWrite)
            return;
        try
        {
            await folder.AddFlagsAsync(taken, MessageFlags.Seen, silent: true, cancel);
        }
        catch (ImapCommandException failure)
        {
            NotMarked(log, book.Name, failure);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mailbox {Name} was numbered anew (UIDVALIDITY {Old}, now {New}): all of it is held against custody"
    )]
    private static partial void NumberedAnew(ILogger log, string name, long old, uint @new);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Uid} of mailbox {Name} could not be taken; it stays there")]
    private static partial void NotTaken(ILogger log, string name, uint uid, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mails taken from mailbox {Name} could not be marked as seen"
    )]
    private static partial void NotMarked(ILogger log, string name, Exception failure);
}
