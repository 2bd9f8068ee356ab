using System.Globalization;
using Corbel.Core.Reports;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Reports;

/// <summary>A table of a report's rows, for CSV and XLSX: names for programs, instants in UTC, no words of a language.</summary>
internal sealed record ReportTable(
    string Name,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows
)
{
    /// <summary>Every figure and every row, details only where they may be seen.</summary>
    public static IReadOnlyList<ReportTable> Of(QuarterReport report)
    {
        var rows = report.Rows;
        return
        [
            Table(
                "figures",
                ["figure", "value", "unit", "clause", "issues", "not-named"],
                report.Sections.SelectMany(x => x.Figures),
                x => [x.Id, N(x.Value), x.Unit, x.Clause, string.Join(' ', x.Tickets.Select(y => N(y))), x.Unnamed]
            ),
            Table(
                "issues",
                ["issue", "subject", "channel", "courtesy", "severity", "state", "outcome", "received"],
                rows.Issues.Where(QuarterReport.MayDetail),
                x => [x.Number, x.Subject, x.Channel, x.Courtesy, x.Severity, x.Status, x.Outcome, x.ReceivedAt]
            ),
            Table(
                "responses",
                ["issue", "cycle", "severity", "received", "due", "ended", "verdict", "open-seconds"],
                rows.Responses.Where(x => report.MayDetail(x.Ticket)),
                x => [x.Ticket, x.Cycle, x.Severity, x.From, x.Due, x.Ended, x.Verdict, x.OpenSeconds]
            ),
            Table(
                "waits",
                ["issue", "who-waits", "from", "to"],
                rows.Waits.Where(x => report.MayDetail(x.Ticket)),
                x => [x.Ticket, x.Side, x.From, x.To]
            ),
            Table(
                "disputes",
                ["issue", "raised", "objected", "decided"],
                rows.Disputes.Where(x => report.MayDetail(x.Ticket)),
                x => [x.Ticket, x.RaisedAt, x.ObjectedAt, x.DecidedAt]
            ),
            Table(
                "months",
                [
                    "month",
                    "expected",
                    "verdict",
                    "month-ms",
                    "planned-ms",
                    "excluded-ms",
                    "down-ms",
                    "unknown-ms",
                    "recorded",
                ],
                rows.Months,
                x =>
                    [
                        x.Month,
                        x.Expected,
                        x.Verdict,
                        x.Measured?.Month,
                        x.Measured?.Planned,
                        x.Measured?.Excluded,
                        x.Measured?.Down,
                        x.Measured?.Unknown,
                        x.Recorded,
                    ]
            ),
            Table(
                "maintenance",
                ["title", "from", "to", "announced", "cancelled", "planned", "why-not"],
                rows.Maintenance,
                x => [x.Title, x.From, x.To, x.AnnouncedAt, x.Cancelled, x.Planned, x.WhyNot]
            ),
            Table(
                "outages",
                ["component", "from", "to", "incident"],
                rows.Outages,
                x => [x.Component, x.From, x.To, x.Incident]
            ),
            Table(
                "releases",
                ["release", "title", "delivered", "fixes"],
                rows.Releases,
                x =>
                    [
                        x.Name,
                        x.Title,
                        x.DeliveredAt,
                        string.Join(' ', x.Fixes.Where(report.MayDetail).Select(y => N(y))),
                    ]
            ),
            Table(
                "sessions",
                ["kind", "held", "attended", "topics"],
                rows.Sessions,
                x => [x.Kind, x.HeldAt, x.Attended, x.Topics]
            ),
            Table(
                "ledger",
                ["kind", "bought", "booked", "held", "left"],
                rows.Ledger,
                x => [x.Kind, x.Bought, x.Booked, x.Held, x.Left]
            ),
            Table(
                "versions",
                ["version", "sha256", "posted", "accepted"],
                rows.Versions,
                x => [x.Number, x.Sha256, x.PostedAt, x.AcceptedAt]
            ),
            Table("terms", ["kind", "name", "from", "to"], rows.Terms, x => [x.Kind, x.Name, x.From, x.To]),
        ];
    }

    /// <summary>
    /// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it (OWASP, "CSV
    /// injection").
    /// </summary>
    internal static string Guard(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
            ? "'" + cell
            : cell;

    private static ReportTable Table<T>(
        string name,
        string[] columns,
        IEnumerable<T> items,
        Func<T, object?[]> cells
    ) => new(name, columns, [.. items.Select(x => (IReadOnlyList<string>)Array.ConvertAll(cells(x), Cell))]);

    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            string text => Guard(text),
            Instant at => InstantPattern.ExtendedIso.Format(at),
            bool yes => yes ? "yes" : "no",
            Enum named => named.ToString().ToLowerInvariant(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no cell"),
        };

    private static string N(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
