using Corbel.Core.Availability;
using CsCheck;
using Check = Corbel.Core.Availability.Check;

namespace Corbel.Core.Tests.Availability;

/// <summary>From results to time (clause 1), against the second formulation and by hand.</summary>
public sealed class ProbeSightTests
{
    private const int Length = 160;

    private static readonly Gen<PlaceChecks> Places = Gen.Select(
        Gen.Frequency((6, Gen.Const(new Span(0, Length))), (2, Gen.Int[0, 90].Select(x => new Span(x, x + 60)))),
        Gen.Frequency(
            (
                4,
                Gen.Select(Gen.Int[4, 12], Gen.Int[0, 9])
                    .Select(x => Enumerable.Range(0, 40).Select(i => x.Item2 + (i * x.Item1)))
            ),
            (2, Gen.Int[0, Length - 1].Array[0, 20].Select(x => x.Distinct().Order().AsEnumerable()))
        ),
        Gen.Frequency(
            (5, Gen.Const(CheckOutcome.Good)),
            (5, Gen.Const(CheckOutcome.Failed)),
            (1, Gen.Const(CheckOutcome.NoWayOut)),
            (1, Gen.Const(CheckOutcome.Skewed))
        ).Array[8, 8],
        Gen.Int[1, 6],
        (window, times, outcomes, stay) =>
            new PlaceChecks(
                window,
                [
                    .. times
                        .Where(x => x < Length)
                        .Select((x, i) => new Check(i + 1, x, outcomes[i / stay % outcomes.Length])),
                ]
            )
    );

    private static readonly Gen<(ProbeRule, List<PlaceChecks>)> Cases = Gen.Select(
        Gen.Int[1, 3],
        Gen.Int[5, 30],
        Places.List[0, 4],
        (quorum, cover, places) => (new ProbeRule(quorum, cover), places)
    );

    [Fact]
    public void As_each_millisecond_by_itself_says() =>
        Cases.Sample(
            (rule, places) =>
            {
                var sight = ProbeSight.Of(rule, new(0, Length), places);
                var (down, unknown) = NaiveSight.Of(rule, Length, places);
                Naive.Marks(sight.Down, Length).ShouldBe(down, $"down {rule}");
                Naive.Marks(sight.Unknown, Length).ShouldBe(unknown, $"unknown {rule}");
            },
            iter: Campaign.Cases
        );

    [Fact]
    public void Down_begins_at_the_first_failed_check_of_the_run_and_ends_at_the_first_good_one()
    {
        var one = Place("0+ 10+ 20- 30- 40- 50+ 60+ 70+ 80+ 90+");
        var other = Place("5+ 15+ 25- 35- 45- 55+ 65+ 75+ 85+ 95+");
        var sight = ProbeSight.Of(new(2, 20), new(5, 100), [one, other]);
        sight.Down.Items.ShouldBe([new Span(20, 50)]);
        sight.Unknown.Length.ShouldBe(0);
    }

    [Fact]
    public void Who_fails_alone_is_contradicted_by_the_others()
    {
        var alone = Place("0- 10- 20- 30- 40- 50- 60- 70- 80- 90-");
        var other = Place("5+ 15+ 25+ 35+ 45+ 55+ 65- 75- 85+ 95+");
        ProbeSight.Of(new(2, 20), new(5, 100), [alone, other]).Down.Items.ShouldBe([new Span(60, 85)]);
        ProbeSight.Of(new(1, 20), new(5, 100), [alone, other]).Down.Items.ShouldBe([new Span(5, 100)]);
    }

    [Fact]
    public void A_place_without_a_way_out_is_no_downtime_and_no_uptime()
    {
        var lost = Place("0+ 10+ 20? 30? 40? 50+ 60+ 70+ 80+ 90+");
        var sight = ProbeSight.Of(new(1, 20), new(0, 100), [lost]);
        sight.Down.Length.ShouldBe(0);
        sight.Unknown.Items.ShouldBe([new Span(20, 50)]);
        // Two of three are enough to say up.
        var others = Place("5+ 15+ 25+ 35+ 45+ 55+ 65+ 75+ 85+ 95+");
        ProbeSight.Of(new(2, 20), new(5, 100), [lost, others, others]).Unknown.Length.ShouldBe(0);
    }

    [Fact]
    public void What_stops_in_the_middle_of_an_outage_ends_in_the_unknown()
    {
        var sight = ProbeSight.Of(new(1, 20), new(0, 100), [Place("0+ 10- 20- 70- 80+ 90+")]);
        sight.Down.Items.ShouldBe([new Span(10, 40), new Span(70, 80)]);
        sight.Unknown.Items.ShouldBe([new Span(40, 70)]);
    }

    private static PlaceChecks Place(string checks) =>
        new(
            new(0, 100),
            [
                .. checks
                    .Split(' ')
                    .Select(
                        (x, i) =>
                            new Check(
                                i + 1,
                                long.Parse(x[..^1], System.Globalization.CultureInfo.InvariantCulture),
                                x[^1] switch
                                {
                                    '+' => CheckOutcome.Good,
                                    '-' => CheckOutcome.Failed,
                                    _ => CheckOutcome.NoWayOut,
                                }
                            )
                    ),
            ]
        );
}
