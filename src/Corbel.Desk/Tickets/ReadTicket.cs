using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>One entry as a person sees it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Author">The name of who did it; null where the desk did.</param>
/// <param name="Words">The words; null where there are none or they were erased.</param>
/// <param name="Files">The files that belong to it.</param>
/// <param name="Message">The raw message in custody that it came from; null where there is none.</param>
/// <param name="Mail">For a reply by mail: how far the mail has come.</param>
public sealed record TimelineEntry(
    Entry Entry,
    string? Author,
    Words? Words,
    IReadOnlyList<Attachment> Files,
    Guid? Message,
    Outbox.MailState? Mail
);

/// <summary>A ticket as a person sees it: the entries that are for this person, and the clock computed from all of them.</summary>
public sealed record TicketView(
    Ticket Ticket,
    IReadOnlyList<TimelineEntry> Entries,
    ImmutableArray<Clock> Clocks,
    ImmutableArray<Pause> Waits,
    PolicyInForce Policy
)
{
    /// <summary>The first-response clocks, one a cycle.</summary>
    public ImmutableArray<Clock> Cycles { get; } = Clocks.FirstResponses();

    /// <summary>The first-response clock of the present cycle.</summary>
    public Clock Current => Cycles[^1];

    /// <summary>The clocks on which something is owed still: by due time, those that are stopped last.</summary>
    public IEnumerable<Clock> Open => Clocks.Where(x => x.IsOpen).OrderBy(x => x.Due ?? Instant.MaxValue);

    /// <summary>The clocks on which nothing is owed any more, the latest first.</summary>
    public IEnumerable<Clock> Earlier =>
        Clocks.Where(x => x is { IsOpen: false } && x.Verdict != Verdict.NoTarget).OrderByDescending(x => x.Received);

    /// <summary>How the two sides talk about the severity.</summary>
    public required SeverityTalk Talk { get; init; }

    /// <summary>Verdicts that today's text and holidays would not give.</summary>
    public required ImmutableArray<Recalculated> Recalculated { get; init; }

    /// <summary>The numbers of other tickets that its journal names, as far as this person may see them.</summary>
    public required IReadOnlyDictionary<Guid, long> Numbers { get; init; }

    /// <summary>The names of people of the customer who take part besides the reporter.</summary>
    public required IReadOnlyDictionary<Guid, string> Participants { get; init; }

    /// <summary>The entries whose sender nothing vouched for and nobody accepted.</summary>
    public required IReadOnlySet<int> Unverified { get; init; }

    /// <summary>The wait that lasts; null where the desk does not wait for the customer.</summary>
    public Pause? Waiting => Waits.LastOrDefault() is { To: null } wait ? wait : null;

    /// <summary>An entry by its number; null where it is none, or not for this person.</summary>
    public TimelineEntry? Entry(int? number) => Entries.FirstOrDefault(x => x.Entry.Number == number);
}

/// <summary>Reads one ticket through the choke point.</summary>
public sealed class ReadTicket(PolicyShelf policies, IClock clock)
{
    /// <returns>Null where there is no such ticket for this person.</returns>
    public async Task<TicketView?> Run(DeskDb db, Actor by, long number, CancellationToken cancel = default)
    {
        var ticket = await db
            .Tickets.VisibleTo(by)
            .Include(x => x.Organisation)
            .Include(x => x.Reporter)
            .Include(x => x.Assignee)
            .Include(x => x.Desk)
            .Include(x => x.Participants)
            .Include(x => x.Listed)
            .SingleOrDefaultAsync(x => x.Number == number, cancel);
        if (ticket is null)
            return null;
        MarkedReading.Saw(ticket);
        // The clock needs the whole journal; the page gets what this person may see of it.
        var bytes = await db
            .Journal.Where(x => x.TicketId == ticket.Id)
            .OrderBy(x => x.Number)
            .Select(x => x.Bytes)
            .ToListAsync(cancel);
        var journal = bytes.ConvertAll(x => Journal.Read(x).Entry);
        var policy = await policies.Of(db, ticket.Terms, cancel);
        var terms = await policies.TermsOf(db, journal, cancel);
        var now = clock.GetCurrentInstant();
        var clocks = Clocks.Of(terms, journal, now);
        var timeline = await Timeline(db, by, ticket, cancel);
        var latest = terms.Latest(journal);
        return new TicketView(ticket, timeline, clocks, Waits.Of(journal), policy with { Policy = latest })
        {
            Unverified = AcceptSender.Open(journal).ToHashSet(),
            Talk = SeverityTalk.Of(latest.Document.Severities, journal),
            Recalculated = await Recalculated(db, terms, journal, now, cancel),
            Numbers = await Numbers(db, by, journal, cancel),
            Participants = await Participants(db, journal, cancel),
        };
    }

