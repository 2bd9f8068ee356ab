using System.Collections.Immutable;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>One clock as a report reads it.</summary>
/// <param name="Severity">The severity whose target counted.</param>
/// <param name="StartedAt">When what started it happened: the receipt, the customer's message, the last report.</param>
/// <param name="DueAt">The due instant; none while it is stopped.</param>
/// <param name="EndedAt">When what was promised was done, or the clock was withdrawn; none while it runs.</param>
/// <param name="Verdict">The verdict as last written down. Of a clock that has not ended the instant asked about decides.</param>
public readonly record struct ClockSample(
    string Severity,
    Instant StartedAt,
    Instant? DueAt,
    Instant? EndedAt,
    Verdict Verdict
)
{
    /// <summary>How it counts at an instant: kept, late, running or withdrawn.</summary>
    public Verdict At(Instant now) =>
        Verdict == Verdict.Withdrawn ? Verdict.Withdrawn
        : DueAt is not { } due ? Verdict.Running
        : (EndedAt ?? now) <= due
            ? EndedAt is null ? Verdict.Running
                : Verdict.Kept
        : Verdict.Late;
}

/// <summary>How the clocks of one kind and severity went (clause 9 for first responses, 2.1 for status reports).</summary>
/// <param name="Severity">The severity whose target counted.</param>
/// <param name="Kept">Done by the due instant.</param>
/// <param name="Late">Done later, or due and not done; those late by reclassification included.</param>
/// <param name="Reclassified">Of the late ones: in time by the lower severity that the customer itself had stated.</param>
/// <param name="Running">Not done and not due yet, or stopped while the customer is waited for.</param>
/// <param name="Withdrawn">Nothing was owed any more before they were due: neither kept nor late.</param>
/// <param name="Done">Those done, in time or late.</param>
/// <param name="Median">Open time within which half of those done were done, or just over half; null where there was none.</param>
public sealed record ClockFigures(
    string Severity,
    int Kept,
    int Late,
    int Reclassified,
    int Running,
    int Withdrawn,
    int Done,
    Duration? Median
)
{
    /// <summary>Those that are decided.</summary>
    public int Decided => Kept + Late;

    /// <summary>The figures of each severity that has any, in the order in which the severities first come.</summary>
    /// <param name="clocks">The clocks that count, of one kind.</param>
    /// <param name="now">The instant at which the verdicts are asked for.</param>
    /// <param name="openTime">Open time between two instants, in seconds, for a severity.</param>
    public static ImmutableArray<ClockFigures> Of(
        IEnumerable<ClockSample> clocks,
        Instant now,
        Func<string, Instant, Instant, long> openTime
    ) => [.. clocks.GroupBy(x => x.Severity, StringComparer.Ordinal).Select(x => Of(x.Key, [.. x], now, openTime))];

    private static ClockFigures Of(
        string severity,
        ImmutableArray<ClockSample> clocks,
        Instant now,
        Func<string, Instant, Instant, long> openTime
    )
    {
        var counts = clocks.CountBy(x => x.At(now)).ToDictionary();
        var took = clocks
            .Where(x => x.Verdict != Verdict.Withdrawn && x.EndedAt is not null)
            .Select(x => openTime(severity, x.StartedAt, x.EndedAt!.Value))
            .Order()
            .ToImmutableArray();
        return new(
            severity,
            counts.GetValueOrDefault(Verdict.Kept),
            counts.GetValueOrDefault(Verdict.Late),
            clocks.Count(x => x.Verdict == Verdict.LateByReclassification),
            counts.GetValueOrDefault(Verdict.Running),
            counts.GetValueOrDefault(Verdict.Withdrawn),
            took.Length,
            took.IsEmpty ? null : Duration.FromSeconds(took[(took.Length - 1) / 2])
        );
    }
}
