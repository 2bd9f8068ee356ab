using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using CsCheck;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

public class FirstResponseTests
{
    [Theory]
    // The worked cases of the policy, with both zones and the earlier of the two.
    [InlineData("Etc/GMT", "1", "2026-07-15 08:10", "2026-07-15 10:00")]
    [InlineData("Etc/GMT", "1", "2026-08-28 16:30", "2026-08-28 17:30")]
    [InlineData("Europe/London", "1", "2026-07-15 08:10", "2026-07-15 09:10")]
    [InlineData("Europe/London", "1", "2026-08-28 16:30", "2026-09-01 08:30")]
    [InlineData("earlier-of Etc/GMT, Europe/London", "1", "2026-07-15 08:10", "2026-07-15 09:10")]
    [InlineData("earlier-of Etc/GMT, Europe/London", "1", "2026-08-28 16:30", "2026-08-28 17:30")]
    [InlineData("Etc/GMT", "3", "2026-12-24 16:00", "2026-12-29 15:00")]
    [InlineData("Europe/London", "3", "2026-12-24 16:00", "2026-12-29 15:00")]
    // Exactly on closing is the closing instant.
    [InlineData("Etc/GMT", "1", "2026-07-15 17:00", "2026-07-15 18:00")]
    [InlineData("Etc/GMT", "2", "2026-07-18 12:00", "2026-07-20 13:00")]
    public void Due(string zone, string severity, string received, string due)
    {
        var policy = TestPolicy.In(zone);
        FirstResponse.Due(policy, severity, At(received))!.Due.ShouldBe(At(due));
        FirstResponse.DueAt(policy, severity, At(received)).ShouldBe(At(due));
    }

    [Fact]
    public void Due_on_closing_can_be_read_as_the_next_opening()
    {
        var policy = TestPolicy.With(new ReadingsSpec { DueAtClosing = Core.Time.DueAtClosing.NextOpening });
        var due = FirstResponse.Due(policy, "1", At("2026-07-15 17:00"))!;
        due.Due.ShouldBe(At("2026-07-16 09:00"));
        due.Explanation.Sums[0].Lines[^1].ShouldBeOfType<MovedLine>();
    }

    [Fact]
    public void A_severity_without_a_target_has_no_due_time()
    {
        var policy = TestPolicy.Compile(TestPolicy.Document with { Targets = [TestPolicy.Response("2", 4)] });
        FirstResponse.Due(policy, "1", At("2026-07-15 09:00")).ShouldBeNull();
        FirstResponse.DueAt(policy, "nothing", At("2026-07-15 09:00")).ShouldBeNull();
        FirstResponse.DueForEach(policy, At("2026-07-15 09:00")).Select(d => d.Severity).ShouldBe(["2"]);
    }

    [Fact]
    public void While_none_is_stated_the_strictest_with_a_target_drives()
    {
        var received = At("2026-07-15 09:00");
        var due = FirstResponse.DueWhenNotStated(TestPolicy.Compiled, received)!;
        (due.Severity, due.Due).ShouldBe(("1", At("2026-07-15 10:00")));
        due.Explanation.Readings.ShouldContain(r => r.Id == ReadingIds.SeverityNotStated);

        var fixedOne = TestPolicy.With(new ReadingsSpec { SeverityNotStated = "3" });
        FirstResponse.DueWhenNotStated(fixedOne, received)!.Due.ShouldBe(At("2026-07-15 17:00"));

        var onlyTwo = TestPolicy.Compile(TestPolicy.Document with { Targets = [TestPolicy.Response("2", 4)] });
        FirstResponse.DueWhenNotStated(onlyTwo, received)!.Severity.ShouldBe("2");
        var none = TestPolicy.Compile(TestPolicy.Document with { Targets = [] });
        FirstResponse.DueWhenNotStated(none, received).ShouldBeNull();
    }

    [Fact]
    public void All_three_due_times_come_the_strictest_first() =>
        FirstResponse
            .DueForEach(TestPolicy.Compiled, At("2026-07-15 09:00"))
            .Select(d => (d.Severity, d.Due))
            .ShouldBe([("1", At("2026-07-15 10:00")), ("2", At("2026-07-15 13:00")), ("3", At("2026-07-15 17:00"))]);

