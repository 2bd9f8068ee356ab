using System.Collections.Immutable;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>One first-response clock as a report reads it.</summary>
/// <param name="Severity">The severity whose target counted.</param>
/// <param name="ReceivedAt">When the request was received.</param>
/// <param name="DueAt">The due instant.</param>
/// <param name="ContactAt">The first contact; null while there is none.</param>
/// <param name="Verdict">The verdict as last written down. Of a clock without contact the instant asked about decides.</param>
public readonly record struct ClockSample(
    string Severity,
    Instant ReceivedAt,
    Instant DueAt,
    Instant? ContactAt,
    Verdict Verdict
);

/// <summary>How the first responses of one severity went (clause 9).</summary>
/// <param name="Severity">The severity whose target counted.</param>
/// <param name="InTime">Contacted by the due instant.</param>
/// <param name="Late">Contacted later, or due and not contacted; those late by reclassification included.</param>
/// <param name="Reclassified">Of the late ones: in time by the lower severity that the customer itself had stated.</param>
/// <param name="Running">Not contacted, not due yet.</param>
/// <param name="Median">Open time within which half of the contacts came, or just over half; null where there was none.</param>
public sealed record ResponseFigures(
    string Severity,
    int InTime,
    int Late,
    int Reclassified,
    int Running,
    Duration? Median
)
{
    /// <summary>Those that are decided.</summary>
    public int Decided => InTime + Late;

    /// <summary>The figures of each severity that has any, in the order in which the severities first come.</summary>
    /// <param name="clocks">The clocks that count.</param>
    /// <param name="now">The instant at which the verdicts are asked for.</param>
    /// <param name="openTime">Open time between two instants, in seconds, for a severity.</param>
    public static ImmutableArray<ResponseFigures> Of(
        IEnumerable<ClockSample> clocks,
        Instant now,
        Func<string, Instant, Instant, long> openTime
    ) => [.. clocks.GroupBy(x => x.Severity, StringComparer.Ordinal).Select(x => Of(x.Key, [.. x], now, openTime))];

    private static ResponseFigures Of(
        string severity,
        ImmutableArray<ClockSample> clocks,
        Instant now,
        Func<string, Instant, Instant, long> openTime
    )
    {
        var inTime = clocks.Count(x => x.ContactAt <= x.DueAt);
        var running = clocks.Count(x => x.ContactAt is null && now <= x.DueAt);
        var took = clocks
            .Where(x => x.ContactAt is not null)
            .Select(x => openTime(severity, x.ReceivedAt, x.ContactAt!.Value))
            .Order()
            .ToImmutableArray();
        return new(
            severity,
            inTime,
            clocks.Length - inTime - running,
            clocks.Count(x => x.Verdict == Verdict.LateByReclassification),
            running,
            took.IsEmpty ? null : Duration.FromSeconds(took[(took.Length - 1) / 2])
        );
    }
}
