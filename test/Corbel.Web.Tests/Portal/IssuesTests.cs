using Corbel.Desk.Tickets;
using Corbel.Tests;
using NodaTime;

namespace Corbel.Web.Tests.Portal;

/// <summary>The customer's list: whose issues, in which order, what was not read yet.</summary>
public sealed class IssuesTests
{
    [Fact]
    public async Task Administrators_see_the_organisation_with_names_and_others_their_own()
    {
        await using var desk = await WebDesk.Open();
        await desk.Log(desk.Cast.Rik, "Van Rik", "3");
        await desk.Log(desk.Cast.Nora, "Van Nora", "3");
        await desk.Log(desk.Cast.Sam, "Elders", "3");
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var rik = await desk.SignedIn(desk.Cast.Rik);

        var all = await nora.Words("/issues");
        var own = await rik.Words("/issues");

        all.ShouldContain("Van Rik");
        all.ShouldContain("Rik de Vries");
        all.ShouldContain("Van Nora");
        all.ShouldNotContain("Elders");
        own.ShouldContain("Van Rik");
        own.ShouldNotContain("Van Nora");
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_due_first_stands_first_and_in_the_sentence_on_top(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await desk.Log(desk.Cast.Sam, "Cosmetic", "3");
        await desk.Log(desk.Cast.Sam, "Slow", "2");
        var answered = await desk.Log(desk.Cast.Sam, "Down", "1");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.Words("/issues")).ShouldContain("Next, a person answers you by 11:00 BST.");

        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), answered, "On it.");

        var words = await sam.Words("/issues");
        words.ShouldContain("Next, a person answers you by 14:00 BST.");
        var list = words[words.IndexOf("Open 3", StringComparison.Ordinal)..];
        string[] order = ["Slow", "Cosmetic", "Down"];
        order.Select(x => list.IndexOf(x, StringComparison.Ordinal)).ShouldBeInOrder();
    }

    [Theory, OnEveryDatabase]
    public async Task An_answer_is_unread_until_the_issue_was_opened(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        await sam.Words(PortalDesk.Path(number));
        (await sam.Words("/issues")).ShouldNotContain("not read");
        await desk.Get<AddNote>().Run(desk.Cast.Ada.ToActor(), number, "A note is no news for a customer");
        (await sam.Words("/issues")).ShouldNotContain("not read");

        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Here you are.", resolve: true);

        (await sam.Words("/issues")).ShouldContain("One issue has an answer that you have not read.");
        await sam.Words(PortalDesk.Path(number));
        (await sam.Words("/issues")).ShouldNotContain("not read");
    }

    [Theory, OnEveryDatabase]
    public async Task The_filter_finds_numbers_subjects_and_names(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var slow = await desk.Log(desk.Cast.Rik, "Slow pages", "3");
        await desk.Log(desk.Cast.Roos, "Export 50%_", "3");
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        (string Query, string Found, string Left)[] cases =
        [
            ("slow", "Slow pages", "Export"),
            ("EXPORT", "Export", "Slow pages"),
            ("roos", "Export", "Slow pages"),
            ($"{slow}", "Slow pages", "Export"),
            ("50%25_", "Export", "Slow pages"),
        ];
        foreach (var (query, found, left) in cases)
        {
            var words = await nora.Words($"/issues?q={query}");
            var list = words[words.IndexOf("Open 1", StringComparison.Ordinal)..];
            list.ShouldContain(found);
            list.ShouldNotContain(left);
        }
    }

    [Fact]
    public async Task Somebody_without_issues_is_told_what_to_do()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        (await sam.Words("/issues")).ShouldContain("You see at once by when a person answers.");
    }

    [Fact]
    public async Task Many_resolved_ones_are_shown_a_page_at_a_time()
    {
        await using var desk = await WebDesk.Open();
        for (var i = 0; i < 27; i++)
        {
            var number = await desk.Log(desk.Cast.Sam, $"Old {i:00}.", "3");
            await desk.Get<Resolve>()
                .Run(desk.Cast.Ada.ToActor(), number, Core.Tickets.ResolutionOutcome.Solved, "why");
            desk.Clock.Advance(Duration.FromMinutes(1));
        }
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var first = await sam.Words("/issues");
        first.ShouldContain("Old 26.");
        first.ShouldNotContain("Old 00.");
        (await sam.Words("/issues?resolved=75")).ShouldContain("Old 00.");
    }
}
