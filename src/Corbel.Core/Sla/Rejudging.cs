using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>A clock that another policy would judge otherwise.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="Severity">The severity that counts: by the policy that stands, or by the other where it alone has the clock.</param>
/// <param name="Received">When what started it happened.</param>
/// <param name="From">The verdict that stands; none where only the other policy has this clock.</param>
/// <param name="To">The verdict by the other policy; none where it has no such clock.</param>
/// <param name="DueBefore">The due instant that stands.</param>
/// <param name="DueAfter">The due instant by the other policy.</param>
public sealed record VerdictChange(
    TargetKind Kind,
    string? Severity,
    Instant Received,
    Verdict? From,
    Verdict? To,
    Instant? DueBefore,
    Instant? DueAfter
);

/// <summary>Holds the clocks of one ticket by two policies against each other.</summary>
public static class Rejudging
{
    /// <summary>
    /// The clocks whose verdicts differ. Two are the same clock where the same happening started them: a receipt, a
    /// reopening, a message. Reports have a rhythm of their own in each policy, so that the first is held against the first.
    /// </summary>
    /// <param name="standing">The clocks by the policy that stands.</param>
    /// <param name="other">The clocks of the same journal by the other policy, at the same instant.</param>
    public static ImmutableArray<VerdictChange> Differences(ImmutableArray<Clock> standing, ImmutableArray<Clock> other)
    {
        ImmutableArray<VerdictChange>.Builder? changes = null;
        foreach (var clock in standing)
        {
            var twin = Twin(clock, other);
            if (twin?.Verdict != clock.Verdict)
            {
                (changes ??= ImmutableArray.CreateBuilder<VerdictChange>()).Add(
                    new(clock.Kind, clock.Severity, clock.Received, clock.Verdict, twin?.Verdict, clock.Due, twin?.Due)
                );
            }
        }
        foreach (var clock in other)
        {
            if (Twin(clock, standing) is null)
            {
                (changes ??= ImmutableArray.CreateBuilder<VerdictChange>()).Add(
                    new(clock.Kind, clock.Severity, clock.Received, null, clock.Verdict, null, clock.Due)
                );
            }
        }
        return changes?.ToImmutable() ?? [];
    }

    private static Clock? Twin(Clock clock, ImmutableArray<Clock> others)
    {
        foreach (var other in others)
        {
            var same =
                clock.Kind == TargetKind.StatusReport ? other.Number == clock.Number : other.Received == clock.Received;
            if (other.Kind == clock.Kind && same)
            {
                return other;
            }
        }
        return null;
    }
}
