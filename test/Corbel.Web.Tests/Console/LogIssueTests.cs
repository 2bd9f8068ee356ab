using System.Net;
using Corbel.Core.Tickets;
using Corbel.Tests;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>Staff log an issue for somebody who called (clause 7).</summary>
public sealed class LogIssueTests
{
    private static KeyValuePair<string, string>[] Call(WebDesk desk, Guid person) =>
        [
            new("Person", $"{person}"),
            new("FormKey", $"{Guid.NewGuid()}"),
            new("Channel", nameof(Channel.Telephone)),
            new("Began", "2026-07-15T09:40"),
            new("Subject", "Nobody can sign in"),
            new("Text", "It began at nine."),
            new("Severity", "1"),
            new("Spoke", "true"),
            new("Until", "2026-07-15T09:52"),
            new("Summary", "A certificate."),
        ];

    [Theory, OnEveryDatabase]
    public async Task Every_field_of_the_form_arrives_and_the_ticket_opens(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var response = await WebDesk.Post(ada, $"/console/new?person={desk.Cast.Sam.Id}", Call(desk, desk.Cast.Sam.Id));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        response.Headers.Location!.ToString().ShouldBe($"/console/tickets/{ticket.Number}");
        // By the agent's clocks, in London.
        (ticket.ReceivedAt, ticket.ContactAt, ticket.Severity, ticket.Courtesy).ShouldBe(
            (WebDesk.At("2026-07-15T08:40:00Z"), WebDesk.At("2026-07-15T08:52:00Z"), "1", false)
        );
        var words = await ada.Words($"/console/tickets/{ticket.Number}");
        words.ShouldContain("Received by telephone from Sam South, written down by staff");
        words.ShouldContain("Contact: an agent spoke with the person on the telephone");
        words.ShouldContain("A certificate.");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.Words(PortalDesk.Path(ticket.Number))).ShouldContain("A certificate.");
    }

    [Fact]
    public async Task The_person_is_found_by_name_address_and_organisation()
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        (await ada.Words("/console/new?q=nora")).ShouldContain("Nora Noord");
        (await ada.Words("/console/new?q=rik%40northwind")).ShouldContain("Rik de Vries");
        var all = await ada.Words("/console/new?q=northwind");
        all.ShouldContain("Nora Noord");
        all.ShouldContain("Roos Bakker");
        all.ShouldNotContain("Sam South");
        (await ada.Words("/console/new?q=max")).ShouldContain("Nobody found", Case.Sensitive, "staff log no issues");
    }

    [Theory]
    [InlineData(true, "offered to them by the policy")]
    [InlineData(false, "by courtesy, for simple questions: logged as a courtesy call")]
    public async Task The_form_says_what_the_policy_gives_the_person(bool administrator, string said)
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var person = administrator ? desk.Cast.Nora : desk.Cast.Rik;

        var words = await ada.Words($"/console/new?person={person.Id}");

        words.ShouldContain($"by telephone {said}");
        words.ShouldContain("The telephone desk is open until 19:00 BST.");
        await WebDesk.Post(ada, $"/console/new?person={person.Id}", Call(desk, person.Id));
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        ticket.Courtesy.ShouldBe(!administrator);
        (await ada.Words($"/console/tickets/{ticket.Number}"))
            .Contains("Courtesy call by Rik de Vries, written down by staff", StringComparison.Ordinal)
            .ShouldBe(!administrator);
    }

    [Fact]
    public async Task A_closed_desk_is_said_and_turns_nobody_away()
    {
        await using var desk = await WebDesk.Open(at: "2026-07-15T20:00:00Z");
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        (await ada.Words($"/console/new?person={desk.Cast.Sam.Id}")).ShouldContain(
            "The telephone desk is closed until Thu 10:00 BST ; the call counts all the same."
        );
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays()
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var page = $"/console/new?person={desk.Cast.Sam.Id}";
        var fields = Call(desk, desk.Cast.Sam.Id).Select(x => x.Key == "Summary" ? new(x.Key, "") : x);

        var response = await WebDesk.Post(ada, page, fields);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await response.Content.ReadAsStringAsync();
        PortalDesk.Words(html).ShouldContain("Say in a line what you told the person.");
        html.ShouldContain("It began at nine.");
        html.ShouldContain("value=\"2026-07-15T09:52\"");
        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_staff_come_here_and_nobody_is_made_up()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        (await sam.GetAsync(new Uri("/console/new", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var nobody = new Uri($"/console/new?person={Guid.NewGuid()}", UriKind.Relative);
        (await ada.GetAsync(nobody)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
