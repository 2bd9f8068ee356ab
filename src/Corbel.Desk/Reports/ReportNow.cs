using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
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
    public static async Task<Outcome<ReportNow>> Of(DeskDb db, IssuedReport report, CancellationToken cancel = default)
    {
        if (
            await SealedReports.Open(db, report.Id, report.Rows, cancel) is not { } plain
            || await SealedReports.Open(db, report.Id, report.Html, cancel) is not { } html
        )
            return ReportRefusals.KeyAway;
        var rows = QuarterRowsJson.Read(plain);
        var marked = await MarkedOf(db, report.OrganisationId, rows, cancel);
        if (marked.IsEmpty)
            return new ReportNow(report, rows, html, 0);
        var before = await db
            .IssuedReports.Where(x => x.OrganisationId == report.OrganisationId && x.Quarter == report.Quarter)
            .SingleOrDefaultAsync(x => x.Number == report.Number - 1, cancel);
        QuarterRows? old = null;
        if (before is not null && (old = await Told(db, before, cancel)) is null)
            return ReportRefusals.KeyAway;
        var left = Without(rows, marked);
        var issue = new ReportIssue(report.Number, report.Why, old)
        {
            Withheld = marked.Count,
            AsIssued = report.Sha256,
        };
        return new ReportNow(report, left, ReportHtml.Write(left, issue), marked.Count);
    }

    /// <summary>What of an issued report's rows may be told; null where its key is away.</summary>
    internal static async Task<QuarterRows?> Told(DeskDb db, IssuedReport report, CancellationToken cancel)
    {
        if (await SealedReports.Open(db, report.Id, report.Rows, cancel) is not { } plain)
            return null;
        var rows = QuarterRowsJson.Read(plain);
        return Without(rows, await MarkedOf(db, report.OrganisationId, rows, cancel));
    }

    /// <summary>The issues that rows tell of and that are marked now, by number.</summary>
    internal static async Task<ImmutableHashSet<long>> MarkedOf(
        DeskDb db,
        Guid organisation,
        QuarterRows rows,
        CancellationToken cancel
    )
    {
        var told = rows.Issues.Where(QuarterReport.MayDetail).Select(x => x.Number).ToList();
        var marked = await db
            .Tickets.Where(x => x.Mark != null && x.OrganisationId == organisation)
            .Where(x => told.Contains(x.Number))
            .Select(x => x.Number)
            .ToListAsync(cancel);
        return [.. marked];
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
