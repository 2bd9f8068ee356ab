using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// The first-response clocks of a ticket, computed from its journal: nothing is stored that this function does not give
/// again. Contacts, acknowledgements and reopening follow POLICY.md's readings.
/// </summary>
public static class Cycles
{
    /// <summary>The cycles of a journal, as they stand at an instant; the last one is the current one.</summary>
    /// <param name="policy">The version of the policy in force at receipt.</param>
    /// <param name="journal">The ticket's entries in order, the receipt first.</param>
    /// <param name="now">The instant at which the verdicts are asked for.</param>
    /// <exception cref="ArgumentException">The journal does not begin with a receipt.</exception>
    public static ImmutableArray<Cycle> Of(CompiledPolicy policy, IReadOnlyList<Entry> journal, Instant now)
    {
        if (journal is not [{ What: Receipt receipt } first, ..])
        {
            throw new ArgumentException("a journal begins with a receipt", nameof(journal));
        }
        var contacts = Contacts(journal);
        var cycles = ImmutableArray.CreateBuilder<Cycle>();
        var known = policy.Document.Severities;
        var stated = receipt.StatedSeverity is { } s && known.ContainsKey(s) ? s : null;
        var clock = new ResponseClock(policy, first.HappenedAt, stated, SeverityBasis.StatedByCustomer, stated);
        var contact = FirstSince(contacts, first.HappenedAt);
        foreach (var entry in journal)
        {
            switch (entry.What)
            {
                // A severity that this version of the policy does not have says nothing about its targets.
                case SeverityChoice unknown when !known.ContainsKey(unknown.Severity):
                    break;
                case SeverityChoice choice when contact is null || entry.HappenedAt < contact:
                    clock.Choose(choice.Severity, entry.By.Party, entry.HappenedAt);
                    break;
                case SeverityChoice choice:
                    clock.ChooseForNext(choice.Severity, entry.By.Party);
                    break;
                case Reopening reopening when policy.Document.Readings.Reopened == ReopenedReading.NewCycle:
                    cycles.Add(clock.End(cycles.Count + 1, contact, now));
                    var (severity, basis, claimed) = clock.Carried;
                    clock = new(policy, reopening.Received, severity, basis, claimed);
                    contact = FirstSince(contacts, reopening.Received);
                    break;
            }
        }
        cycles.Add(clock.End(cycles.Count + 1, contact, now));
        return cycles.ToImmutable();
    }

    /// <summary>
    /// The contacts that stand: replies by a person of the provider that went out and did not come back. An
    /// acknowledgement, a note, an assignment and a resolution are never among them.
    /// </summary>
    private static List<(Instant Written, Instant At)> Contacts(IReadOnlyList<Entry> journal)
    {
        var returned = journal.Select(e => e.What).OfType<DeliveryFailure>().Select(f => f.Reply).ToHashSet();
        var replies = journal
            .Where(e => e is { What: StaffReply, By: { Party: Party.Provider, Person: not null } })
            .ToDictionary(e => e.Number, e => e.HappenedAt);
        return
        [
            .. journal
                .Where(e => e.What is Contact c && replies.ContainsKey(c.Reply) && !returned.Contains(c.Reply))
                .Select(e => (replies[((Contact)e.What).Reply], e.HappenedAt)),
        ];
    }

    /// <summary>
    /// The first contact by a reply written at the receipt or later: one that was still under way when the request came
    /// does not answer it.
    /// </summary>
    private static Instant? FirstSince(List<(Instant Written, Instant At)> contacts, Instant received) =>
        contacts.Where(c => c.Written >= received).Select(c => (Instant?)c.At).Min();
}
