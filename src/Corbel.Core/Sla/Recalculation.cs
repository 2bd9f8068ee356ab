using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>A clock whose verdict stands, and how it would be judged by another text or other holidays.</summary>
/// <param name="Stands">The clock by the terms that the ticket is judged by.</param>
/// <param name="Otherwise">The same clock by the other text; none where that has no such target.</param>
public sealed record Recalculated(Clock Stands, Clock? Otherwise);

/// <summary>
/// What a verdict would be by another text: shown beside it, never put in its place. A ticket is judged by the version in
/// force at its receipt (preamble).
/// </summary>
public static class Recalculation
{
    /// <summary>The decided clocks of a journal that the other policy would judge differently.</summary>
    /// <param name="terms">What the ticket is judged by.</param>
    /// <param name="other">Another policy, such as the one in force now with the holidays known now.</param>
    /// <param name="journal">The ticket's entries in order, the receipt first.</param>
    /// <param name="now">The instant at which the verdicts are asked for.</param>
    /// <exception cref="ArgumentException">The journal does not begin with a receipt.</exception>
    public static ImmutableArray<Recalculated> Of(
        TicketTerms terms,
        CompiledPolicy other,
        IReadOnlyList<Entry> journal,
        Instant now
    )
    {
        var stands = Clocks.Of(terms, journal, now);
        var otherwise = Clocks.Of(TicketTerms.Of(other), journal, now);
        return
        [
            .. stands
                .Where(x => x.IsDecided)
                .Select(x => new Recalculated(x, otherwise.FirstOrDefault(y => IsSame(x, y))))
                .Where(x => x.Otherwise?.Verdict != x.Stands.Verdict),
        ];
    }

    /// <summary>The same promise began at the same instant; a rhythm of reports may count on from other instants.</summary>
    private static bool IsSame(Clock one, Clock other) =>
        one.Kind == other.Kind
        && one.Cycle == other.Cycle
        && one.Received == other.Received
        && other.Verdict != Verdict.NoTarget;
}
