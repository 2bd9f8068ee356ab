using System.Collections.Immutable;

namespace Corbel.Core.Reports;

/// <summary>A figure that another report of the same quarter gives otherwise.</summary>
/// <param name="Before">The figure in the earlier report; null where it had none of this name.</param>
/// <param name="After">The figure in the later one; null where it has none of this name.</param>
public sealed record FigureChange(ReportFigure? Before, ReportFigure? After)
{
    /// <summary>The one that names it: the later where there is one.</summary>
    public ReportFigure Figure => After ?? Before!;

    /// <summary>Tickets that stand behind the later figure and not behind the earlier.</summary>
    public ImmutableArray<long> Came => [.. (After?.Tickets ?? []).Except(Before is { } before ? before.Tickets : [])];

    /// <summary>Tickets that stood behind the earlier figure alone.</summary>
    public ImmutableArray<long> Went => [.. (Before?.Tickets ?? []).Except(After is { } after ? after.Tickets : [])];
}

/// <summary>What a later report of a quarter says otherwise than an earlier one.</summary>
public static class QuarterDiff
{
    /// <summary>The figures that differ in value or in the tickets behind them, in the order of the later report.</summary>
    /// <param name="before">The earlier report's rows, as they were frozen.</param>
    /// <param name="after">The later one's.</param>
    public static ImmutableArray<FigureChange> Between(QuarterRows before, QuarterRows after)
    {
        var (old, now) = (QuarterReport.Of(before), QuarterReport.Of(after));
        var (was, still) = (old.ById, now.ById);
        return
        [
            .. now
                .Sections.SelectMany(x => x.Figures)
                .Select(x => new FigureChange(was.GetValueOrDefault(x.Id), x))
                .Concat(
                    old.Sections.SelectMany(x => x.Figures)
                        .Where(x => !still.ContainsKey(x.Id))
                        .Select(x => new FigureChange(x, null))
                )
                .Where(x => Differs(x.Before, x.After)),
        ];
    }

    private static bool Differs(ReportFigure? before, ReportFigure? after) =>
        before?.Value != after?.Value
        || before is null
        || after is null
        || before.Unnamed != after.Unnamed
        || !before.Tickets.SequenceEqual(after.Tickets);
}
