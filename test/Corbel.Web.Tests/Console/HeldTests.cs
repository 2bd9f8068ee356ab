using System.Net;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>Held mail: read before it is placed, and each of its places.</summary>
public sealed class HeldTests
{
    private const string FromStranger = """
        From: Nina Veld <nina@northwind.example>
        To: support@isms.online
        Subject: Access for a colleague
        Message-ID: <held-1@northwind.example>
        Content-Type: text/plain; charset=utf-8

        Could you let me in?
        """;

    [Fact]
    public async Task It_says_why_it_is_held_what_it_says_and_offers_the_organisation_of_the_domain()
    {
        await using var desk = await WebDesk.Open();
        var held = await desk.Mail(FromStranger);
        using var client = await desk.SignedIn(desk.Cast.Ada);

        var list = await client.GetStringAsync("/console/held");
        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/console/held/{held.Custody}"));

        list.ShouldContain($"/console/held/{held.Custody}");
        list.ShouldContain("nina@northwind.example");
        page.ShouldContain("Unknown sender");
        page.ShouldContain("Could you let me in?");
        page.ShouldContain("Nina Veld <nina@northwind.example>");
        page.ShouldContain($"/raw/{held.Custody}");
        var offered = page.IndexOf("<optgroup label=\"Northwind (the sender’s domain)\"", StringComparison.Ordinal);
        offered.ShouldBeGreaterThan(0);
        offered.ShouldBeLessThan(page.IndexOf("<optgroup label=\"Southbank\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_says_it_is_marked_is_there_for_the_cleared_alone_and_they_place_it()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Max);
        var held = await desk.Mail(FromStranger.Replace("Access for", "[OFFICIAL-SENSITIVE] Access for"));
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);
        var page = new Uri($"/console/held/{held.Custody}", UriKind.Relative);

        (await ada.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetStringAsync("/console/held")).ShouldNotContain("Access for");
        (await max.GetStringAsync("/console/held")).ShouldContain("class=\"mark-label\"");
        (await max.GetStringAsync(page)).ShouldContain("class=\"mark-label\"");
        var placed = await WebDesk.Post(
            max,
            page.ToString(),
            [new("Reporter", $"{desk.Cast.Nora.Id}")],
            $"{page}?handler=Issue"
        );

        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        placed.Headers.Location!.ToString().ShouldBe($"/console/tickets/{ticket.Number}");
        ticket.Mark.ShouldBe(Marking.Mark);
    }

    [Fact]
    public async Task It_becomes_an_issue_of_the_person_who_was_chosen()
    {
        await using var desk = await WebDesk.Open();
        var received = desk.Clock.GetCurrentInstant();
        var held = await desk.Mail(FromStranger);
        desk.Clock.AdvanceHours(3);

        var response = await Post(desk, held.Custody, "Issue", ("Reporter", $"{desk.Cast.Nora.Id}"));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        response.Headers.Location!.ToString().ShouldBe($"/console/tickets/{ticket.Number}");
        ticket.ReporterId.ShouldBe(desk.Cast.Nora.Id);
        ticket.ReceivedAt.ShouldBe(received);
    }

    [Fact]
    public async Task It_is_put_on_a_ticket_or_refused_where_there_is_none_of_that_number()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Sign-in");
        var held = await desk.Mail(FromStranger);

        var refused = await Post(desk, held.Custody, "Ticket", ("Ticket", "999999"));
        var done = await Post(desk, held.Custody, "Ticket", ("Ticket", $"{number}"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Content.ReadAsStringAsync();
        page.ShouldContain("There is no such ticket.");
        page.ShouldContain("value=\"999999\"");
        done.Headers.Location!.ToString().ShouldBe($"/console/tickets/{number}");
        await using var db = desk.Read();
        var view = (await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), number))!;
        view.Entries[^1].Words!.Text.ShouldBe("Could you let me in?");
    }

    [Fact]
    public async Task It_is_put_aside_and_says_so_once()
    {
        await using var desk = await WebDesk.Open();
        var held = await desk.Mail(FromStranger);
        using var client = await desk.SignedIn(desk.Cast.Ada);

        var response = await WebDesk.Post(
            client,
            $"/console/held/{held.Custody}",
            [],
            Address(held.Custody, "Dismiss")
        );

        response.Headers.Location!.ToString().ShouldBe("/console/held");
        var list = await client.GetStringAsync("/console/held");
        list.ShouldContain("Put aside. The message stays in custody.");
        list.ShouldContain("Nothing waits here");
        (await client.GetStringAsync("/console/held")).ShouldNotContain("Put aside.");
        (await client.GetStringAsync($"/console/held/{held.Custody}")).ShouldContain("Somebody put it aside.");
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_shown_as_that()
    {
        await using var desk = await WebDesk.Open();
        var held = await desk.Mail("\0\0\0");
        held.State.ShouldBe(CustodyState.Held);
        using var client = await desk.SignedIn(desk.Cast.Ada);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/console/held/{held.Custody}"));

        page.ShouldContain("There is no text to show.");
        page.ShouldContain($"/raw/{held.Custody}");
        page.ShouldNotContain("handler=Issue");
    }

    private static async Task<HttpResponseMessage> Post(
        WebDesk desk,
        Guid custody,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        using var client = await desk.SignedIn(desk.Cast.Ada);
        var pairs = fields.Select(x => KeyValuePair.Create(x.Name, x.Value));
        return await WebDesk.Post(client, $"/console/held/{custody}", pairs, Address(custody, handler));
    }

    private static string Address(Guid custody, string handler) => $"/console/held/{custody}?handler={handler}";
}
