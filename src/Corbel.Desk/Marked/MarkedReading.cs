using System.Security.Cryptography;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>Something of a marked ticket that somebody has before them.</summary>
/// <param name="Ticket">The ticket; null for a message that is held.</param>
/// <param name="Entry">The entry, where it is one alone.</param>
/// <param name="File">The file or the raw message, where it is one.</param>
public readonly record struct Opened(Guid? Ticket, int? Entry = null, Guid? File = null)
{
    /// <summary>The ticket's page, or as much of it; of a held message all that it says.</summary>
    public bool Whole { get; init; }

    /// <summary>It is known only that something of the ticket was opened.</summary>
    internal bool IsVague => !Whole && Entry is null && File is null;
}

/// <summary>
/// Somebody reads. Sealed text opens only within a reading, and only where its reader may see the ticket; everywhere else
/// there are three dots. A reading keeps what it opened, so that it can be written down before the answer leaves.
/// </summary>
public sealed class MarkedReading : IDisposable
{
    private enum Sight
    {
        OfReader,

        /// <summary>The sealed form as it lies there.</summary>
        AsStored,

        /// <summary>All that there is a key for; for what compares and shows nothing.</summary>
        ToCompare,
    }

    /// <summary>Keys fetched at once, where a page shows more than one ticket.</summary>
    private const int Many = 200;

    private static readonly AsyncLocal<MarkedReading?> Ambient = new();
    private readonly Lock gate = new();
    private readonly MarkedReading? outer = Ambient.Value;
    private readonly Database? database;
    private readonly Sight sight;
    private readonly Dictionary<Guid, Known?> known = [];
    private readonly HashSet<Opened> opened = [];
    private bool fetchedMany;
    private bool shut;

    private MarkedReading(Sight sight, Database? database, Actor? reader)
    {
        (this.sight, this.database, Reader) = (sight, database, reader);
        Ambient.Value = this;
    }

    private sealed record Known(byte[]? Key, Opened? ToWriteDown);

    /// <summary>The reading under way here; null where nobody reads.</summary>
    public static MarkedReading? Current => Ambient.Value;

    internal Actor? Reader { get; }

    internal bool IsAsStored => sight == Sight.AsStored;

    /// <summary>What was opened so far; of each ticket what is known best.</summary>
    internal IReadOnlyList<Opened> Seen
    {
        get
        {
            lock (gate)
                return
                [
                    .. opened
                        .Where(x => !x.IsVague || !opened.Any(y => y.Ticket == x.Ticket && !y.IsVague))
                        .Where(x => x.Whole || !opened.Contains(x with { Whole = true })),
                ];
        }
    }

    /// <summary>Whether there is anything to write down.</summary>
    public bool Any
    {
        get
        {
            lock (gate)
                return opened.Count > 0;
        }
    }

    internal bool IsShut => shut;

    /// <summary>Begins a reading for somebody; it lasts until it is disposed, for what runs within.</summary>
    public static MarkedReading Begin(Database database, Actor reader) => new(Sight.OfReader, database, reader);

    /// <summary>For what moves sealed values about without opening them.</summary>
    internal static MarkedReading AsStored() => new(Sight.AsStored, null, null);

    /// <summary>For what compares hashes and shows nothing to anybody.</summary>
    internal static MarkedReading ToCompare(Database database) => new(Sight.ToCompare, database, null);

    /// <summary>The answer leaves: nothing opens any more.</summary>
    public void Shut() => shut = true;

    /// <summary>Somebody has a marked ticket before them, or a part of it, sealed already or not.</summary>
    public static void Saw(Ticket ticket, int? entry = null, Guid? file = null)
    {
        if (ticket.Mark is not null)
            Current?.Add(new Opened(ticket.Id, entry, file) { Whole = entry is null && file is null });
    }

    /// <summary>The same for something of a ticket that is not at hand itself.</summary>
    public static async Task Saw(DeskDb db, Guid? ticket, int? entry, Guid? file, CancellationToken cancel)
    {
        if (Current is { } now && await db.Tickets.AnyAsync(x => x.Id == ticket && x.Mark != null, cancel))
            now.Add(new Opened(ticket, entry, file));
    }

    /// <summary>A message that is held and bears a mark: its page, or its bytes alone.</summary>
    public static void SawHeld(Guid message, bool whole) =>
        Current?.Add(new Opened(null, null, message) { Whole = whole });

    private void Add(Opened one)
    {
        lock (gate)
            opened.Add(one);
    }

    /// <summary>The plain bytes; null where they stay shut.</summary>
    internal byte[]? Open(byte[] form)
    {
        if (shut || Sealed.OwnerOf(form) is not { } owner)
            return null;
        try
        {
            return KeyOf(owner) is { } key ? Sealed.Open(key, form) : null;
        }
        catch (CryptographicException)
        {
            // Somebody changed it. Three dots are all that is left; `corbel check` says so.
            return null;
        }
    }

    private byte[]? KeyOf(Guid owner)
    {
        lock (gate)
        {
            if (!known.TryGetValue(owner, out var one))
                known[owner] = one = Find(owner);
            if (one is { Key: not null, ToWriteDown: { } what })
                opened.Add(what);
            return one?.Key;
        }
    }

    private Known? Find(Guid owner)
    {
        if (database is null)
            return null;
        using var db = database.Read();
        if (Reader is not { } reader)
            return db.OwnerKeys.SingleOrDefault(x => x.OwnerId == owner) is { } any
                ? new Known(OwnerKeys.Unwrap(db.Masters, any), null)
                : null;
        var ofTickets = db.OwnerKeys.Join(
            db.Tickets.VisibleTo(reader),
            x => x.OwnerId,
            x => x.Id,
            (key, ticket) =>
                new
                {
                    Row = key,
                    ticket.Id,
                    ticket.Mark,
                }
        );
        // A page of one ticket asks for one key; whoever asks for another shows a list.
        if (known.Count > 0 && !fetchedMany)
        {
            fetchedMany = true;
            foreach (var x in ofTickets.OrderByDescending(x => x.Id).Take(Many).ToList())
                known.TryAdd(x.Id, Of(db, x.Row, x.Mark, new Opened(x.Id)));
            if (known.TryGetValue(owner, out var fetched))
                return fetched;
        }
        if (ofTickets.SingleOrDefault(x => x.Id == owner) is { } found)
            return Of(db, found.Row, found.Mark, new Opened(found.Id));
        var held = db
            .OwnerKeys.Join(
                db.Custodies.VisibleTo(db, reader),
                x => x.OwnerId,
                x => x.Id,
                (key, message) =>
                    new
                    {
                        Row = key,
                        message.Id,
                        message.TicketId,
                        Mark = message.TicketId == null
                            ? message.Mark
                            : db.Tickets.Where(t => t.Id == message.TicketId).Select(t => t.Mark).FirstOrDefault(),
                    }
            )
            .SingleOrDefault(x => x.Id == owner);
        return held is null ? null : Of(db, held.Row, held.Mark, new Opened(held.TicketId, null, held.Id));
    }

    private static Known Of(DeskDb db, OwnerKey row, string? mark, Opened what) =>
        new(OwnerKeys.Unwrap(db.Masters, row), mark is null ? null : what);

    public void Dispose()
    {
        shut = true;
        Ambient.Value = outer;
    }
}
