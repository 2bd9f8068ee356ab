using System.Text.RegularExpressions;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Corbel.Web.Console;
using NodaTime;

namespace Corbel.Web.Tests.Console;

/// <summary>The queue: what stands where, in which view, on which page.</summary>
public sealed partial class QueueTests
{
    [Theory, OnEveryDatabase]
    public async Task The_most_urgent_stands_on_top_and_what_waits_for_the_customer_below(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        var answered = await desk.Log(cast.Sam, "Answered", "3");
        var wroteAgain = await desk.Log(cast.Sam, "Wrote again", "3");
        foreach (var number in (long[])[answered, wroteAgain])
            (await desk.Get<Reply>().Run(ada, number, "We are on it.")).IsDone.ShouldBeTrue();
        desk.Clock.AdvanceMinutes(1);
        await desk.Write(cast.Sam, wroteAgain, "And?");
        var late = await desk.Log(cast.Nora, "Late", "1");
        var slow = await desk.Log(cast.Nora, "Slow", "3");
        desk.Clock.AdvanceMinutes(90);
        var soon = await desk.Log(cast.Nora, "Soon", "1");
        using var client = await desk.SignedIn(cast.Ada);

        var html = await client.GetStringAsync("/console");

        Numbers(html).ShouldBe([late, soon, slow, wroteAgain, answered]);
        html.ShouldContain("data-promise=\"late\"");
        html.ShouldContain("30 min late");
        html.ShouldContain("1 h left");
        Headings(html).ShouldBe(["Late", "Due today", "The customer wrote", "With the customer"]);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_due_next_counts_of_whatever_kind_and_the_chip_says_what(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        var reported = await desk.Log(cast.Sam, "A report is due tomorrow", "1");
        (await desk.Get<Reply>().Run(ada, reported, "We are on it.")).IsDone.ShouldBeTrue();
        var slow = await desk.Log(cast.Sam, "An answer is due today", "3");
        using var client = await desk.SignedIn(cast.Ada);

        var html = await client.GetStringAsync("/console");

        Numbers(html).ShouldBe([slow, reported]);
        Headings(html).ShouldBe(["Due today", "Due later"]);
        html.ShouldContain(">report: ");
    }

    [Theory, OnEveryDatabase]
    public async Task Every_view_holds_its_own_and_says_how_many(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var mine = await desk.Log(desk.Cast.Sam, "Mine");
        var free = await desk.Log(desk.Cast.Sam, "Free");
        var done = await desk.Log(desk.Cast.Sam, "Done");
        (await desk.Get<Assign>().Run(ada, mine, ada.Person)).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, mine, "An answer")).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, done, "Done.", resolve: true)).IsDone.ShouldBeTrue();
        using var client = await desk.SignedIn(desk.Cast.Ada);

        Numbers(await client.GetStringAsync("/console/mine")).ShouldBe([mine]);
        Numbers(await client.GetStringAsync("/console/unassigned")).ShouldBe([free]);
        Numbers(await client.GetStringAsync("/console/awaiting")).ShouldBe([free]);
        Numbers(await client.GetStringAsync("/console/resolved")).ShouldBe([done]);
        Numbers(await client.GetStringAsync($"/console/search?q={free}")).ShouldBe([free]);
        Numbers(await client.GetStringAsync("/console/search?q=SOUTH+fre")).ShouldBe([free]);
        Count()
            .Matches(await client.GetStringAsync("/console"))
            .Select(x => x.Groups["count"].Value)
            .ShouldBe(["2", "1", "1", "1", "0", "0", "0", "0"]);
        (await client.GetAsync("/console/nowhere")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_issue_resolved_before_anybody_answered_stays_while_its_promise_can_be_kept()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Resolved in silence", "1");
        var ada = desk.Cast.Ada.ToActor();
        (await desk.Get<Resolve>().Run(ada, number, ResolutionOutcome.Solved)).IsDone.ShouldBeTrue();
        using var client = await desk.SignedIn(desk.Cast.Ada);

        Numbers(await client.GetStringAsync("/console")).ShouldBe([number]);
        desk.Clock.AdvanceHours(2);
        Numbers(await client.GetStringAsync("/console")).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Thanks_on_a_resolved_issue_wait_until_one_of_us_has_read_them(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var number = await desk.Log(desk.Cast.Sam, "Solved");
        await desk.Get<Reply>().Run(desk.Cast.Max.ToActor(), number, "Done.", resolve: true);
        desk.Clock.AdvanceMinutes(1);
        await desk.Write(desk.Cast.Sam, number, "Thank you!");
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        // The customer's own reading, and a page that refreshes itself, are no reading of ours.
        await sam.GetStringAsync($"/issues/{number}");
        using var refresh = new HttpRequestMessage(HttpMethod.Get, $"/console/tickets/{number}");
        refresh.Headers.Add("HX-Request", "true");
        refresh.Headers.Add("HX-Target", "ol#thread");
        (await ada.SendAsync(refresh)).EnsureSuccessStatusCode();
        var before = await ada.GetStringAsync("/console/awaiting");
        await ada.GetStringAsync($"/console/tickets/{number}");

        Numbers(before).ShouldBe([number]);
        before.ShouldContain("Awaits our answer");
        Numbers(await ada.GetStringAsync("/console/awaiting")).ShouldBeEmpty();
        var resolved = await ada.GetStringAsync("/console/resolved");
        Numbers(resolved).ShouldBe([number]);
        resolved.ShouldNotContain("Awaits our answer");
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_follow_each_other_whatever_comes_and_goes_meanwhile(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var logged = new List<long>();
        for (var i = 0; i < Queue.PageSize + 3; i++)
        {
            // Two at a time share an instant, so that the number has to decide; the last three are answered.
            desk.Clock.Advance(Duration.FromSeconds(i % 2));
            logged.Add(await desk.Log(desk.Cast.Sam, $"Issue {i}", "3"));
        }
        foreach (var number in logged[^3..])
            (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Answered")).IsDone.ShouldBeTrue();
        using var client = await desk.SignedIn(desk.Cast.Ada);

        var first = await client.GetStringAsync("/console");
        await desk.Log(desk.Cast.Sam, "More urgent than all", "1");
        var second = await client.GetStringAsync(Next().Match(first).Groups["next"].Value);

        Numbers(first).ShouldBe(logged[..^3]);
        Numbers(second).ShouldBe(logged[^3..]);
        Next().IsMatch(second).ShouldBeFalse();
    }

    [Theory]
    [InlineData("promised.1784106000000000.1042", true)]
    [InlineData("quiet.-1.1", true)]
    [InlineData("promised.x.1", false)]
    [InlineData("nowhere.1.1", false)]
    [InlineData("promised.9223372036854775807.1", false)]
    [InlineData("promised.1", false)]
    [InlineData("", false)]
    public void A_place_in_the_address_is_read_or_left_alone(string text, bool read) =>
        (QueuePlace.Parse(text)?.ToString() == text).ShouldBe(read);

    private static List<long> Numbers(string html) =>
        [.. Row().Matches(html).Select(x => long.Parse(x.Groups["number"].Value, null))];

    private static List<string> Headings(string html) =>
        [.. Heading().Matches(html).Select(x => x.Groups["heading"].Value)];

    [GeneratedRegex("data-row id=\"t(?<number>[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("queue-group\">(?<heading>[^<]+)<", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("class=\"count\">(?<count>[0-9]+)<", RegexOptions.None, 1000)]
    private static partial Regex Count();

    [GeneratedRegex("href=\"(?<next>/console\\?after=[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Next();
}
