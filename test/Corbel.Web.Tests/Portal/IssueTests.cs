using System.Net;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Portal;

/// <summary>One issue as the customer reads it: what happens next, and the forms below.</summary>
public sealed class IssueTests
{
    [Fact]
    public async Task It_says_by_when_a_person_answers_and_how_that_was_kept()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in", "1");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var before = await sam.Words(PortalDesk.Path(number));
        before.ShouldContain("A person answers you by 11:00 BST.");
        before.ShouldContain("Severity 1: 1 business hour");
        before.ShouldContain("guaranteed by clause 9");

        desk.Clock.Advance(Duration.FromMinutes(38));
        await desk.Get<AddNote>().Run(desk.Cast.Ada.ToActor(), number, "Only staff may read this");
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We are on it.");

        var after = await sam.Words(PortalDesk.Path(number));
        after.ShouldContain("Ada Agent answered you 10:38 BST.");
        after.ShouldContain("Answered in 38 min");
        after.ShouldContain("the promise was 1 business hour, by 11:00 BST");
        after.ShouldContain("We are on it.");
        after.ShouldNotContain("Only staff may read this");
    }

    [Fact]
    public async Task A_broken_promise_is_said_in_words()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in", "1");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        desk.Clock.Advance(Duration.FromMinutes(85));

        (await sam.Words(PortalDesk.Path(number))).ShouldContain(
            "We promised an answer by 11:00 BST, and have not kept it."
        );
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Sorry.");
        (await sam.Words(PortalDesk.Path(number))).ShouldContain("Answered 25 min late");
    }

    [Fact]
    public async Task An_answer_arrives_with_its_files_once()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        KeyValuePair<string, string>[] form = [new("Text", "More of it"), new("FormKey", Guid.NewGuid().ToString())];
        var page = $"{PortalDesk.Path(number)}?handler=Answer";

        (await sam.PostWithFiles(page, form, ("more.txt", "x"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await sam.PostWithFiles(page, form, ("more.txt", "x"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = desk.Read();
        var rows = await db.Journal.Include(x => x.Content).OrderBy(x => x.Number).ToListAsync();
        var messages = rows.FindAll(x => Journal.Read(x.Bytes).Entry.What is CustomerMessage);
        Words.Of(messages.Single().Content)!.Text.ShouldBe("More of it");
        (await db.Attachments.SingleAsync()).EntryNumber.ShouldBe(messages.Single().Number);
    }

    [Fact]
    public async Task An_empty_answer_is_refused_beside_its_field()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var response = await sam.PostWithFiles($"{PortalDesk.Path(number)}?handler=Answer", [new("Text", " ")]);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).ShouldContain("id=\"text-error\"");
    }

    [Fact]
    public async Task Who_stated_no_severity_can_choose_one_and_the_promise_goes_by_it()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var page = PortalDesk.Path(number);
        (await sam.Words(page)).ShouldContain("You stated no severity. Which one fits?");

        var response = await WebDesk.Post(sam, page, [new("Severity", "3")], $"{page}?handler=Severity");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var words = await sam.Words(page);
        words.ShouldContain("A person answers you by 18:00 BST.");
        words.ShouldContain("You set severity 3");
        words.ShouldNotContain("Which one fits?");
        var wrong = await WebDesk.Post(sam, page, [new("Severity", "9")], $"{page}?handler=Severity");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_resolved_issue_can_be_reopened_with_a_promise_of_its_own()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export", "1");
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Solved.", resolve: true);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var page = PortalDesk.Path(number);
        (await sam.Words(page)).ShouldContain("Ada Agent resolved this 10:00 BST.");
        desk.Clock.Advance(Duration.FromHours(2));

        var response = await WebDesk.Post(sam, page, [new("Why", "It is back")], $"{page}?handler=Reopen");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var words = await sam.Words(page);
        words.ShouldContain("A person answers you by 13:00 BST.");
        words.ShouldContain("It is back");
        await using var db = desk.Read();
        (await db.Clocks.CountAsync(x => x.Kind == TargetKind.FirstResponse)).ShouldBe(2);
    }

    [Fact]
    public async Task A_form_that_the_page_does_not_have_is_refused()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export", "1");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var page = PortalDesk.Path(number);

        (await WebDesk.Post(sam, page, [], $"{page}?handler=Resolve")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
