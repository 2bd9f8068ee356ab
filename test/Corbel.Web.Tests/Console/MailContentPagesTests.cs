using System.Net;
using System.Text.RegularExpressions;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Console;

/// <summary>Mails with pictures, enclosed messages and invitations, as the pages show them to staff and to the customer.</summary>
public sealed partial class MailContentPagesTests(Chromium chromium)
{
    [Fact]
    public async Task Pictures_are_shown_from_the_desk_to_those_who_may_see_the_ticket_and_listed_once()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Sample("html-inline-pictures");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        await using var db = desk.Read();
        var files = await db.Attachments.ToDictionaryAsync(x => x.Name, x => x.Id);

        foreach (var (client, page) in new[] { (sam, PortalDesk.Path(number)), (ada, $"/console/tickets/{number}") })
        {
            var html = await client.GetStringAsync(page);
            html.ShouldContain($"src=\"/files/{files["shot.png"]}/picture\"");
            html.ShouldContain($"src=\"/files/{files["dot.gif"]}/picture\"");
            // In the message and not below it; what no page shows stays below.
            // What may be marked is listed by its name in the form for that.
            var shown = PortalDesk.Words(MarkChoices().Replace(html, ""));
            shown.ShouldNotContain("shot.png");
            shown.ShouldContain("logo.png");
        }

        var picture = $"/files/{files["shot.png"]}/picture";
        using var seen = await sam.GetAsync(picture);
        seen.StatusCode.ShouldBe(HttpStatusCode.OK);
        seen.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        seen.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        seen.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox; default-src 'none'"]);
        seen.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        seen.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        seen.Headers.CacheControl!.NoStore.ShouldBeTrue();
        // A picture by its name alone is a download; strangers and other customers see none.
        (await sam.GetAsync($"/files/{files["logo.png"]}/picture")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await rik.GetAsync(picture)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.Stranger().GetAsync(picture)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_page_names_an_address_that_a_browser_would_load()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        foreach (
            var sample in new[] { "html-remote-pictures", "html-hostile", "html-data-picture", "forward-attached" }
        )
        {
            var number = await desk.Sample(sample);
            foreach (
                var (client, page) in new[] { (sam, PortalDesk.Path(number)), (ada, $"/console/tickets/{number}") }
            )
            {
                using var answer = await client.GetAsync(page);
                answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("img-src 'self';");
                using var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(
                    await answer.Content.ReadAsStringAsync()
                );
                foreach (
                    var element in document.QuerySelectorAll(
                        "[src], [srcset], [poster], [background], link[href], [style]"
                    )
                )
                {
                    (element.GetAttribute("src") ?? element.GetAttribute("href") ?? "?").ShouldStartWith(
                        "/",
                        Case.Sensitive,
                        sample
                    );
                    element.HasAttribute("srcset").ShouldBeFalse(sample);
                }
            }
        }
    }

    [Fact]
    public async Task What_a_mail_encloses_and_invites_to_is_readable_in_both_languages()
    {
        await using var desk = await WebDesk.Open();
        var forwarded = await desk.Sample("forward-attached");
        var invited = await desk.Sample("invite-request");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var words = await ada.Words($"/console/tickets/{forwarded}");
        words.ShouldContain("Enclosed mail: Export fails");
        words.ShouldContain("Tom Reed");
        words.ShouldContain("The export stops at 50 %.");
        words.ShouldContain("Export fails.eml");
        words = await sam.Words(PortalDesk.Path(invited));
        words.ShouldContain("Audit of the risk matrix");
        words.ShouldContain("Mon 20 Jul 2026, 13:00 – 14:00 BST");
        words.ShouldContain("Room 3, Amsterdam");
        words.ShouldContain("Sanne de Boer");
        words.ShouldContain("invitation.ics");
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        words = await rik.Words(PortalDesk.Path(await desk.Sample("invite-cancelled", desk.Cast.Rik.Email)));
        words.ShouldContain("Afspraak afgezegd");
        words.ShouldContain("herhaald");
    }

    [Fact]
    public async Task A_held_mail_shows_what_it_holds_without_its_files()
    {
        await using var desk = await WebDesk.Open();
        var held = await desk.Mail(await File.ReadAllTextAsync(Samples.Path("html-inline-pictures")));
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var words = await ada.Words($"/console/held/{held.Custody}");

        words.ShouldContain("Screen (Picture in the original)");
        words.ShouldContain("shot.png");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1300)]
    [InlineData(ColorScheme.Dark, 400)]
    public async Task In_a_browser_nothing_is_loaded_from_outside_all_is_accessible_and_pictures_are_seen(
        ColorScheme scheme,
        int width
    )
    {
        await using var desk = await WebDesk.Open();
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected: so nothing but the page itself keeps strangers out
        };
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Ada, look);
        var outside = new List<string>();
        var home = desk.Url;
        page.Request += (_, request) =>
            outside.AddRange(request.Url.StartsWith(home, StringComparison.Ordinal) ? [] : [request.Url]);
        foreach (
            var sample in (string[])
                [
                    "html-inline-pictures",
                    "html-remote-pictures",
                    "html-table",
                    "html-hostile",
                    "forward-attached",
                    "invite-request",
                    "reply-gmail",
                ]
        )
        {
            var number = await desk.Sample(sample);
            await page.GotoAsync($"/console/tickets/{number}");
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(x => (x.open = true))");
            (await Wcag.Violations(page)).ShouldBeEmpty(sample);
            var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            wide.ShouldBeLessThanOrEqualTo(0, sample);
            var widths = await page.EvaluateAsync<int[]>(
                "Promise.all([...document.querySelectorAll('.foreign img')].map(x => { x.loading = 'eager'; return x.decode().then(() => x.naturalWidth); }))"
            );
            widths.ShouldBe(sample == "html-inline-pictures" ? [320, 1] : [], sample);
        }
        outside.ShouldBeEmpty();
    }

    [GeneratedRegex("<option.*?</option>", RegexOptions.Singleline, 1000)]
    private static partial Regex MarkChoices();
}
