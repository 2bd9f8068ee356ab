using System.Collections.Concurrent;
using Corbel.Core;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>What is to be judged by which policy.</summary>
/// <param name="Name">The policy file's name, for its errors.</param>
/// <param name="Text">The file, YAML.</param>
/// <param name="Since">Tickets received from then on.</param>
/// <param name="Until">Tickets received before then; null up to now.</param>
/// <param name="Customer">The name of one customer; null for all.</param>
/// <param name="EachTicket">Whether each change is told with its ticket, or only counted.</param>
public sealed record ReplayQuestion(
    string Name,
    string Text,
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
    private readonly Database database = database;
    private readonly PolicyShelf policies = policies;

    // Each has a connection and a thread of its own; two keep two cores busy and leave the others to the desk.
    private const int Workers = 2;

    public async Task<Outcome<Replayed>> Run(ReplayQuestion asked, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        // The file first, so that a mistake in it does not wait for a million tickets.
        var holidays = (await HolidaySets.Newest(db, cancel))?.Text;
        var lists = holidays is null ? HolidayFile.Lists(HolidayFile.Shipped) : HolidaySets.Lists(holidays);
        var reading = PolicyFile.Read(asked.Text, asked.Name, lists);
        if (reading.Document is not { } document)
            return HasErrors(string.Join('\n', reading.Problems));
        var customers = await db.Organisations.ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        Guid? one = null;
        if (asked.Customer is { } name)
        {
            one = customers.Where(x => x.Value == name).Select(x => (Guid?)x.Key).SingleOrDefault();
            if (one is null)
                return Refusal.Of("no-such-customer", $"There is no customer {name}.", $"Er is geen klant {name}.");
        }
        var now = clock.GetCurrentInstant();
        var pages = new JournalPages(database, new(asked.Since, asked.Until ?? now, one));
        var queue = new ConcurrentQueue<JournalPage>(await pages.All(cancel));
        // Receipts name their customer only where the policy of their time told customers apart.
        var names = document.Targets.Any(x => !x.Customers.IsEmpty) ? customers : null;
        try
        {
            var work = Enumerable
                .Range(0, Workers)
                .Select(_ => Task.Run(() => new Worker(this, pages, asked, names, now).Run(queue, cancel), cancel));
            return Replayed.Of(asked, now, await Task.WhenAll(work));
        }
        catch (ReplayRefusedException refused)
        {
            return HasErrors(refused.Message);
        }
    }

    private static Refusal HasErrors(string problems) => Refusal.Of("policy-has-errors", problems, problems);

    private sealed class Worker(
        ReplayPolicy replay,
        JournalPages pages,
        ReplayQuestion asked,
        Dictionary<Guid, string>? customers,
        Instant now
    )
    {
        private readonly ReplayTally tally = new(asked.EachTicket);
        private readonly ReplayTerms terms = new(replay.policies, asked.Name, asked.Text);
        private readonly List<Entry> journal = [];

        public async Task<ReplayTally> Run(ConcurrentQueue<JournalPage> queue, CancellationToken cancel)
        {
            var entries = new ClockEntries();
            await using var db = replay.database.Read();
            await using var connection = pages.Connect();
            while (queue.TryDequeue(out var page))
            {
                cancel.ThrowIfCancellationRequested();
                var ticket = 0L;
                foreach (var (number, bytes) in pages.Entries(connection, page))
                {
                    if (number != ticket)
                    {
                        await Judge(db, ticket, cancel);
                        ticket = number;
                    }
                    if (entries.Read(bytes) is { } entry)
                        journal.Add(entry);
                }
                await Judge(db, ticket, cancel);
            }
            return tally;
        }

        private async ValueTask Judge(DeskDb db, long ticket, CancellationToken cancel)
        {
            if (journal.Count == 0)
                return;
            var (standing, other) = await terms.Of(db, journal, cancel);
            var before = Clocks.Of(standing, journal, now);
            if (customers is not null && journal[0].What is Receipt { Customer: null } receipt)
            {
                var name = customers.GetValueOrDefault(receipt.Organisation);
                journal[0] = journal[0] with { What = receipt with { Customer = name } };
            }
            tally.Add(ticket, before, Clocks.Of(other, journal, now));
            journal.Clear();
        }
    }
}
