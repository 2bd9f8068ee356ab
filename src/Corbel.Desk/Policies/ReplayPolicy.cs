using System.Collections.Concurrent;
using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>What is to be judged by which policy.</summary>
/// <param name="Policy">The other policy.</param>
/// <param name="Since">Tickets received from then on.</param>
/// <param name="Until">Tickets received before then; null up to now.</param>
/// <param name="Customer">The name of one customer; null for all.</param>
/// <param name="EachTicket">Whether each change is told with its ticket, or only counted.</param>
public sealed record ReplayQuestion(
    CompiledPolicy Policy,
    Instant Since,
    Instant? Until = null,
    string? Customer = null,
    bool EachTicket = false
);

/// <summary>A change of one ticket's verdict.</summary>
public sealed record TicketChange(long Ticket, VerdictChange Change);

/// <summary>
/// Judges the history by another policy: every journal is judged twice, by what its ticket stands under and by the other
/// policy, as of the same instant. Nothing is written.
/// </summary>
public sealed class ReplayPolicy(Database database, PolicyShelf policies, IClock clock)
{
    // Each has a connection and a thread of its own; two keep two cores busy and leave the others to the desk.
    private const int Workers = 2;

    public async Task<Outcome<Replayed>> Run(ReplayQuestion asked, CancellationToken cancel = default)
    {
        Guid? organisation = null;
        if (asked.Customer is { } name)
        {
            await using var db = database.Read();
            organisation = await db
                .Organisations.Where(x => x.Name == name)
                .Select(x => (Guid?)x.Id)
                .SingleOrDefaultAsync(cancel);
            if (organisation is null)
                return Refusal.Of("no-such-customer", $"There is no customer {name}.", $"Er is geen klant {name}.");
        }
        var now = clock.GetCurrentInstant();
        var pages = new JournalPages(database, new(asked.Since, asked.Until ?? now, organisation));
        var queue = new ConcurrentQueue<JournalPage>(await pages.All(cancel));
        var parts = await Task.WhenAll(
            Enumerable.Range(0, Workers).Select(_ => Task.Run(() => Judge(pages, queue, asked, now, cancel), cancel))
        );
        return Replayed.Of(asked, now, parts);
    }

    private async Task<ReplayTally> Judge(
        JournalPages pages,
        ConcurrentQueue<JournalPage> queue,
        ReplayQuestion asked,
        Instant now,
        CancellationToken cancel
    )
    {
        var (tally, entries, terms) = (
            new ReplayTally(asked.EachTicket),
            new ClockEntries(),
            new StandingTerms(policies)
        );
        var other = TicketTerms.Of(asked.Policy);
        var journal = new List<Entry>();
        await using var db = database.Read();
        await using var connection = pages.Connect();
        while (queue.TryDequeue(out var page))
        {
            cancel.ThrowIfCancellationRequested();
            var ticket = 0L;
            foreach (var (number, bytes) in pages.Entries(connection, page))
            {
                if (number != ticket)
                {
                    await End(ticket);
                    ticket = number;
                }
                if (entries.Read(bytes) is { } entry)
                    journal.Add(entry);
            }
            await End(ticket);
        }
        return tally;

        async ValueTask End(long ticket)
        {
            if (journal.Count > 0)
            {
                var standing = Clocks.Of(await terms.Of(db, journal, cancel), journal, now);
                tally.Add(ticket, standing, Clocks.Of(other, journal, now));
                journal.Clear();
            }
        }
    }

    /// <summary>What tickets stand under: many share one, so each is looked up once.</summary>
    private sealed class StandingTerms(PolicyShelf policies)
    {
        private readonly Dictionary<(string, string?, string?, Guid?), TicketTerms> known = [];

        public ValueTask<TicketTerms> Of(DeskDb db, List<Entry> journal, CancellationToken cancel)
        {
            var receipt = (Receipt)journal[0].What;
            // A journal that names changes of the holidays has terms of its own.
            if (journal.Exists(x => x.What is HolidayChange))
                return new(policies.TermsOf(db, journal, cancel));
            var varied = receipt.Variations is null ? (Guid?)null : receipt.Organisation;
            var key = (receipt.PolicyVersion, receipt.Variations, receipt.Holidays, varied);
            return known.TryGetValue(key, out var terms) ? new(terms) : new(Look(db, journal, key, cancel));
        }

        private async Task<TicketTerms> Look(
            DeskDb db,
            List<Entry> journal,
            (string, string?, string?, Guid?) key,
            CancellationToken cancel
        ) => known[key] = await policies.TermsOf(db, journal, cancel);
    }
}
