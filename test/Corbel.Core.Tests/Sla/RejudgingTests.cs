using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>Which clocks of a ticket another policy would judge otherwise.</summary>
public sealed class RejudgingTests
{
    private static readonly Guid Anna = new("00000000-0000-0000-0000-00000000000a");
    private static readonly CompiledPolicy Standing = TestPolicy.Compiled;

    private static CompiledPolicy With(params TargetSpec[] targets) =>
        TestPolicy.Compile(TestPolicy.Document with { Targets = [.. targets] });

    private static IEnumerable<VerdictChange> Differences(
        Story story,
        CompiledPolicy standing,
        CompiledPolicy other,
        string now = "2026-07-15 17:00"
    ) => Rejudging.Differences(story.Clocks(standing, now), story.Clocks(other, now));

    [Fact]
    public void A_clock_with_another_verdict_tells_both_and_both_due_instants()
    {
        var story = Story.Received("09:00", "1").Reply("10:30");
        Differences(story, Standing, With(TestPolicy.Response("1", 2)))
            .ShouldBe([
                new(
                    TargetKind.FirstResponse,
                    "1",
                    At("2026-07-15 09:00"),
                    Verdict.Late,
                    Verdict.Kept,
                    At("2026-07-15 10:00"),
                    At("2026-07-15 11:00")
                ),
            ]);
    }

    [Fact]
    public void Another_due_instant_with_the_same_verdict_is_no_difference() =>
        Differences(Story.Received("09:00", "1").Reply("09:30"), Standing, With(TestPolicy.Response("1", 2)))
            .ShouldBeEmpty();

    [Fact]
    public void Each_cycle_is_held_against_the_cycle_of_the_same_reopening()
    {
        var story = Story.Received("09:00", "1").Reply("09:30").Reopen("12:00").Reply("13:30");
        var change = Differences(story, Standing, With(TestPolicy.Response("1", 2))).ShouldHaveSingleItem();
        (change.Received, change.From, change.To).ShouldBe((At("2026-07-15 12:00"), Verdict.Late, Verdict.Kept));
    }

    [Fact]
    public void Clocks_that_only_one_of_the_two_has_are_told_once_each()
    {
        var story = Story
            .Received("09:00", "1")
            .Reply("09:30")
            .Add("10:00", Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, false))
            .Add("11:00", Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, false))
            .Reply("11:30");
        var next = With(TestPolicy.Response("1", 1), TestPolicy.Target(TargetKind.NextResponse, "1", 1));
        var change = Differences(story, Standing, next).ShouldHaveSingleItem();
        (change.Kind, change.From, change.To).ShouldBe((TargetKind.NextResponse, null, Verdict.Late));
        (change.DueBefore, change.DueAfter).ShouldBe((null, At("2026-07-15 11:00")));

        var back = Differences(story, next, Standing).ShouldHaveSingleItem();
        (back.Kind, back.From, back.To).ShouldBe((TargetKind.NextResponse, Verdict.Late, null));
        (back.DueBefore, back.DueAfter).ShouldBe((At("2026-07-15 11:00"), null));
    }

    [Fact]
    public void More_than_one_difference_is_told_of_both_sides()
    {
        var story = Story.Received("09:00", "1").Reply("10:30").Reopen("12:00").Reply("13:30");
        var kept = With(TestPolicy.Response("1", 2), TestPolicy.Target(TargetKind.Resolution, "1", 2));
        var changes = Differences(story, Standing, kept).ToList();
        changes.Count(x => x.Kind == TargetKind.FirstResponse).ShouldBe(2);
        changes.Count(x => x.Kind == TargetKind.Resolution).ShouldBe(2);
        changes.Where(x => x.Kind == TargetKind.Resolution).ShouldAllBe(x => x.From == null && x.To == Verdict.Late);
    }

    [Fact]
    public void Reports_have_a_rhythm_of_their_own_and_are_held_against_each_other_in_turn()
    {
        // The first report is due on Thursday evening by the one, on Friday by the other; it came on Friday morning.
        var story = Story.Received("09:00", "1").Reply("2026-07-17 10:00");
        CompiledPolicy Every(int days) => With(TestPolicy.Report("1", days));
        var changes = Differences(story, Every(1), Every(2), "2026-07-17 12:00").ToList();
        changes
            .Select(x => (x.Kind, x.From, x.To))
            .ShouldContain((TargetKind.StatusReport, Verdict.Late, Verdict.Kept));
        // The second began on Friday by the one, and on Friday by the other: neither is due.
        changes.ShouldAllBe(x => x.From != Verdict.Running || x.To != Verdict.Running);
    }

    [Fact]
    public void The_second_report_is_held_against_the_second_although_it_began_at_another_time()
    {
        // Missed each evening by the one: Thursday, then Friday. By the other only Friday's; its second is due on Tuesday.
        CompiledPolicy Every(int days) => With(TestPolicy.Report("1", days));
        var changes = Differences(Story.Received("09:00", "1"), Every(1), Every(2), "2026-07-18 12:00")
            .Where(x => x.Kind == TargetKind.StatusReport)
            .ToList();
        changes.Select(x => (x.From, x.To)).ShouldBe([(Verdict.Late, Verdict.Running), (Verdict.Running, null)]);
        changes[0].Received.ShouldBe(At("2026-07-16 18:00"));
        changes[0].DueAfter.ShouldBe(At("2026-07-21 18:00"));
    }
}
