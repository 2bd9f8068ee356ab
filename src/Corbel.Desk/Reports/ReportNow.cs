using System.Collections.Immutable;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Reports;

/// <summary>
/// An issued report as it may be read now: frozen, save that nothing is told any more of an issue that was marked since
/// (clause 11). Its figures stay, and so does the hash of the page as it was issued.
/// </summary>
/// <param name="Report">As it was issued.</param>
/// <param name="Rows">What of its rows may be told.</param>
/// <param name="Html">The page; the frozen one byte for byte where nothing is withheld.</param>
/// <param name="Withheld">How many issues were marked since.</param>
public sealed record ReportNow(IssuedReport Report, QuarterRows Rows, byte[] Html, int Withheld)
{
    /// <summary>Everybody who is shown an issued report, in whatever form, is shown this.</summary>
    public static async Task<ReportNow> Of(DeskDb db, IssuedReport report, CancellationToken cancel = default)
    {
        var rows = QuarterRowsJson.Read(report.Rows);
        var told = rows.Issues.Where(QuarterReport.MayDetail).Select(x => x.Number).ToList();
        var marked = (
            await db
                .Tickets.Where(x => x.Mark != null && x.OrganisationId == report.OrganisationId)
                .Where(x => told.Contains(x.Number))
                .Select(x => x.Number)
                .ToListAsync(cancel)
        ).ToImmutableHashSet();
        if (marked.IsEmpty)
            return new(report, rows, report.Html, 0);
        var before = await db
            .IssuedReports.Where(x => x.OrganisationId == report.OrganisationId && x.Quarter == report.Quarter)
            .Where(x => x.Number == report.Number - 1)
            .Select(x => x.Rows)
            .SingleOrDefaultAsync(cancel);
        var left = Without(rows, marked);
        var issue = new ReportIssue(
            report.Number,
            report.Why,
            before is null ? null : Without(QuarterRowsJson.Read(before), marked)
        )
        {
            Withheld = marked.Count,
            AsIssued = report.Sha256,
        };
        return new(report, left, ReportHtml.Write(left, issue), marked.Count);
    }

    /// <summary>The rows with the issues as marked: they count, and nothing else of them is told.</summary>
    private static QuarterRows Without(QuarterRows rows, ImmutableHashSet<long> marked) =>
        rows with
        {
            Issues =
            [
                .. rows.Issues.Select(x => marked.Contains(x.Number) ? x with { Subject = null, Marked = true } : x),
            ],
            Responses = [.. rows.Responses.Select(x => marked.Contains(x.Ticket) ? x with { Why = [] } : x)],
        };
}
