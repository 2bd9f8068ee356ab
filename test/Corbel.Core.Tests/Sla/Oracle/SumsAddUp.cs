using Corbel.Core.Policy;
using Corbel.Core.Sla;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>
/// The sum behind every clock of random journals: line by line from where it counts to its due instant, each minute of it
/// open, closed or stopped as the line says.
/// </summary>
public sealed class SumsAddUp
{
    [Fact]
    public void Every_clock_of_random_journals_can_be_redone_with_a_pencil() =>
        RandomPolicies
            .All.SelectMany(p => RandomStories.From(p.Start).Array[20], (p, j) => (Policy: p, Journals: j))
            .Sample(
                c =>
                {
                    var (first, second) = (c.Policy.Compile("h1"), c.Policy.Compile("h2"));
                    var versions = new Dictionary<string, CompiledPolicy> { ["h1"] = first, ["h2"] = second };
                    var terms = TicketTerms.Of(first, versions);
                    var naive = new NaivePolicy(c.Policy.Document, c.Policy.Versions);
                    foreach (var clock in c.Journals.SelectMany(j => Clocks.Of(terms, j.Journal, j.Now)))
                    {
                        if (Explaining.Of(clock) is { } why)
                        {
                            Check(clock, why, naive.Hours(why.Target.Calendar, clock.Policy == first ? "h1" : "h2"));
                        }
                    }
                },
                iter: Campaign.Of(75),
                print: c => $"{c.Policy.Start}"
            );

    private static void Check(Clock clock, Explanation why, NaiveHours[] zones)
    {
        (why.Due, why.CountedFrom, why.Received).ShouldBe((clock.Due, clock.CountedFrom, clock.Received));
        why.Sums.Length.ShouldBe(zones.Length);
        for (var zone = 0; zone < zones.Length; zone++)
        {
            var (sum, at, total, days) = (why.Sums[zone], clock.CountedFrom, Duration.Zero, 0);
            var date = zones[zone].DateAt(MinuteWalk.Minute(at));
            foreach (var line in sum.Lines)
            {
                line.From.ShouldBe(at);
                line.To.ShouldBeGreaterThanOrEqualTo(at);
                at = line.To;
                var (open, minutes) = Minutes(zones[zone], line);
                switch (line)
                {
                    case CountedLine counted:
                        (open, counted.Counted).ShouldBe((minutes, line.To - line.From));
                        clock.Pauses.ShouldAllBe(p => p.To <= line.From || p.From >= line.To);
                        counted.Total.ShouldBe(total += counted.Counted);
                        break;
                    case CountedRun run:
                        Duration.FromMinutes(open).ShouldBe(run.Each * run.Openings);
                        clock.Pauses.ShouldAllBe(p => p.To <= line.From || p.From >= line.To);
                        run.Total.ShouldBe(total += run.Each * run.Openings);
                        break;
                    case PausedLine paused:
                        clock.Pauses.ShouldContain(paused.Pause);
                        (paused.Pause.From <= line.From, paused.To).ShouldBe((true, paused.Pause.To ?? line.From));
                        break;
                    case DayLine day:
                        day.Number.ShouldBe(++days);
                        for (date = date.PlusDays(1); date < day.Date; date = date.PlusDays(1))
                        {
                            zones[zone].Opens(date).ShouldBeFalse();
                        }
                        (date, zones[zone].Opens(date)).ShouldBe((day.Date, true));
                        MinuteWalk.Minute(day.To).ShouldBe(zones[zone].LastClosing(date));
                        break;
                    default:
                        (line is ClosedLine or MovedLine, open).ShouldBe((true, 0L));
                        break;
                }
            }
            Ends(sum, at, total, days, (why.Target.Within ?? why.Target.Every)!.Value);
        }
    }

    private static void Ends(ZoneSum sum, Instant at, Duration total, int days, TimeLimit limit)
    {
        if (sum.Due is null)
        {
            sum.Lines[^1].ShouldBeOfType<PausedLine>().Pause.To.ShouldBeNull();
            total.ShouldBeLessThanOrEqualTo(Duration.FromSeconds(limit.Seconds));
            return;
        }
        ((Instant?)at).ShouldBe(sum.Due);
        (Duration.FromSeconds(limit.Seconds), limit.Days).ShouldBe((total, days));
    }

    private static (long Open, long All) Minutes(NaiveHours hours, SumLine line)
    {
        var (from, to, open) = (MinuteWalk.Minute(line.From), MinuteWalk.Minute(line.To), 0L);
        for (var minute = from; minute < to; minute++)
        {
            open += hours.IsOpen(minute) ? 1 : 0;
        }
        return (open, to - from);
    }
}
