using Corbel.Core.Access;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>A mark that is lowered opens what it shut, on every ticket of the issue, and is counted for good.</summary>
public sealed class LowerMarkTests
{
    [Theory, OnEveryDatabase]
    public async Task What_was_merged_into_it_is_lowered_with_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var (first, second, third) = (
            await desk.Issue(cast.Rik, "First"),
            await desk.Issue(cast.Rik, "Second"),
            await desk.Issue(cast.Rik, "Third")
        );
        (await desk.Get<MergeInto>().Run(cast.Ada.ToActor(), first, second)).IsDone.ShouldBeTrue();
        (await desk.Get<MergeInto>().Run(cast.Ada.ToActor(), second, third)).IsDone.ShouldBeTrue();
        (await desk.Marked(cast.Rik, third)).IsDone.ShouldBeTrue();
        await desk.RunJobs();
        using var feed = desk.Get<LiveFeed>().Listen();
        (await desk.Sees(cast.Max, first)).ShouldBeFalse();

        var lowered = await desk.Get<LowerMark>().Run(cast.Nora.ToActor(), third, null, default, "Nothing in it.");

        lowered.IsDone.ShouldBeTrue();
        foreach (var number in (long[])[first, second, third])
        {
            (await desk.Ticket(number)).Mark.ShouldBeNull($"{number}");
            (await desk.Sees(cast.Max, number)).ShouldBeTrue($"{number}");
        }
        if (database == TestDatabase.Sqlite)
            Told(feed).Select(x => x.Ticket).Order().ShouldBe([first, second, third]);
        (await desk.Check()).ShouldBeEmpty();
    }

    /// <summary>On PostgreSQL the same notices go by way of the database, which the streams' own tests hear.</summary>
    [Fact]
    public async Task A_message_that_states_a_mark_shuts_what_was_merged_in_open_pages_too()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var (cast, max) = (desk.Cast, desk.Cast.Max.ToActor());
        var (first, second) = (await desk.Issue(cast.Rik, "First"), await desk.Issue(cast.Rik, "Second"));
        (await desk.Get<MergeInto>().Run(cast.Ada.ToActor(), first, second)).IsDone.ShouldBeTrue();
        using var feed = desk.Get<LiveFeed>().Listen();

        (await desk.Form(cast.Rik, "", "[OFFICIAL-SENSITIVE] more", null, second)).IsDone.ShouldBeTrue();

        Told(feed).Where(x => x.IsShutTo(max)).Select(x => x.Ticket).Order().ShouldBe([first, second]);
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_marked_and_lowered_where_nobody_was_ever_cleared_is_counted(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Rik, "Subject");
        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        await desk.Get<LowerMark>().Run(desk.Cast.Nora.ToActor(), number, null, default, "Nothing in it.");

        await using var db = desk.Read();
        var year = new Interval(TestDesk.At("2026-01-01T00:00:00Z"), TestDesk.At("2027-01-01T00:00:00Z"));
        (await MarkTotals.Read(db, null, year)).Marked.ShouldBe(1);
    }

    private static List<Change> Told(Listener feed)
    {
        var told = new List<Change>();
        while (feed.Changes.TryRead(out var change))
            told.Add(change);
        return told;
    }
}
