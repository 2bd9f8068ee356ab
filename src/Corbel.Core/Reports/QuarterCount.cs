using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>Counts the rows of a quarter, with the tickets behind each figure.</summary>
internal sealed class QuarterCount(QuarterRows rows)
{
    private readonly Dictionary<long, IssueRow> issues = rows.Issues.ToDictionary(x => x.Number);

    public QuarterRows Rows { get; } = rows;

    /// <summary>Issues received in the quarter.</summary>
    public ImmutableArray<IssueRow> Received { get; } =
    [.. rows.Issues.Where(x => x.ReceivedAt >= rows.From && x.ReceivedAt < rows.To)];

    public bool In(Instant? at) => at >= Rows.From && at < Rows.To;

    /// <summary>How many there are.</summary>
    public ReportFigure Count<T>(string id, LocalText label, string clause, IEnumerable<T> items, Func<T, long> ticket)
    {
        var numbers = items.Select(ticket).ToList();
        return Figure(id, label, numbers.Count, FigureUnit.Count, clause, numbers);
    }

    /// <summary>How many issues.</summary>
    public ReportFigure Count(string id, LocalText label, string clause, IEnumerable<IssueRow> items) =>
        Count(id, label, clause, items, x => x.Number);

    /// <summary>A figure that no ticket stands behind.</summary>
    public static ReportFigure Plain(
        string id,
        LocalText label,
        long? value,
        string clause,
        FigureUnit unit = FigureUnit.Count
    ) => new(id, label, value, unit, clause, [], 0);

    /// <summary>A figure and the tickets behind it.</summary>
    public ReportFigure Figure(
        string id,
        LocalText label,
        long? value,
        FigureUnit unit,
        string clause,
        IEnumerable<long> tickets
    )
    {
        var all = tickets.Distinct().Order().ToList();
        ImmutableArray<long> named =
        [
            .. all.Where(x => issues.TryGetValue(x, out var it) && QuarterReport.MayDetail(it)),
        ];
        return new(id, label, value, unit, clause, named, all.Count - named.Length);
    }

    /// <summary>A severity by its name in the report's language; "without a severity" where it has none.</summary>
    public LocalText SeverityName(string? id) =>
        id is null ? new("Without a severity yet", "Nog zonder ernstniveau")
        : Rows.Severities.FirstOrDefault(x => x.Id == id) is { } known ? new(known.Name, known.Name)
        : new(id, id);

    /// <summary>The severities of the policy in order, then others that rows name, then none.</summary>
    public IEnumerable<string?> SeverityOrder(IEnumerable<string?> named)
    {
        var all = named.Distinct().ToList();
        var known = Rows.Severities.Select(x => (string?)x.Id).ToList();
        return known.Where(all.Contains).Concat(all.Except(known).OrderBy(x => x is null).ThenBy(x => x));
    }
}
