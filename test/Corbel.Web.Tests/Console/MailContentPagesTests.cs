using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Corbel.Desk.Intake;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>Mails with pictures, enclosed messages and invitations, as the pages show them to staff and to the customer.</summary>
public sealed class MailContentPagesTests
{
    /// <summary>A sample as if Sam, or somebody else, had sent it.</summary>
    private static async Task<long> Send(WebDesk desk, string sample, string from = "sam@southbank.example")
    {
        var path = Path.Combine(Repository.Root, "samples", "mailbox", $"{sample}.eml");
        var raw = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path));
        var own = new Regex("^From: .*$", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        var ours = own.Replace(raw, $"From: {from}", 1);
        var arrived = new ArrivedMail(
            $"test:{sample}",
            Encoding.Latin1.GetBytes(ours),
            desk.Clock.GetCurrentInstant(),
            Core.Tickets.ReceivedBasis.Arrival
        );
        return (await desk.Get<ReceiveMessage>().Mail(arrived)).Ticket!.Value;
    }

    [Fact]
    public async Task Pictures_are_shown_from_the_desk_to_those_who_may_see_the_ticket_and_listed_once()
    {
        await using var desk = await WebDesk.Open();
        var number = await Send(desk, "html-inline-pictures");
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
            PortalDesk.Words(html).ShouldNotContain("shot.png");
            PortalDesk.Words(html).ShouldContain("logo.png");
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
            var number = await Send(desk, sample);
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
        var forwarded = await Send(desk, "forward-attached");
        var invited = await Send(desk, "invite-request");
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
        words = await rik.Words(PortalDesk.Path(await Send(desk, "invite-cancelled", desk.Cast.Rik.Email)));
        words.ShouldContain("Afspraak afgezegd");
        words.ShouldContain("herhaald");
    }

    [Fact]
    public async Task A_held_mail_shows_what_it_holds_without_its_files()
    {
        await using var desk = await WebDesk.Open();
        var path = Path.Combine(Repository.Root, "samples", "mailbox", "html-inline-pictures.eml");
        var held = await desk.Mail(await File.ReadAllTextAsync(path));
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var words = await ada.Words($"/console/held/{held.Custody}");

        words.ShouldContain("Screen (Picture in the original)");
        words.ShouldContain("shot.png");
    }
}
