using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>A warning that is still to be given.</summary>
/// <param name="Clock">The clock that runs out.</param>
/// <param name="Index">The place of the warning in the target's list, from 0.</param>
/// <param name="Time">When, and whom.</param>
public sealed record DueWarning(Clock Clock, int Index, WarningTime Time);

/// <summary>The warnings of running clocks that the journal does not hold yet.</summary>
public static class DueWarnings
{
    /// <summary>All that are still to be given, whether their time has come or not. One a clock, due instant and place.</summary>
    public static IEnumerable<DueWarning> Of(IReadOnlyList<Entry> journal, ImmutableArray<Clock> clocks)
    {
        foreach (var clock in clocks)
        {
            if (clock is not { Verdict: Verdict.Running, Due: { } due, Target: { Warnings.IsEmpty: false } target })
            {
                continue;
            }
            var calendar = clock.Policy.Calendars[target.Calendar];
            Instant At(long seconds) =>
                DueRule.At(calendar, seconds, clock.CountedFrom, clock.Pauses.AsSpan()) ?? Instant.MaxValue;
            foreach (var time in clock.Policy.WarningTimes(target, clock.CountedFrom, due, At))
            {
                var index = target.Warnings.IndexOf(time.Warning);
                if (!Given(journal, clock, due, index))
                {
                    yield return new(clock, index, time);
                }
            }
        }
    }

    private static bool Given(IReadOnlyList<Entry> journal, Clock clock, Instant due, int index)
    {
        foreach (var entry in journal)
        {
            if (
                entry.What is Warning given
                && given.Clock == clock.Kind
                && given.Number == clock.Number
                && given.Index == index
                && given.Due == due
            )
            {
                return true;
            }
        }
        return false;
    }
}