    [Fact]
    public void A_sum_adds_up_line_by_line_to_its_due_instant()
    {
        string[] zones = ["Etc/GMT", "Europe/London", "earlier-of Etc/GMT, Europe/London", "Australia/Lord_Howe"];
        var policies = zones.Select(TestPolicy.In).ToArray();
        var start = At("2026-01-01 00:00").ToUnixTimeSeconds();
        Gen.Select(
                Gen.Int[0, zones.Length - 1],
                Gen.Int[1, 3],
                Gen.Long[start, start + (365 * 86_400L)],
                Gen.Int[0, 999]
            )
            .Sample(
                (zone, severity, second, millisecond) =>
                {
                    var policy = policies[zone];
                    var received = Instant.FromUnixTimeSeconds(second).Plus(Duration.FromMilliseconds(millisecond));
                    var due = FirstResponse.Due(policy, $"{severity}", received)!;
                    ((Instant?)due.Due).ShouldBe(due.Explanation.Sums.Min(s => s.Due));
                    foreach (var sum in due.Explanation.Sums)
                    {
                        AddsUp(
                            sum,
                            received,
                            Duration.FromSeconds(policy.FirstResponseTarget($"{severity}")!.Within!.Value.Seconds)
                        );
                    }
                },
                iter: Campaign.Of(3000)
            );
    }

    internal static void AddsUp(ZoneSum sum, Instant from, Duration limit)
    {
        var (at, total) = (from, Duration.Zero);
        foreach (var line in sum.Lines)
        {
            line.From.ShouldBe(at);
            at = line.To;
            if (line is CountedLine counted)
            {
                counted.Counted.ShouldBe(line.To - line.From);
                total += counted.Counted;
                counted.Total.ShouldBe(total);
            }
            else if (line is CountedRun run)
            {
                total += run.Each * run.Openings;
                run.Total.ShouldBe(total);
            }
        }
        total.ShouldBe(limit);
        ((Instant?)at).ShouldBe(sum.Due);
    }

    [Fact]
    public void A_sum_of_six_openings_or_fewer_tells_each_and_a_longer_one_its_first_and_last()
    {
        static ZoneSum Sum(int hours) =>
            FirstResponse
                .Due(
                    TestPolicy.Compile(TestPolicy.Document with { Targets = [TestPolicy.Response("1", hours)] }),
                    "1",
                    At("2026-07-13 09:00")
                )!
                .Explanation.Sums[0];
        Sum(54).Lines.OfType<CountedLine>().Count().ShouldBe(6);
        Sum(54).Lines.OfType<CountedRun>().ShouldBeEmpty();
        var seven = Sum(63).Lines;
        seven.OfType<CountedRun>().ShouldHaveSingleItem().Openings.ShouldBe(5);
        seven[^1].ShouldBeOfType<CountedLine>().From.ShouldBe(At("2026-07-21 09:00"));
    }

    [Fact]
    public void A_weekend_between_midnights_is_nothing_but_a_weekend()
    {
        var calendar = TestPolicy.BusinessHour with { Week = new() { Weekdays = [new(0, 86_400)] } };
        var why = FirstResponse
            .Due(TestPolicy.With(calendar), "2", At("2026-07-17 22:00"))!
            .Explanation.Sums[0]
            .Lines.OfType<ClosedLine>()
            .ShouldHaveSingleItem()
            .Why;
        (why.OutOfHours, why.ClosedWeekdays.Length, why.Holidays.Length).ShouldBe((false, 2, 0));
    }

    [Fact]
    public void A_long_sum_is_told_in_a_few_lines_that_still_add_up()
    {
        var policy = TestPolicy.Compile(TestPolicy.Document with { Targets = [TestPolicy.Response("1", 900)] });
        var due = FirstResponse.Due(policy, "1", At("2026-01-15 11:00"))!;
        var sum = due.Explanation.Sums.ShouldHaveSingleItem();
        AddsUp(sum, At("2026-01-15 11:00"), Duration.FromHours(900));
        sum.Lines.Length.ShouldBe(5);
        var run = sum.Lines.OfType<CountedRun>().ShouldHaveSingleItem();
        run.Openings.ShouldBe(99);
        run.Why.ClosedWeekdays.Length.ShouldBe(40);
        due.Due.ShouldBe(policy.Calendars["business-hour"].Zones[0].Add(At("2026-01-15 11:00"), 900 * 3600));
    }
}
