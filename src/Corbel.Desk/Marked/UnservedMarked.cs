using System.Text.Json;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// Looks for open marked tickets that nobody on duty can open: at the moment of marking, and every five minutes, since a
/// clearance ends by itself. Where others are cleared they come on the list; where nobody is, the managers are warned, again
/// when there are others and once a day.
/// </summary>
public sealed class UnservedMarked(
    Database database,
    GroupWriter writer,
    Clearances clearances,
    MarkMails mails,
    PolicyShelf policies,
    LiveFeed live,
    JobLease leases,
    IClock clock
)
{
    public const string Kind = "unserved-marked";
    private static readonly Duration Every = Duration.FromMinutes(5);
    private static readonly Duration Again = Duration.FromDays(1);

    /// <summary>What the managers were told last.</summary>
    private sealed record Told(IReadOnlyList<Guid> Tickets, long AtSeconds);

    /// <summary>Looks at once, since a ticket was marked.</summary>
    internal static Task Look(DeskDb db, Instant now, CancellationToken cancel) =>
        db.Jobs.Where(x => x.Key == Kind).ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, now), cancel);

    internal async Task Run(Job due, CancellationToken cancel)
    {
        if (await leases.Take(due.Id, cancel) is not { } job)
            return;
        await using (var db = database.Read())
        {
            foreach (var number in await Lost(db, cancel))
                await Begin(number, cancel);
        }
        await writer.Write((db, token) => Finish(db, job, token), cancel);
    }

    /// <summary>Open marked tickets of the provider whose list holds nobody that is cleared, where somebody else is.</summary>
    private async Task<List<long>> Lost(DeskDb db, CancellationToken cancel)
    {
        var tickets = await Open(db).Where(x => x.NeedsList).ToListAsync(cancel);
        var cleared = await Cleared(db, tickets, cancel);
        return
        [
            .. tickets
                .Where(x => cleared[x.Mark!].Count > 0 && !cleared[x.Mark!].Exists(p => Lists(x, p)))
                .Select(x => x.Number),
        ];
    }

    private Task Begin(long number, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var journal = (await JournalWriter.Load(db, db.Tickets, number, token))!;
                if (journal.State is not { Mark: { } mark, MergedInto: null })
                    return;
                var cleared = await clearances.Cleared(db, mark, token);
                var (listed, now) = (Marks.Listed(journal.Entries), Journal.Grain(clock.GetCurrentInstant()));
                if (cleared.Exists(x => listed.Contains(x.Id)))
                    return;
                foreach (var person in cleared)
                    journal.Append(Doer.Desk, new NeedToKnow(person.Id, true) { Staff = true }, now, now);
                await journal.Fold(db, await policies.TermsOf(db, journal.Entries, token), now, token);
                await live.Announce(db, journal.Change, token);
            },
            cancel
        );

    private async Task Finish(DeskDb db, Job claimed, CancellationToken cancel)
    {
        if (await leases.Kept(db, claimed, cancel) is not { } job)
            return;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var tickets = await Open(db).ToListAsync(cancel);
        var cleared = await Cleared(db, tickets, cancel);
        var unserved = tickets.FindAll(x => !cleared[x.Mark!].Exists(p => IsOnDuty(p, now) && Lists(x, p)));
        var told = job.State is null ? null : JsonSerializer.Deserialize<Told>(job.State);
        var others = unserved.Exists(x => told?.Tickets.Contains(x.Id) != true);
        if (unserved.Count > 0 && (others || told!.AtSeconds + (long)Again.TotalSeconds <= now.ToUnixTimeSeconds()))
        {
            await mails.Unserved(db, unserved.ConvertAll(x => (x.Severity, x.NextDueAt)), now, cancel);
            told = new Told(unserved.ConvertAll(x => x.Id), now.ToUnixTimeSeconds());
        }
        else if (told is not null)
            told = told with { Tickets = [.. told.Tickets.Where(x => unserved.Exists(t => t.Id == x))] };
        job.State = told is null ? null : JsonSerializer.Serialize(told);
        job.DueAt = now + Every;
    }

    /// <summary>Who is cleared for each mark that some tickets bear.</summary>
    private async Task<Dictionary<string, List<Person>>> Cleared(
        DeskDb db,
        List<Ticket> tickets,
        CancellationToken cancel
    )
    {
        var cleared = new Dictionary<string, List<Person>>(StringComparer.Ordinal);
        foreach (var mark in tickets.Select(x => x.Mark!).Distinct())
            cleared[mark] = await clearances.Cleared(db, mark, cancel);
        return cleared;
    }

    private static bool Lists(Ticket ticket, Person person) =>
        !ticket.NeedsList || ticket.Listed.Any(x => x.PersonId == person.Id);

    private static bool IsOnDuty(Person person, Instant now) => !(person.AwayUntil > now);

    private static IQueryable<Ticket> Open(DeskDb db) =>
        db
            .Tickets.AsNoTracking()
            .Include(x => x.Listed)
            .Where(x => x.Mark != null && x.DeskId == null && x.Status == TicketStatus.Open)
            .OrderBy(x => x.Number);
}
