using System.Security.Cryptography;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Reports;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// A report that was issued before an issue was marked holds the issue's subject: its rows and its page are sealed under a
/// key of its own, and what was printed of it goes. Opened again it is byte for byte what its hash says; what may be told of
/// it, <see cref="ReportNow" /> says.
/// </summary>
internal static class SealedReports
{
    /// <summary>What was frozen; null where the key is away.</summary>
    /// <exception cref="CryptographicException">Somebody changed it.</exception>
    public static async Task<byte[]?> Open(DeskDb db, Guid report, byte[] stored, CancellationToken cancel)
    {
        if (Sealed.OwnerOf(stored) is null)
            return stored;
        return await OwnerKeys.Of(db, report, cancel) is { } key ? Sealed.Open(key, stored) : null;
    }

    /// <summary>Seals the reports that tell of a ticket which is marked.</summary>
    /// <returns>The names that printed reports lie under.</returns>
    public static async Task<List<string>> Seal(DeskDb db, Guid ticket, CancellationToken cancel)
    {
        var printed = new List<string>();
        if (await db.Tickets.AsNoTracking().SingleOrDefaultAsync(x => x.Id == ticket, cancel) is not { } marked)
            return printed;
        var reports = db
            .IssuedReports.Where(x => x.OrganisationId == marked.OrganisationId && x.IssuedAt >= marked.ReceivedAt)
            .Select(x => x.Id);
        foreach (var id in await reports.ToListAsync(cancel))
        {
            var report = await db.IssuedReports.AsTracking().SingleAsync(x => x.Id == id, cancel);
            if (!TellsOf(report, marked.Number))
                continue;
            var (key, _) = await OwnerKeys.Make(db, report.Id, cancel);
            report.Rows = Sealed.Seal(key, report.Id, report.Rows);
            report.Html = Sealed.Seal(key, report.Id, report.Html);
            if (report.PdfSha256 is not { } pdf)
                continue;
            printed.Add(pdf);
            report.PdfSha256 = null;
        }
        return printed;
    }

    /// <summary>Whether it says in plain more of an issue than that it counts.</summary>
    public static bool TellsOf(IssuedReport report, long number) =>
        Sealed.OwnerOf(report.Rows) is null
        && QuarterRowsJson.Read(report.Rows).Issues.Any(x => x.Number == number && QuarterReport.MayDetail(x));

    /// <summary>
    /// `corbel check`: each page is what its hash says, and none says in plain more of a marked issue than that it counts, save
    /// where a job waits to seal it.
    /// </summary>
    internal static async Task<List<Finding>> Check(DeskDb db, CancellationToken cancel)
    {
        var found = new List<Finding>();
        var planned = await SealJobs.Planned(db, cancel);
        foreach (var id in await db.IssuedReports.OrderBy(x => x.Id).Select(x => x.Id).ToListAsync(cancel))
        {
            var report = await db.IssuedReports.AsNoTracking().SingleAsync(x => x.Id == id, cancel);
            var what = $"report {report.Quarter} {report.Number} ({id})";
            if (await Plain(db, report, cancel) is not { } html)
                found.Add(new Finding(what, $"is sealed, and its master key is not in {db.Masters!.File}"));
            else if (FileStore.NameOf(html) != report.Sha256)
                found.Add(new Finding(what, "does not hold what it held when it was issued"));
            if (Sealed.OwnerOf(report.Rows) is not null)
                continue;
            var rows = QuarterRowsJson.Read(report.Rows);
            var marked = await ReportNow.MarkedOf(db, report.OrganisationId, rows, cancel);
            var open = await db
                .Tickets.Where(x => marked.Contains(x.Number) && x.OrganisationId == report.OrganisationId)
                .Select(x => x.Id)
                .ToListAsync(cancel);
            if (open.Exists(x => !planned.Contains(SealJobs.KeyOf(x))))
                found.Add(new Finding(what, "tells in plain of an issue that is marked"));
        }
        return found;
    }

    /// <summary>The page; null where its key is away. What somebody changed is empty, and no hash fits it.</summary>
    private static async Task<byte[]?> Plain(DeskDb db, IssuedReport report, CancellationToken cancel)
    {
        try
        {
            return await Open(db, report.Id, report.Html, cancel);
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
}
