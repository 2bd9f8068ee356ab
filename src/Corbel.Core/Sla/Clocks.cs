using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// The clocks of a ticket, computed from its journal: nothing is stored that this function does not give again. What
/// starts, moves, stops and ends each of them stands in docs/policy-reference.md, a row for each case.
/// </summary>
public static class Clocks
{
    /// <summary>
    /// The clocks of a journal as they stand at an instant, by kind and number. The first response always has one a cycle;
    /// the other kinds only where the policy has a target.
    /// </summary>
    /// <param name="terms">What the ticket is judged by.</param>
    /// <param name="journal">The ticket's entries in order, the receipt first.</param>
    /// <param name="now">The instant at which the verdicts are asked for.</param>
    /// <exception cref="ArgumentException">The journal does not begin with a receipt.</exception>
    public static ImmutableArray<Clock> Of(TicketTerms terms, IReadOnlyList<Entry> journal, Instant now) =>
        journal is [{ What: Receipt receipt }, ..]
            ? new ClockWalk(terms, journal, receipt, now).Run()
            : throw new ArgumentException("a journal begins with a receipt", nameof(journal));

    /// <summary>The same for a journal whose holidays never changed.</summary>
    public static ImmutableArray<Clock> Of(CompiledPolicy policy, IReadOnlyList<Entry> journal, Instant now) =>
        Of(TicketTerms.Of(policy), journal, now);

    /// <summary>The first-response clocks, one a cycle; the last one is the current one.</summary>
    public static ImmutableArray<Clock> FirstResponses(this ImmutableArray<Clock> clocks) =>
        [.. clocks.Where(c => c.Kind == TargetKind.FirstResponse)];

    /// <summary>The due instants that somebody still has to keep, the earliest first.</summary>
    public static IEnumerable<Clock> Running(this IEnumerable<Clock> clocks) =>
        clocks.Where(c => c.Verdict == Verdict.Running).OrderBy(c => c.Due);
}
