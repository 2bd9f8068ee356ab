using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Tests.Portal;

/// <summary>What the customer reads and can do where both sides disagree, where we wait, and where an issue went.</summary>
public sealed class DisputeTests
{
    [Fact]
    public async Task Both_severities_stand_there_with_their_tests_and_times_and_the_lower_can_be_accepted()
    {
        await using var desk = await WebDesk.Open();
        var (number, page) = await Disputed(desk);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var words = await sam.Words(page);
        words.ShouldContain("You: Severity 1");
        words.ShouldContain("because of which it is down, does not respond or has failed, for all users");
        words.ShouldContain("We: Severity 3");
        words.ShouldContain("Everything works, but something looks wrong");
        words.ShouldContain("answer by 11:00 BST 1 h left");
        words.ShouldContain("answer by 18:00 BST 8 h left");
        words.ShouldContain("It works for us");
        var response = await WebDesk.Post(sam, page, [new("Severity", "3")], $"{page}?handler=Accept");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var after = await sam.Words(page);
        after.ShouldContain("A person answers you by 18:00 BST.");
        after.ShouldNotContain("We see the severity otherwise");
        (await View(desk, number)).Talk.InDispute.ShouldBeFalse();
    }

    [Fact]
    public async Task The_customer_objects_once_and_reads_the_decision()
    {
        await using var desk = await WebDesk.Open();
        var (number, page) = await Disputed(desk);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var empty = await WebDesk.Post(sam, page, [new("Why", " ")], $"{page}?handler=Object");
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await empty.Words()).ShouldContain("Say why you see it otherwise: our staff decide by what you write.");
        var sent = await WebDesk.Post(sam, page, [new("Why", "Forty people wait")], $"{page}?handler=Object");
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var words = await sam.Words(page);
        words.ShouldContain("You objected 10:00 BST. Our staff decide, and say why.");
        words.ShouldContain("You objected to the lower severity");
        words.ShouldNotContain("You can object once.");
        var again = await WebDesk.Post(sam, page, [new("Why", "Really")], $"{page}?handler=Object");
        (await again.Words()).ShouldContain("You have objected already.");

        var decided = await desk.Get<DecideSeverity>().Run(desk.Cast.Ada.ToActor(), number, "2", "Some wait");
        decided.IsDone.ShouldBeTrue();

        var after = await sam.Words(page);
        after.ShouldContain("Ada Agent decided on severity 2 after the objection");
        after.ShouldContain("Some wait");
        after.ShouldContain("A person answers you by 14:00 BST.");
        var claim = await WebDesk.Post(sam, page, [new("Severity", "1")], $"{page}?handler=Severity");
        claim.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_we_wait_for_stands_on_top_until_the_customer_answers()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in", "1");
        var page = PortalDesk.Path(number);
        desk.Clock.Advance(Duration.FromMinutes(10));
        var asks = new ReplyMarks(Asks: true);
        (
            await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Which browser do you use?", asks)
        ).IsDone.ShouldBeTrue();
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        (await sam.Words(page)).ShouldContain("We wait for you: “Which browser do you use?”, since 10:10 BST.");
        (await sam.Words("/issues")).ShouldContain("we wait for you");
        desk.Clock.Advance(Duration.FromMinutes(5));
        var answer = await sam.PostWithFiles($"{page}?handler=Answer", [new("Text", "Firefox")]);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var words = await sam.Words(page);
        words.ShouldNotContain("We wait for you:");
        words.ShouldContain("What we asked you for Which browser do you use? asked 10:10 BST, answered 10:15 BST");
        words.ShouldContain("Status report");
    }

    [Fact]
    public async Task An_issue_that_goes_on_in_another_one_says_where_and_takes_what_is_written_there()
    {
        await using var desk = await WebDesk.Open();
        var (rik, roos) = (desk.Cast.Rik, desk.Cast.Roos);
        var (x, y) = (await desk.Log(rik, "One", "1"), await desk.Log(roos, "Two", "1"));
        (await desk.Get<MergeInto>().Run(desk.Cast.Ada.ToActor(), x, y)).IsDone.ShouldBeTrue();
        using var his = await desk.SignedIn(rik);
        using var hers = await desk.SignedIn(roos);

        var words = await his.Words(PortalDesk.Path(x));
        words.ShouldContain($"Dit gaat verder in melding {y}");
        words.ShouldContain("Het hier toegezegde eerste antwoord komt nog");
        (await his.Words("/issues")).ShouldContain("gaat verder in een andere melding");
        var both = await his.Words(PortalDesk.Path(y));
        both.ShouldContain("About: Two");
        both.ShouldContain($"{rik.Name} doet mee");
        (await hers.GetAsync(PortalDesk.Path(x))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await hers.Words(PortalDesk.Path(y))).ShouldNotMatch($@"\b{x}\b");
        // A form of the old page that was open still finds its way.
        var html = await his.GetStringAsync(PortalDesk.Path(y));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Nog iets."), "Text" },
            { new StringContent(Guid.NewGuid().ToString()), "FormKey" },
            { new StringContent(PortalDesk.Hidden(html, "__RequestVerificationToken")), "__RequestVerificationToken" },
        };
        var sent = await his.PostAsync($"{PortalDesk.Path(x)}?handler=Answer", form);
        (sent.StatusCode, sent.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, PortalDesk.Path(y)));
        (await View(desk, y)).Entries[^1].Words!.Text.ShouldBe("Nog iets.");
    }

    private static async Task<(long Number, string Page)> Disputed(WebDesk desk)
    {
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in", "1");
        var set = await desk.Get<SetSeverity>().Run(desk.Cast.Ada.ToActor(), number, "3", "It works for us");
        set.IsDone.ShouldBeTrue();
        return (number, PortalDesk.Path(number));
    }

    private static async Task<TicketView> View(WebDesk desk, long number)
    {
        await using var db = desk.Read();
        return (await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), number))!;
    }
}
