using System.Net;
using Corbel.Desk.Marked;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Widget;
using NodaTime;
using static Corbel.Web.Tests.Access.RouteWalk;

namespace Corbel.Web.Tests.Access;

/// <summary>Who may see a ticket no more is shut out of it within a minute, open streams included, on every node.</summary>
public sealed class MarkedStreamsTests
{
    private const string Mark = "official-sensitive";

    [Fact]
    public async Task At_the_mark_open_pages_close_on_every_node_and_nobody_hears_who_saw_nothing()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(OnEveryDatabaseAttribute.Server), "two nodes take a PostgreSQL");
        await using var desk = await WebDesk.Open(TestDatabase.Postgres);
        await using var other = await desk.AnotherNode();
        var cast = desk.Cast;
        var number = await desk.Log(cast.Rik, "Subject");
        var plain = await desk.Log(cast.Sam, "Another");
        await using var here = await LiveEvents.Of(desk, cast.Ada);
        await using var there = await LiveEvents.Of(other, cast.Max);
        await using var stranger = await LiveEvents.Of(other, cast.Sam);
        using var max = await other.SignedIn(cast.Max);
        (await Get(max, $"console/tickets/{number}")).Status.ShouldBe(HttpStatusCode.OK);

        (await desk.Get<MarkIssue>().Run(cast.Rik.ToActor(), number, Mark)).IsDone.ShouldBeTrue();

        await here.Until($"shut {number}");
        await there.Until($"shut {number}");
        (await Get(max, $"console/tickets/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
        // What goes on there is told to neither, and a customer who never saw it heard nothing at all.
        await desk.Write(cast.Rik, number, "More");
        (await desk.Get<AddNote>().Run(cast.Ada.ToActor(), plain, "A note")).IsDone.ShouldBeTrue();
        await desk.Write(cast.Sam, plain, "And more");
        await there.Until($"ticket {plain}");
        await stranger.Until($"ticket {plain}");
        there.Heard.ShouldNotContain($"ticket {number}");
        stranger.Heard.ShouldNotContain(x => x.EndsWith($"{number}", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_is_taken_off_the_list_is_shut_out_at_once(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        var scene = await MarkedScene.Set(desk, host);
        var number = await desk.Log(desk.Cast.Rik, "Subject");
        (await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), number, Mark)).IsDone.ShouldBeTrue();
        await using var enno = await LiveEvents.Of(desk, scene.Enno);
        await using var ada = await LiveEvents.Of(desk, desk.Cast.Ada);
        using var page = await desk.SignedIn(scene.Enno);
        (await Get(page, "console/open")).Body.ShouldContain($"/console/tickets/{number}");

        var cleo = await scene.Actor(scene.Cleo);
        (await desk.Get<NameForMarked>().Run(cleo, number, scene.Enno.Id, false)).IsDone.ShouldBeTrue();

        await enno.Until($"shut {number}");
        (await Get(page, "console/open")).Body.ShouldNotContain($"/console/tickets/{number}");
        (await Get(page, $"console/tickets/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
        // Who never saw it does not learn from the stream that it is there.
        var plain = await desk.Log(desk.Cast.Sam, "Another");
        await ada.Until($"ticket {plain}");
        ada.Heard.ShouldNotContain(x => x.EndsWith($"{number}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_marked_chat_no_stream_tells_that_somebody_types_or_reads()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        var scene = await MarkedScene.Set(desk, host);
        await desk.Get<Corbel.Desk.Chats.ChatPresence>().Take(scene.Cleo.Id, true);
        using var rik = host.Page();
        await rik.Session("rik@northwind.example");
        await rik.Say("OFFICIAL-SENSITIVE line");
        await using var cleo = await LiveEvents.Of(desk, scene.Cleo);
        await using var ada = await LiveEvents.Of(desk, desk.Cast.Ada);

        (await rik.Post("/chat/typing")).IsSuccessStatusCode.ShouldBeTrue();

        await Eventually.Is(
            () => Task.FromResult(cleo.Heard.Any(x => x.StartsWith("typing", StringComparison.Ordinal))),
            "Cleo hears that Rik types"
        );
        var plain = await desk.Log(desk.Cast.Sam, "Another");
        await ada.Until($"ticket {plain}");
        ada.Heard.ShouldNotContain(x => x.StartsWith("typing", StringComparison.Ordinal));
        ada.Heard.ShouldNotContain(x => x.StartsWith("chat ", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task A_clearance_that_runs_out_or_is_ended_shuts_the_open_pages(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        var scene = await MarkedScene.Set(desk, host);
        var number = await desk.Log(desk.Cast.Rik, "Subject");
        (await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), number, Mark)).IsDone.ShouldBeTrue();
        await using var edda = await LiveEvents.Of(desk, scene.Edda);
        await using var enno = await LiveEvents.Of(desk, scene.Enno);
        await using var cleo = await LiveEvents.Of(desk, scene.Cleo);
        using var page = await desk.SignedIn(scene.Edda);
        (await Get(page, "console/open")).Body.ShouldContain($"/console/tickets/{number}");

        await scene.Night();

        (await Get(page, "console/open")).Body.ShouldNotContain($"/console/tickets/{number}");
        await edda.Until("shut");
        await enno.Until("shut");
        cleo.Heard.ShouldNotContain("shut");
    }
}
