using System.Collections.Immutable;
using Corbel.Core.Policy;

namespace Corbel.Core.Reports;

/// <summary>What a figure is counted in.</summary>
public enum FigureUnit
{
    Count,
    Seconds,

    /// <summary>Thousandths of one per cent.</summary>
    Share,
}

/// <summary>
/// A figure that can be traced: the tickets behind it, by number. Those of which no detail may stand here are counted and not
/// named.
/// </summary>
/// <param name="Id">Its name for programs, the same in every report: issues.severity.1.</param>
/// <param name="Label">What it counts.</param>
/// <param name="Value">The figure; null where there is none, such as the median of nothing.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Clause">The clause of the policy that it is about.</param>
/// <param name="Tickets">The tickets behind it.</param>
/// <param name="Unnamed">How many tickets behind it are not named.</param>
public sealed record ReportFigure(
    string Id,
    LocalText Label,
    long? Value,
    FigureUnit Unit,
    string Clause,
    ImmutableArray<long> Tickets,
    int Unnamed
);

/// <summary>A numbered part of the report.</summary>
/// <param name="Id">Its name for programs and addresses.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Figures">Its figures in order.</param>
public sealed record ReportSection(string Id, LocalText Title, ImmutableArray<ReportFigure> Figures);

/// <summary>One customer's quarter in figures (clause 8). Nothing stands in it that does not follow from the rows.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Sections">The parts in order.</param>
public sealed record QuarterReport(QuarterRows Rows, ImmutableArray<ReportSection> Sections)
{
    /// <summary>Adds the rows up.</summary>
    public static QuarterReport Of(QuarterRows rows)
    {
        var count = new QuarterCount(rows);
        return new(
            rows,
            [
                IssueSections.Received(count),
                IssueSections.Responses(count),
                IssueSections.Waiting(count),
                IssueSections.Disputes(count),
                ServiceSections.Availability(count),
                ServiceSections.Maintenance(count),
                ServiceSections.Releases(count),
                ServiceSections.Sessions(count),
                ServiceSections.Terms(count),
                IssueSections.Open(count),
            ]
        );
    }

    /// <summary>
    /// Whether details of a ticket (number, subject, sum) may stand in the report. Every detail passes here: a marked ticket
    /// counts in the sums, and nothing else of it is told (clause 11).
    /// </summary>
    public static bool MayDetail(IssueRow ticket) => !ticket.Marked;

    /// <summary>All figures, by name.</summary>
    public ImmutableDictionary<string, ReportFigure> ById =>
        Sections.SelectMany(x => x.Figures).ToImmutableDictionary(x => x.Id, StringComparer.Ordinal);

    /// <summary>Whether details of the ticket of this number may stand in the report.</summary>
    public bool MayDetail(long number) =>
        Rows.Issues.FirstOrDefault(x => x.Number == number) is { } ticket && MayDetail(ticket);
}
