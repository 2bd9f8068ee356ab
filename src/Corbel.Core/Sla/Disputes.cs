using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// When the provider and the customer first disagreed about the severity of a ticket, and what came of it (reading "severity
/// in dispute"). Read from the whole journal: a dispute after the first contact is one too.
/// </summary>
/// <param name="RaisedAt">The provider held a lower severity than the customer claims; null where it never did.</param>
/// <param name="ObjectedAt">The customer objected; null where it did not.</param>
/// <param name="DecidedAt">The provider decided; null where it did not.</param>
public readonly record struct Disputes(Instant? RaisedAt, Instant? ObjectedAt, Instant? DecidedAt)
{
    /// <summary>The first of each in a journal.</summary>
    /// <param name="severities">The severities of the policy that the ticket is judged by.</param>
    /// <param name="journal">The entries in order, the receipt first.</param>
    public static Disputes Of(Named<SeveritySpec> severities, IReadOnlyList<Entry> journal)
    {
        var standing = new SeverityStanding(severities, (journal[0].What as Receipt)?.StatedSeverity);
        var found = default(Disputes);
        foreach (var entry in journal)
        {
            var at = entry.HappenedAt;
            switch (entry.What)
            {
                case SeverityChoice choice:
                    standing.Say(choice.Severity, entry.By.Party);
                    if (standing.Against is not null && entry.By.Party == Party.Provider)
                        found = found with { RaisedAt = found.RaisedAt ?? at };
                    break;
                case SeverityObjection:
                    found = found with { ObjectedAt = found.ObjectedAt ?? at };
                    break;
                case SeverityDecision decision:
                    standing.Decide(decision.Severity);
                    found = found with { DecidedAt = found.DecidedAt ?? at };
                    break;
                case Reopening:
                    standing.BeginCycle();
                    break;
            }
        }
        return found;
    }
}
