using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Appends to one ticket's journal within a write, and keeps the fold and the clocks beside it. The only code that writes
/// these tables.
/// </summary>
internal sealed class JournalWriter
{
    private readonly DeskDb db;
    private readonly List<Entry> entries;
    private ImmutableArray<byte>? head;
    private TicketState? state;

    private JournalWriter(DeskDb db, Guid ticket, List<Entry> entries, ImmutableArray<byte>? head)
    {
        (this.db, Ticket, this.entries, this.head) = (db, ticket, entries, head);
        if (entries.Count > 0)
            state = TicketState.Fold(entries);
    }

    public Guid Ticket { get; }

    public Ticket? Row { get; private set; }

    public TicketState State => state ?? throw new InvalidOperationException("no entry yet");

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>A journal that does not exist yet.</summary>
    public static JournalWriter Begin(DeskDb db, Guid ticket) => new(db, ticket, [], null);

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
        var rows = await db
            .Journal.AsNoTracking()
            .Where(x => x.TicketId == row.Id)
            .OrderBy(x => x.Number)
            .Select(x => x.Bytes)
            .ToListAsync(cancel);
        var journal = rows.ConvertAll(x => Journal.Read(x).Entry);
        return new JournalWriter(db, row.Id, journal, [.. row.Head]) { Row = row };
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
            db.Contents.Add(content);
        db.Journal.Add(
            new JournalRow
            {
                TicketId = Ticket,
                Number = entry.Number,
                HappenedAt = entry.HappenedAt,
                Internal = Core.Access.May.IsInternal(what),
                ContentId = content?.Id,
                Bytes = [.. entrySealed.Bytes],
                Hash = [.. entrySealed.Hash],
            }
        );
        db.Attachments.AddRange(files ?? []);
        return entry.Number;
    }

    /// <summary>Writes the fold and the clocks, and plans what is due.</summary>
    public async Task Fold(CompiledPolicy policy, Instant now, CancellationToken cancel, NewTicket? first = null)
    {
        var cycles = Cycles.Of(policy, entries, now);
        var current = cycles[^1];
        if (first is not null)
        {
            Row = first.ToRow(State, [.. head!.Value]);
            db.Tickets.Add(Row);
        }
        var row = Row ?? throw new InvalidOperationException("a new ticket needs its number and subject");
        TicketFold.Apply(row, State, [.. head!.Value], current);
        await WriteClocks(cycles, row, cancel);
        await DueJobs.Plan(db, row, cycles, cancel);
    }

    private async Task WriteClocks(IReadOnlyList<Cycle> cycles, Ticket row, CancellationToken cancel)
    {
        var kept =
            db.Entry(row).State == EntityState.Added
                ? []
                : await db.Clocks.AsTracking().Where(x => x.TicketId == Ticket).ToListAsync(cancel);
        for (var cycle = 1; cycle <= cycles.Count; cycle++)
        {
            var clock = kept.SingleOrDefault(x => x.Cycle == cycle);
            if (clock is null)
                db.Clocks.Add(clock = TicketFold.NewClock(row, cycles[cycle - 1]));
            TicketFold.Apply(clock, cycles[cycle - 1]);
        }
    }

    /// <summary>What changed, for the open pages.</summary>
    public Change Change => new(Row!.Number, Row.OrganisationId, Row.ReporterId);
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
            Language = state.Language,
            PolicyVersion = state.PolicyVersion,
            ReceivedAt = state.ReceivedAt,
            Head = head,
        };
}