    private async Task<ImmutableArray<Recalculated>> Recalculated(
        DeskDb db,
        TicketTerms terms,
        IReadOnlyList<Entry> journal,
        Instant now,
        CancellationToken cancel
    )
    {
        var receipt = (Receipt)journal[0].What;
        var today = (await policies.On(db, receipt.Desk, receipt.Organisation, now, cancel)).Policy;
        var same = ReferenceEquals(today, terms.AtReceipt) && !journal.Any(x => x.What is HolidayChange);
        return same ? [] : Recalculation.Of(terms, today, journal, now);
    }

    private static async Task<IReadOnlyDictionary<Guid, long>> Numbers(
        DeskDb db,
        Actor by,
        IReadOnlyList<Entry> journal,
        CancellationToken cancel
    )
    {
        var ids = journal.SelectMany(x => Named(x.What)).Distinct().ToList();
        return ids.Count == 0
            ? ImmutableDictionary<Guid, long>.Empty
            : await db
                .Tickets.VisibleTo(by)
                .Where(x => ids.Contains(x.Id))
                .ToDictionaryAsync(x => x.Id, x => x.Number, cancel);
    }

    /// <summary>The other tickets that an entry names.</summary>
    private static IEnumerable<Guid> Named(Happening what) =>
        what switch
        {
            Receipt x => new[] { x.HandedOverFrom, x.SplitFrom }.OfType<Guid>(),
            Merge x => [x.Into],
            MergedIn x => [x.From],
            Split x => [x.Into],
            HandOver x => [x.To],
            HandBack x => [x.From],
            ContactElsewhere x => [x.Ticket],
            DeliveryFailure { Ticket: { } other } => [other],
            _ => [],
        };

    private static async Task<IReadOnlyDictionary<Guid, string>> Participants(
        DeskDb db,
        IReadOnlyList<Entry> journal,
        CancellationToken cancel
    )
    {
        var ids = Participation.Of(journal).ToList();
        return ids.Count == 0
            ? ImmutableDictionary<Guid, string>.Empty
            : await db.People.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
    }

    private static async Task<IReadOnlyList<TimelineEntry>> Timeline(
        DeskDb db,
        Actor by,
        Ticket ticket,
        CancellationToken cancel
    )
    {
        var rows = await db
            .Journal.VisibleTo(db, by)
            .Where(x => x.TicketId == ticket.Id)
            .OrderBy(x => x.Number)
            .Include(x => x.Content)
            .ToListAsync(cancel);
        var files = await db.Attachments.VisibleTo(db, by).Where(x => x.TicketId == ticket.Id).ToListAsync(cancel);
        var raw = await db.Custodies.VisibleTo(db, by).Where(x => x.TicketId == ticket.Id).ToListAsync(cancel);
        var mails = await db
            .Outbox.Where(x => x.TicketId == ticket.Id && x.EntryNumber != null)
            .Select(x => new { x.EntryNumber, x.State })
            .ToListAsync(cancel);
        var entries = rows.ConvertAll(x => Journal.Read(x.Bytes).Entry);
        var ids = entries.Select(x => x.By.Person).Distinct().ToList();
        var names = await db.People.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return
        [
            .. rows.Zip(
                entries,
                (row, entry) =>
                    new TimelineEntry(
                        entry,
                        entry.By.Person is { } person ? names.GetValueOrDefault(person) : null,
                        Words.Of(row.Content)?.For(by),
                        files.FindAll(x => x.EntryNumber == entry.Number),
                        raw.Find(x => x.EntryNumber == entry.Number && x.SameAs == null)?.Id,
                        mails.Find(x => x.EntryNumber == entry.Number)?.State
                    )
            ),
        ];
    }
}
