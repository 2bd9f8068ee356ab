using System.Net;
using Corbel.Core.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Portal;

/// <summary>Logging an issue: what is promised before it is sent, what arrives, what a refusal leaves on the page.</summary>
public sealed class NewIssueTests
{
    private static readonly KeyValuePair<string, string>[] Full =
    [
        new("Subject", "The export hangs"),
        new("Text", "It counts to 90 % and stops."),
        new("Severity", "2"),
    ];

    [Fact]
    public async Task Every_field_of_the_form_arrives()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var response = await sam.PostWithFiles("/issues/new", Full, ("log.txt", "inside"), ("b/../x.csv", "1;2"));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        response.Headers.Location!.ToString().ShouldBe(PortalDesk.Path(ticket.Number));
        (ticket.Subject, ticket.Severity, ticket.ReporterId).ShouldBe(("The export hangs", "2", desk.Cast.Sam.Id));
        ticket.ReceivedAt.ShouldBe(desk.Clock.GetCurrentInstant());
        var row = await db.Journal.Include(x => x.Content).OrderBy(x => x.Number).FirstAsync();
        Words.Of(row.Content)!.Text.ShouldBe("It counts to 90 % and stops.");
        (await db.Attachments.Select(x => x.Name).ToListAsync()).ShouldBe(["log.txt", "x.csv"], ignoreOrder: true);
        (await sam.Words(PortalDesk.Path(ticket.Number))).ShouldContain("A person answers you by 14:00 BST.");
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_issue()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        KeyValuePair<string, string>[] form = [.. Full, new("FormKey", Guid.NewGuid().ToString())];

        var first = await sam.PostWithFiles("/issues/new", form);
        var second = await sam.PostWithFiles("/issues/new", form);

        second.Headers.Location.ShouldBe(first.Headers.Location);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_keeps_what_was_typed()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var key = Guid.NewGuid().ToString();

        var response = await sam.PostWithFiles(
            "/issues/new",
            [new("Subject", ""), new("Text", "Two lines\nof <text>"), new("Severity", "3"), new("FormKey", key)]
        );

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await response.Content.ReadAsStringAsync();
        WebUtility.HtmlDecode(html).ShouldContain(">Two lines\nof <text></textarea>");
        html.ShouldContain("value=\"3\" checked");
        PortalDesk.Hidden(html, "FormKey").ShouldBe(key);
        html.ShouldContain("href=\"#subject\"");
        html.ShouldContain("aria-describedby=\"subject-error\"");
        await using var db = desk.Read();
        (await db.Custodies.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_severity_that_the_policy_does_not_have_is_refused()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var response = await sam.PostWithFiles(
            "/issues/new",
            [new("Subject", "x"), new("Text", "y"), new("Severity", "17")]
        );

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Words()).ShouldContain("The policy has no such severity.");
    }

    [Theory]
    [InlineData("2026-07-15T09:00:00Z", "The desk is open until 19:00 BST", "11:00 BST|14:00 BST|18:00 BST|11:00 BST")]
    [InlineData(
        "2026-08-28T16:30:00Z",
        "The desk is open until 19:00 BST",
        "18:30 BST|Tue 12:30 BST|Tue 16:30 BST|18:30 BST"
    )]
    [InlineData(
        "2026-08-29T08:00:00Z",
        "The desk is closed until Tue 10:00 BST. Hours: Mon to Fri 09:00–18:00 GMT; weekend; Mon 31 Aug: Summer bank holiday",
        "Tue 11:00 BST|Tue 14:00 BST|Tue 18:00 BST|Tue 11:00 BST"
    )]
    public async Task It_says_by_when_we_answer_before_one_sends(string now, string hours, string promises)
    {
        await using var desk = await WebDesk.Open(at: now);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var words = await sam.Words("/issues/new");

        words.ShouldContain(hours);
        var at = 0;
        foreach (var promise in promises.Split('|'))
        {
            var found = words.IndexOf($"answer by {promise}", at, StringComparison.Ordinal);
            found.ShouldBeGreaterThan(0, $"answer by {promise} after {at} in: {words}");
            at = found + 1;
        }
    }

    [Fact]
    public async Task A_reader_of_Dutch_in_Amsterdam_reads_it_so()
    {
        await using var desk = await WebDesk.Open();
        using var nora = await desk.SignedIn(desk.Cast.Nora);

        var words = await nora.Words("/issues/new");

        words.ShouldContain("De desk is open tot 20:00 CEST.");
        words.ShouldContain("Ernstniveau 1");
        words.ShouldContain("antwoord uiterlijk 12:00 CEST");
    }

    [Fact]
    public async Task A_partner_is_told_that_its_customers_desk_has_it_and_promised_no_time()
    {
        await using var desk = await WebDesk.Open();
        using var pia = await desk.SignedIn(desk.Cast.Pia);
        var before = await pia.Words("/issues/new");
        before.ShouldContain("The desk of Northwind answers you.");
        before.ShouldNotContain("answer by");
        before.ShouldNotContain("Who is to have it?");

        var response = await pia.PostWithFiles("/issues/new", Full);

        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        ticket.DeskId.ShouldBe(desk.Cast.Northwind.Id);
        response.Headers.Location!.ToString().ShouldBe($"/issues/{ticket.Number}");
        var words = await pia.Words($"/issues/{ticket.Number}");
        words.ShouldContain("Northwind has it and answers you.");
        words.ShouldNotContain("Alliantist");
    }

    [Fact]
    public async Task A_customers_people_choose_between_the_provider_and_their_own_desk_where_there_is_one()
    {
        await using var desk = await WebDesk.Open();
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.Words("/issues/new")).ShouldNotContain("Who is to have it?");
        var words = await rik.Words("/issues/new");
        words.ShouldContain("Uw eigen desk bij Northwind");
        words.ShouldContain("antwoord uiterlijk");

        await rik.PostWithFiles("/issues/new", Full);
        await rik.PostWithFiles("/issues/new", [.. Full, new("OwnDesk", "true")]);
        await sam.PostWithFiles("/issues/new", [.. Full, new("OwnDesk", "true")]);

        await using var db = desk.Read();
        (await db.Tickets.OrderBy(x => x.Number).Select(x => x.DeskId).ToListAsync()).ShouldBe([
            null,
            desk.Cast.Northwind.Id,
            null,
        ]);
    }
}
