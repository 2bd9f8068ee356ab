using System.Net;
using System.Text;
using Corbel.Core.Reports;
using Corbel.Desk.People;
using Corbel.Desk.Reports;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Reports;

/// <summary>Reports on the pages: who sees them, each field of the forms, and the report itself for everybody's eyes and ears.</summary>
public sealed class ReportPagesTests(Chromium chromium)
{
    private static readonly Quarter Third = new(2026, 3);

    private static async Task<WebDesk> Open(TestDatabase? database = null)
    {
        var desk = database is { } kind ? await WebDesk.Open(kind) : await WebDesk.Open();
        await desk.Mail(
            "From: Nora Noord <nora@northwind.example>\nTo: support@isms.online\nSubject: Severity 1 down\n\nAll."
        );
        // The quarter is over, and the desk not open yet: nothing is issued by itself.
        desk.Clock.Reset(WebDesk.At("2026-10-01T08:30:00Z"));
        return desk;
    }

    private static async Task<IssuedReport> Issue(WebDesk desk, string? why = null) =>
        (await desk.Get<IssueReport>().Run(desk.Cast.Max.ToActor(), new(desk.Cast.Northwind.Id, Third, why))).Value!;

    [Theory, OnEveryDatabase]
    public async Task Every_field_of_the_forms_arrives(TestDatabase database)
    {
        await using var desk = await Open(database);
        using var max = await desk.SignedIn(desk.Cast.Max);
        const string Page = "/console/reports?quarter=2026-Q3";
        KeyValuePair<string, string>[] form = [new("quarter", "2026-Q3"), new("Customer", $"{desk.Cast.Northwind.Id}")];

        var first = await WebDesk.Post(max, Page, form, "/console/reports?handler=Issue");
        first.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var refused = await WebDesk.Post(max, Page, form, "/console/reports?handler=Issue");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await WebDesk.Post(
            max,
            Page,
            [.. form, new("Why", "A month was measured late.")],
            "/console/reports?handler=Issue"
        );
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var begun = await WebDesk.Post(max, Page, [new("quarter", "2026-Q3")], "/console/reports?handler=Start");
        begun.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = desk.Read();
        var reports = await db.IssuedReports.OrderBy(x => x.Number).ToListAsync();
        reports
            .Where(x => x.OrganisationId == desk.Cast.Northwind.Id)
            .Select(x => (x.Number, x.Why))
            .ShouldBe([(1, null), (2, "A month was measured late.")]);
        var run = await db.ReportRuns.SingleAsync();
        (run.Quarter, run.Total, run.StartedBy).ShouldBe(("2026-Q3", 1, desk.Cast.Max.Id));
        (await max.Words(Page)).ShouldContain("Issued again because: A month was measured late.");
    }

    [Fact]
    public async Task Staff_and_the_customers_administrators_read_a_report_and_nobody_else()
    {
        await using var desk = await Open();
        var report = await Issue(desk);
        (Person Who, bool Sees)[] people =
        [
            (desk.Cast.Ada, true),
            (desk.Cast.Nora, true),
            (desk.Cast.Rik, false),
            (desk.Cast.Dirk, false),
            (desk.Cast.Sam, false),
            (desk.Cast.Pia, false),
        ];
        foreach (var (who, sees) in people)
        {
            using var client = await desk.SignedIn(who);
            foreach (var form in (string[])["html", "csv", "xlsx"])
            {
                var response = await client.GetAsync(new Uri($"/reports/{report.Id}/{form}", UriKind.Relative));
                response.StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{who.Name}: {form}");
                if (sees && form == "html")
                {
                    (await response.Content.ReadAsByteArrayAsync()).ShouldBe(report.Html, "byte for byte");
                    var policy = response.Headers.GetValues("Content-Security-Policy").Single();
                    policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
                }
            }
        }
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        (await nora.Words("/reports")).ShouldContain("Rapport 1 over 2026-Q3");
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var forbidden = await WebDesk.Post(
            ada,
            "/account",
            [new("quarter", "2026-Q3"), new("Customer", $"{desk.Cast.Southbank.Id}")],
            "/console/reports?handler=Issue"
        );
        forbidden.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_policy_page_leads_to_the_report()
    {
        await using var desk = await Open();
        var report = await Issue(desk);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        (await nora.GetStringAsync(new Uri("/policy", UriKind.Relative))).ShouldContain($"/reports/{report.Id}/html");
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        (await rik.GetStringAsync(new Uri("/policy", UriKind.Relative))).ShouldNotContain($"{report.Id}");
    }

    [Fact]
    public async Task Where_a_status_report_is_owed_the_answer_begins_with_its_draft()
    {
        await using var desk = await Open();
        await using var db = desk.Read();
        var number = await db.Tickets.Select(x => x.Number).SingleAsync();
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        (await ada.GetStringAsync(new Uri($"/console/tickets/{number}", UriKind.Relative))).ShouldContain("draft=true");
        var page = await ada.GetStringAsync(new Uri($"/console/tickets/{number}?draft=true", UriKind.Relative));

        WebUtility.HtmlDecode(page).ShouldContain("Wat er tot nu toe is gedaan:");
        page.ShouldContain("name=\"Answer.Report\" value=\"true\" checked");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_report_and_its_lists_are_accessible(ColorScheme scheme, int width)
    {
        await using var desk = await Open();
        await Issue(desk);
        var report = await Issue(desk, "A month was measured late.");
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected
        };
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Max, look);
        foreach (var path in (string[])[$"/reports/{report.Id}/html", "/console/reports?quarter=2026-Q3"])
        {
            await page.GotoAsync(path);
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            sideways.ShouldBeLessThanOrEqualTo(0, $"{path} scrolls sideways");
            (await Wcag.Violations(page)).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Printed_it_is_tagged_has_bookmarks_and_bears_the_hash_of_its_page()
    {
        Assert.SkipWhen(
            new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.All(x =>
                !File.Exists(x)
            ),
            "no Chromium: install it (apt-get install chromium)"
        );
        await using var desk = await Open();
        var report = await Issue(desk);

        var pdf = (await desk.Get<PrintReport>().Of(report.Id)).ShouldNotBeNull();

        var text = Encoding.Latin1.GetString(pdf);
        text.ShouldStartWith("%PDF-");
        text.ShouldContain("/MarkInfo");
        text.ShouldContain("/StructTreeRoot");
        text.ShouldContain("/Outlines");
        text.ShouldContain("/Lang (nl)");
        (await desk.Get<PrintReport>().Of(report.Id)).ShouldBe(pdf, "printed once and kept");
        Assert.SkipUnless(
            File.Exists("/usr/bin/pdftotext"),
            "no pdftotext: install it (apt-get install poppler-utils)"
        );
        var path = Path.Combine(desk.Folder, "report.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        using var reading = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/usr/bin/pdftotext", ["-layout", path, "-"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var words = await reading.StandardOutput.ReadToEndAsync();
        await reading.WaitForExitAsync();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(report.Html));
        var sheets = words.Split('\f', StringSplitOptions.RemoveEmptyEntries);
        sheets.Length.ShouldBeGreaterThan(1);
        sheets.ShouldAllBe(x => x.Contains(hash), "every sheet bears the hash of the page");
    }
}
