using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>Which warnings are still to be given.</summary>
public sealed class DueWarningsTests
{
    private static readonly CompiledPolicy Policy = TestPolicy.Compile(
        TestPolicy.Document with
        {
            Targets =
            [
                TestPolicy.Response("1", 1) with
                {
                    Warnings =
                    [
                        new() { AfterPercent = 75, To = [WarnedRole.Managers] },
                        new() { AfterPercent = 50, To = [WarnedRole.Assignee] },
                    ],
                },
                TestPolicy.Response("2", 4),
            ],
        }
    );

    private static readonly Instant Due = At("2026-07-15 10:00");

    private static IEnumerable<(int Index, Instant At)> Open(Story story, string now = "09:10") =>
        DueWarnings.Of(story.Entries, story.Clocks(Policy, now)).Select(x => (x.Index, x.Time.At));

    private static Story Warned(TargetKind kind, int number, Instant due, int index) =>
        Story.Received("09:00", "1").Add("09:30", Doer.Desk, new Warning(kind, number, due, index));

    [Fact]
    public void Those_of_a_running_clock_by_time_with_their_place_in_the_list() =>
        Open(Story.Received("09:00", "1")).ShouldBe([(1, At("2026-07-15 09:30")), (0, At("2026-07-15 09:45"))]);

    [Fact]
    public void None_of_a_clock_that_has_ended_or_has_no_warnings()
    {
        Open(Story.Received("09:00", "1").Reply("09:05")).ShouldBeEmpty();
        Open(Story.Received("09:00", "2")).ShouldBeEmpty();
        Open(Story.Received("09:00", "1"), "10:10").ShouldBeEmpty();
    }

    [Fact]
    public void One_that_was_given_is_not_given_again() =>
        Open(Warned(TargetKind.FirstResponse, 1, Due, 1)).ShouldBe([(0, At("2026-07-15 09:45"))]);

    [Fact]
    public void One_given_for_another_clock_number_due_instant_or_place_does_not_count()
    {
        Open(Warned(TargetKind.Resolution, 1, Due, 1)).Count().ShouldBe(2);
        Open(Warned(TargetKind.FirstResponse, 2, Due, 1)).Count().ShouldBe(2);
        Open(Warned(TargetKind.FirstResponse, 1, Due + Duration.FromHours(1), 1)).Count().ShouldBe(2);
        Open(Warned(TargetKind.FirstResponse, 1, Due, 2)).Count().ShouldBe(2);
    }

    [Fact]
    public void What_somebody_still_has_to_keep_comes_by_its_due_instant()
    {
        var all = TestPolicy.Compile(TestPolicy.WithAllKinds);
        var running = Story.Received("09:00", "1").Reply("09:30").Clocks(all, "09:40").Running().ToList();
        running.Select(x => x.Kind).ShouldBe([TargetKind.Resolution, TargetKind.StatusReport]);
    }
}
