using System.Globalization;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Reports;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Api;

/// <summary>An issued report as page, PDF and spreadsheet: for staff, and for the administrators of its customer.</summary>
internal static class ReportDownloads
{
    /// <summary>The page as it was frozen, save what was marked since, under the one content policy that lets its own style in.</summary>
    public static async Task<IResult> Html(Guid id, HttpContext http, DeskDb db, CancellationToken cancel)
    {
        if (await Now(db, http, id, cancel) is not { } now)
            return Results.NotFound();
        if (now.Value is not { Html: var html })
            return Away(http, now.Refused!);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = ReportHtml.ContentPolicy + "; frame-ancestors 'none'";
        return Results.Bytes(html, "text/html; charset=utf-8");
    }

    public static async Task<IResult> Pdf(
        Guid id,
        HttpContext http,
        DeskDb db,
        PrintReport print,
        CancellationToken cancel
    )
    {
        if (await Named(db, http, id, cancel) is not { } name)
            return Results.NotFound();
        // Where no Chromium is, the page goes out; the log says how to get the PDF.
        return await print.Of(id, cancel) is { } pdf
            ? Send(http, pdf, "application/pdf", $"{name}.pdf")
            : Results.Redirect($"/reports/{id}/html");
    }

    public static async Task<IResult> Csv(Guid id, HttpContext http, DeskDb db, CancellationToken cancel)
    {
        if (await Now(db, http, id, cancel) is not { } read || await Named(db, http, id, cancel) is not { } name)
            return Results.NotFound();
        return read.Value is { } now
            ? Send(http, ReportFiles.Csv(now.Rows, now.Withheld), "text/csv; charset=utf-8", $"{name}.csv")
            : Away(http, read.Refused!);
    }

    public static async Task<IResult> Xlsx(Guid id, HttpContext http, DeskDb db, CancellationToken cancel)
    {
        if (await Now(db, http, id, cancel) is not { } read || await Named(db, http, id, cancel) is not { } name)
            return Results.NotFound();
        return read.Value is { Report: var report } now
            ? Send(
                http,
                ReportFiles.Xlsx(now.Rows, report.Number, report.Sha256, now.Withheld),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                $"{name}.xlsx"
            )
            : Away(http, read.Refused!);
    }

    /// <summary>It is sealed and its key is not here.</summary>
    private static IResult Away(HttpContext http, Refusal why) =>
        Results.Text(
            why.Why.In(http.RequestServices.GetRequiredService<Reader>().Words),
            statusCode: StatusCodes.Status503ServiceUnavailable
        );

    private static async Task<Outcome<ReportNow>?> Now(
        DeskDb db,
        HttpContext http,
        Guid id,
        CancellationToken cancel
    ) =>
        await Seen(db, http, id).SingleOrDefaultAsync(cancel) is { } report
            ? await ReportNow.Of(db, report, cancel)
            : default(Outcome<ReportNow>?);

    private static IQueryable<IssuedReport> Seen(DeskDb db, HttpContext http, Guid id) =>
        db.IssuedReports.VisibleTo(http.Actor()).Where(x => x.Id == id);

    /// <summary>The file's name: quarterly-report-2026-Q3-1.</summary>
    private static async Task<string?> Named(DeskDb db, HttpContext http, Guid id, CancellationToken cancel)
    {
        var found = await Seen(db, http, id).Select(x => new { x.Quarter, x.Number }).SingleOrDefaultAsync(cancel);
        return found is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"quarterly-report-{found.Quarter}-{found.Number}");
    }

    private static IResult Send(HttpContext http, byte[] bytes, string mediaType, string name)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.File(bytes, mediaType, name);
    }
}
