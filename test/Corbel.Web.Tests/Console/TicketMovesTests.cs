using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>The forms by which staff agree, decide, wait, merge and split, posted as a browser posts them.</summary>
public sealed class TicketMovesTests
{
    [Fact]
    public async Task Staff_agree_with_a_claim_by_one_click()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk, "1");
        (await Page(client, address)).ShouldContain("Agree with Severity 1");

        await Post(client, address, "Agree", ("claimed", "1"));

        (await View(desk, number)).Talk.IsAgreed.ShouldBeTrue();
        var page = await Page(client, address);
        page.ShouldNotContain("Agree with");
        page.ShouldContain("agreed");
        (await Post(client, address, "Agree", HttpStatusCode.UnprocessableEntity, ("claimed", "1"))).ShouldContain(
            "The ticket has this severity already."
        );
    }

    [Fact]
    public async Task Staff_decide_after_the_objection_with_a_reason()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk, "1");
        await Post(client, address, "Severity", ("Severity.Level", "3"), ("Severity.Reason", "It works"));
        (await Page(client, address)).ShouldNotContain("commandfor=\"dialog-decide\" command=\"show-modal\"");
        var objects = await desk.Get<ObjectToSeverity>().Run(desk.Cast.Sam.ToActor(), number, "Forty people wait");
        objects.IsDone.ShouldBeTrue();

        var page = await Page(client, address);
        page.ShouldContain("Severity in dispute");
        page.ShouldContain("Sam South objects: “Forty people wait”");
        var refused = await Post(
            client,
            address,
            "Decide",
            HttpStatusCode.UnprocessableEntity,
            ("Decision.Level", "2"),
            ("Decision.Reason", " ")
        );
        refused.ShouldContain("id=\"dialog-decide\" aria-labelledby=\"dialog-decide-title\" open=\"open\"");
        refused.ShouldContain("name=\"Decision.Level\" value=\"2\" checked");
        await Post(client, address, "Decide", ("Decision.Level", "2"), ("Decision.Reason", "Some wait"));

        var view = await View(desk, number);
        view.Entries[^1].Entry.What.ShouldBe(new SeverityDecision("2"));
        view.Entries[^1].Words!.Text.ShouldBe("Some wait");
        (await Page(client, address)).ShouldContain("Ada Agent decided on Severity 2 after the objection");
    }

    [Fact]
    public async Task The_severity_dialog_says_what_fits_where_no_test_does()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, _) = await Ticket(desk, "1");

        var page = await Page(client, address);

        page.ShouldContain("Fits none of them?");
        page.ShouldContain(
            "The nearest stricter one. Severity 1: it works, but materially worse for all users; Severity 2: it is down for some users, or one function is broken; Severity 3: a question."
        );
    }

    [Fact]
    public async Task A_reply_that_asks_waits_and_staff_end_the_wait()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk, "1");
        (string, string)[] reply = [("Answer.Kind", "reply"), ("Answer.Text", "Which browser?")];

        await Post(client, address, "Answer", [.. reply, ("Answer.Asks", "true"), ("Answer.Report", "true")]);

        var view = await View(desk, number);
        view.Waiting.ShouldNotBeNull();
        view.Entries.Select(x => x.Entry.What).OfType<StaffReply>().Single().Report.ShouldBeTrue();
        var page = await Page(client, address);
        page.ShouldContain("waits for the customer since");
        page.ShouldContain("Asks for something");
        Portal.PortalDesk.Words(page).ShouldContain("asked 10:00 BST, no answer yet");
        (await Page(client, "/console/waiting")).ShouldContain($"id=\"t{number}\"");
        await Post(client, address, "EndWait");
        (await View(desk, number)).Waiting.ShouldBeNull();
        (await Page(client, "/console/waiting")).ShouldContain("We wait for nobody");
        (await Post(client, address, "EndWait", HttpStatusCode.UnprocessableEntity)).ShouldContain(
            "does not wait for the customer"
        );
    }

    [Fact]
    public async Task A_ticket_is_merged_and_its_page_says_where_it_went()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk, "1");
        var other = await desk.Log(desk.Cast.Sam, "The same again");
        var elsewhere = await desk.Log(desk.Cast.Nora, "Another customer’s");

        var refused = await Post(
            client,
            address,
            "Merge",
            HttpStatusCode.UnprocessableEntity,
            ("Into", $"{elsewhere}")
        );
        refused.ShouldContain("another organisation’s");
        refused.ShouldContain($"name=\"Into\" inputmode=\"numeric\" pattern=\"[0-9]+\" required value=\"{elsewhere}\"");
        await Post(client, address, "Merge", ("Into", $"{other}"));

        (await View(desk, number)).Ticket.Status.ShouldBe(TicketStatus.Merged);
        var page = await Page(client, address);
        page.ShouldContain($"This ticket goes on in <a href=\"/console/tickets/{other}\">{other}</a>");
        page.ShouldNotContain("id=\"answer-text\"");
        page.ShouldNotContain("dialog-merge\" command=\"show-modal\"");
        (await Page(client, $"/console/tickets/{other}")).ShouldContain(
            $"Ada Agent let another ticket go on here <a href=\"/console/tickets/{number}\">{number}</a>"
        );
    }

    [Fact]
    public async Task A_message_is_split_off_with_subject_severity_and_reason()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk, "3");
        (await Page(client, address)).ShouldNotContain("commandfor=\"dialog-split\" command=\"show-modal\"");
        desk.Clock.AdvanceMinutes(5);
        await desk.Write(desk.Cast.Sam, number, "Severity 2: and the search is broken.");
        var message = (await View(desk, number)).Entries[^1].Entry.Number;
        (string, string)[] form =
        [
            ("Split.Message", $"{message}"),
            ("Split.Subject", "Search is broken"),
            ("Split.Level", "1"),
        ];

        var refused = await Post(client, address, "Split", HttpStatusCode.UnprocessableEntity, form);
        refused.ShouldContain("id=\"dialog-split\" aria-labelledby=\"dialog-split-title\" open=\"open\"");
        refused.ShouldContain("value=\"Search is broken\"");
        await Post(client, address, "Split", [.. form, ("Split.Reason", "For all of them")]);

        await using var db = desk.Read();
        var made = await db.Tickets.SingleAsync(x => x.Number != number);
        (made.Subject, made.Severity).ShouldBe(("Search is broken", "1"));
        (await Page(client, address)).ShouldContain(
            $"A ticket of its own: <a href=\"/console/tickets/{made.Number}\">"
        );
        (await Page(client, $"/console/tickets/{made.Number}")).ShouldContain(
            $"Split off from <a href=\"/console/tickets/{number}\">{number}</a>"
        );
    }

    [Fact]
    public async Task Every_open_clock_and_every_earlier_one_stands_beside_the_ticket()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk, "1");
        desk.Clock.AdvanceMinutes(10);
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "On it.")).IsDone.ShouldBeTrue();

        var page = await Page(client, address);

        // What is due next stands first; the first response is told below.
        page.ShouldContain("<span class=\"over\">Status report</span>");
        page.ShouldContain("our reading of clause 2.1");
        page.ShouldContain("data-clock=\"FirstResponse\"");
        page.ShouldContain("Answered in 10 min");
        (await Page(client, "/console")).ShouldContain("report: ");
    }

    private static async Task<(HttpClient Client, string Address, long Number)> Ticket(WebDesk desk, string? severity)
    {
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in", severity);
        return (await desk.SignedIn(desk.Cast.Ada), $"/console/tickets/{number}", number);
    }

    private static async Task<TicketView> View(WebDesk desk, long number)
    {
        await using var db = desk.Read();
        return (await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), number))!;
    }

    private static async Task<string> Page(HttpClient client, string address) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    private static Task<string> Post(
        HttpClient client,
        string address,
        string handler,
        params (string Name, string Value)[] fields
    ) => Post(client, address, handler, HttpStatusCode.SeeOther, fields);

    private static async Task<string> Post(
        HttpClient client,
        string address,
        string handler,
        HttpStatusCode expected,
        params (string Name, string Value)[] fields
    )
    {
        var pairs = fields.Select(x => KeyValuePair.Create(x.Name, x.Value));
        var response = await WebDesk.Post(client, address, pairs, $"{address}?handler={handler}");
        response.StatusCode.ShouldBe(expected);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }
}
