using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Corbel.Core.Reports;
using Corbel.Desk.People;
using Corbel.Desk.Reports;
using Corbel.Web.Tests.Console;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Reports;

/// <summary>
/// A report that was issued before an issue of it was marked: as page, PDF, spreadsheet and CSV it tells nothing of that issue
/// any more, to anybody, and so to read it is no reading of the issue.
/// </summary>
public sealed class MarkedReportPagesTests
{
    private const string Word = "kanarie";

    [Theory, OnEveryDatabase]
    public async Task In_no_form_does_it_tell_of_what_was_marked_since(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(cast.Max);
        var number = await desk.Log(cast.Nora, $"{Word} subject");
        await desk.Log(cast.Nora, "Plain subject");
        // The quarter is over, and the desk not open yet: nothing is issued by itself.
        desk.Clock.Reset(WebDesk.At("2026-10-01T08:30:00Z"));
        var order = new ReportOrder(cast.Northwind.Id, new Quarter(2026, 3));
        var report = (await desk.Get<IssueReport>().Run(cast.Max.ToActor(), order)).Value!.Id;
        using var nora = await desk.SignedIn(cast.Nora);
        foreach (var form in (string[])["html", "xlsx", "csv"])
            (await Text(desk, nora, report, form)).ShouldContain(Word, Case.Insensitive, $"{form} before the mark");
        var prints = HasBrowser && File.Exists(PdfToText);
        if (prints)
            (await Text(desk, nora, report, "pdf")).ShouldContain(Word);

        await desk.Marks(cast.Nora, number);

        using var max = await desk.SignedIn(cast.Max);
        using var ada = await desk.SignedIn(cast.Ada);
        // Nora and Max see the issue itself; a report is read by more than they, so it tells them nothing either.
        foreach (var client in (HttpClient[])[nora, max, ada])
        foreach (var form in (string[])["html", "xlsx", "csv"])
            await Silent(desk, client, report, form, number);
        if (prints)
            await Silent(desk, nora, report, "pdf", number);
        await using var db = desk.Read();
        (await db.AccessLog.Where(x => x.Route.StartsWith("reports/")).CountAsync()).ShouldBe(0);
        Assert.SkipUnless(prints, "no Chromium or no pdftotext: the PDF was not looked at");
    }

    private static async Task Silent(WebDesk desk, HttpClient client, Guid report, string form, long number)
    {
        var text = await Text(desk, client, report, form);
        text.ShouldNotContain(Word, Case.Insensitive, form);
        text.ShouldContain("Plain subject", Case.Sensitive, form);
        text.ShouldNotContain($"id=\"i{number}\"");
        text.Split((char[])[' ', '\n', '\f', ',', '>', '<', '"', '#'])
            .ShouldNotContain($"{number}", $"{form} names it by its number");
    }

    /// <summary>All words of a form of the report, unpacked.</summary>
    private static async Task<string> Text(WebDesk desk, HttpClient client, Guid report, string form)
    {
        using var answer = await client.GetAsync(new Uri($"/reports/{report}/{form}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, form);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return form switch
        {
            "xlsx" => Unzipped(bytes),
            "pdf" => await Printed(desk, bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };
    }

    private static string Unzipped(byte[] xlsx)
    {
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.AppendLine(reader.ReadToEnd());
        }
        return text.ToString();
    }

    private static async Task<string> Printed(WebDesk desk, byte[] pdf)
    {
        var path = Path.Combine(desk.Folder, $"{Guid.NewGuid():n}.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        var start = new ProcessStartInfo(PdfToText, ["-layout", path, "-"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var reading = Process.Start(start)!;
        var words = await reading.StandardOutput.ReadToEndAsync();
        await reading.WaitForExitAsync();
        File.Delete(path);
        return words;
    }

    private const string PdfToText = "/usr/bin/pdftotext";

    private static bool HasBrowser =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.Any(File.Exists);
}
