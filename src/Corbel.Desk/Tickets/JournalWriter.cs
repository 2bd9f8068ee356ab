using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Appends to one ticket's journal within a write, and keeps the fold and the clocks beside it. The only code that writes
/// these tables.
/// </summary>
internal sealed class JournalWriter
{
    private readonly List<object> rows;
    private readonly List<Entry> entries;
    private ImmutableArray<byte>? head;
    private TicketState? state;
    private long? given;
    private bool shuts;
    private TicketFacts? before;

    /// <summary>Something was written that is to be sealed where the ticket is marked.</summary>
    private bool seals;

    private JournalWriter(List<object> rows, Guid ticket, List<Entry> entries, ImmutableArray<byte>? head)
    {
        (this.rows, Ticket, this.entries, this.head) = (rows, ticket, entries, head);
        if (entries.Count > 0)
            state = TicketState.Fold(entries);
    }

    public Guid Ticket { get; }

    public Ticket? Row { get; private set; }

    /// <summary>The number people use; null where it is new and was not given yet.</summary>
    public long? Number => Row?.Number ?? given;

    public TicketState State => state ?? throw new InvalidOperationException("no entry yet");

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>People of the customer who take part besides the reporter.</summary>
    public IReadOnlyList<Guid> Participants => [.. Participation.Of(entries)];

    /// <summary>A journal that does not exist yet. It needs no database until its rows are written.</summary>
    /// <param name="rows">Where its new rows are put.</param>
    /// <param name="ticket">The new ticket's key.</param>
    /// <param name="number">Its number, where something is said of it before it is folded.</param>
    public static JournalWriter Begin(List<object> rows, Guid ticket, long? number = null) =>
        new(rows, ticket, [], null) { given = number };

    /// <summary>The journal of a ticket among those given; null where it is not among them.</summary>
    public static async Task<JournalWriter?> Load(
        DeskDb db,
        IQueryable<Ticket> among,
        long number,
        CancellationToken cancel
    )
    {
        await db.Take(number, cancel);
        var row = await among.AsTracking().SingleOrDefaultAsync(x => x.Number == number, cancel);
        if (row is null)
            return null;
        if (row.Mark is not null && await OwnerKeys.Of(db, row.Id, cancel) is { } key)
            db.Seals[row.Id] = key;
        var stored = await db
            .Journal.AsNoTracking()
            .Where(x => x.TicketId == row.Id)
            .OrderBy(x => x.Number)
            .Select(x => x.Bytes)
            .ToListAsync(cancel);
        var journal = stored.ConvertAll(x => Journal.Read(x).Entry);
        var loaded = new JournalWriter(db.Inserted, row.Id, journal, [.. row.Head]) { Row = row };
        loaded.before = loaded.Facts;
        return loaded;
    }

    /// <summary>Appends an entry and returns its number.</summary>
    public int Append(
        Doer by,
        Happening what,
        Instant happenedAt,
        Instant now,
        Words? words = null,
        IEnumerable<Attachment>? files = null
    )
    {
        var content = words?.ToContent(Guid.CreateVersion7(now.ToDateTimeOffset()));
        var entry = new Entry(
            Ticket,
            entries.Count + 1,
            Journal.Grain(happenedAt),
            Journal.Grain(now),
            by,
            what,
            content is null ? null : Words.HashOf(content)
        );
        var entrySealed = Journal.Seal(entry, head);
        state = state is null ? TicketState.Begin(entry) : state.After(entry);
        entries.Add(entry);
        head = entrySealed.Hash;
        if (content is not null)
            rows.Add(content);
        rows.Add(
            new JournalRow
            {
                TicketId = Ticket,
                Number = entry.Number,
                HappenedAt = entry.HappenedAt,
                Internal = May.IsInternal(what),
                ContentId = content?.Id,
                Bytes = [.. entrySealed.Bytes],
                Hash = [.. entrySealed.Hash],
            }
        );
        shuts |= what is Marking or NeedToKnow { Listed: false };
        seals |= content is not null || files is not null || what is Marking;
        if (what is Participation participation)
            rows.Add(new TicketParticipant { TicketId = Ticket, PersonId = participation.Person });
        rows.AddRange(files ?? []);
        return entry.Number;
    }

    /// <summary>Makes the rows of a new ticket: its fold, its clock, and the job for what is due.</summary>
    public void FoldNew(TicketTerms terms, Instant now, NewTicket ticket)
    {
        // A message that was held may be older than the newest holiday lists: they count from when they were known.
        var clocks = Settled(terms, Instant.Max(terms.Newer?.KnownSince ?? now, entries[0].HappenedAt), now);
        Row = ticket.ToRow(State, [.. head!.Value]);
        TicketFold.Apply(Row, State, [.. head!.Value], clocks, DisputesOf(terms, entries));
        rows.Add(Row);
        rows.AddRange(clocks.Select(x => TicketFold.NewClock(Row, x)));
        rows.AddRange(Marks.Listed(entries).Select(x => new TicketListed { TicketId = Ticket, PersonId = x }));
        if (DueJobs.First(Row, entries, clocks) is { } job)
            rows.Add(job);
        if (State.Mark is not null)
            rows.Add(SealJobs.First(Ticket, now));
    }

    /// <summary>Brings the rows of a ticket that exists to what its journal now says.</summary>
    public async Task Fold(DeskDb db, TicketTerms terms, Instant now, CancellationToken cancel)
    {
        var clocks = Settled(terms, now, now);
        var row = Row ?? throw new InvalidOperationException("a new ticket needs its number and subject");
        TicketFold.Apply(row, State, [.. head!.Value], clocks, DisputesOf(terms, entries));
        var kept = await db.Clocks.AsTracking().Where(x => x.TicketId == Ticket).ToListAsync(cancel);
        foreach (var clock in clocks)
        {
            if (kept.SingleOrDefault(x => x.Kind == clock.Kind && x.Number == clock.Number) is { } known)
                TicketFold.Apply(known, clock);
            else
                rows.Add(TicketFold.NewClock(row, clock));
        }
        // A clock that a change of severity left without a target is no clock any more.
        foreach (var gone in kept.Where(x => !clocks.Any(c => c.Kind == x.Kind && c.Number == x.Number)))
            db.Clocks.Remove(gone);
        await KeepWaits(db, row, cancel);
        await KeepListed(db, cancel);
        await DueJobs.Plan(db, row, entries, clocks, cancel);
        if (seals && State.Mark is not null)
            await SealJobs.Plan(db, Ticket, now, cancel);
    }

    private async Task KeepWaits(DeskDb db, Ticket row, CancellationToken cancel)
    {
        if (!entries.Exists(x => x.What is Wait))
            return;
        var waits = Waits.Of(entries);
        var kept = await db.Waits.AsTracking().Where(x => x.TicketId == Ticket).ToListAsync(cancel);
        for (var i = 0; i < waits.Length; i++)
        {
            if (kept.Find(x => x.Number == i + 1) is { } known)
                TicketFold.Apply(known, waits[i]);
            else
                rows.Add(TicketFold.NewWait(row, i + 1, waits[i]));
        }
        // A question that came back asked nothing.
        db.Waits.RemoveRange(kept.Where(x => x.Number > waits.Length));
    }

    private async Task KeepListed(DeskDb db, CancellationToken cancel)
    {
        if (!entries.Exists(x => x.What is NeedToKnow))
            return;
        var listed = Marks.Listed(entries);
        var kept = await db.Listed.AsTracking().Where(x => x.TicketId == Ticket).ToListAsync(cancel);
        db.Listed.RemoveRange(kept.Where(x => !listed.Contains(x.PersonId)));
        foreach (var person in listed.Where(x => !kept.Exists(k => k.PersonId == x)))
            rows.Add(new TicketListed { TicketId = Ticket, PersonId = person });
    }

    /// <summary>The clocks; before that the journal names newer holiday lists, where one of them is due otherwise by these.</summary>
    private ImmutableArray<Clock> Settled(TicketTerms terms, Instant since, Instant now)
    {
        var clocks = Clocks.Of(terms, entries, now);
        if (HolidayNews.For(terms, entries, clocks, since, now) is not { } change)
            return clocks;
        Append(Doer.Desk, change, since, now);
        return Clocks.Of(terms, entries, now);
    }

    /// <summary>What the journal says of disputes about the severity, by the policy that judges the ticket.</summary>
    public static Disputes DisputesOf(TicketTerms terms, IReadOnlyList<Entry> entries) =>
        Disputes.Of(terms.AtReceipt.Document.Severities, entries);

    /// <summary>Puts a row beside the journal that is written with it: a mail, a receipt.</summary>
    public void With(object row) => rows.Add(row);

    /// <summary>What permission needs to know, by what the journal says now.</summary>
    public TicketFacts Facts =>
        new(State.Organisation, State.Reporter, State.Desk, State.HandedOverFrom is not null)
        {
            Participants = Participants.Count == 0 ? null : Participants,
            Mark = State.Mark,
            NeedsList = State.NeedsList,
            Listed = State.Mark is null ? null : Marks.Listed(entries),
        };

    /// <summary>What changed, for the open pages.</summary>
    public Change Change => new(Row!.Number, Facts) { Was = shuts ? before : null };
}

/// <summary>What a new ticket's row holds that the journal does not.</summary>
internal sealed record NewTicket(long Number, string Subject)
{
    public Ticket ToRow(TicketState state, byte[] head) =>
        new()
        {
            Id = state.Ticket,
            Number = Number,
            OrganisationId = state.Organisation,
            ReporterId = state.Reporter,
            Subject = Subject,
            Channel = state.Channel,
            Basis = state.Basis,
            Courtesy = state.Courtesy,
            Language = state.Language,
            PolicyVersion = state.PolicyVersion,
            Variations = state.Variations,
            DeskId = state.Desk,
            Product = state.Product,
            HandedOverFrom = state.HandedOverFrom,
            ReceivedAt = state.ReceivedAt,
            Head = head,
        };
}
