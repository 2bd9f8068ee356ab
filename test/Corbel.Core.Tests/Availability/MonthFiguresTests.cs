using Corbel.Core.Availability;
using Corbel.Core.Policy;
using CsCheck;
using NodaTime;
using Promise = Corbel.Core.Policy.Promise;

namespace Corbel.Core.Tests.Availability;

/// <summary>Sets of time and the sum of a month, against one mark a millisecond, or a second in real months (clause 1).</summary>
public sealed class MonthFiguresTests
{
    private const int Length = 120;

    private static readonly string[] Zones =
    [
        "Europe/London",
        "Australia/Lord_Howe",
        "America/New_York",
        "Etc/GMT",
        "Pacific/Apia",
    ];

    private static readonly Gen<List<Span>> Some = Gen.Select(Gen.Int[0, Length], Gen.Int[-3, 40])
        .Select(x => new Span(x.Item1, Math.Min(Length, x.Item1 + x.Item2)))
        .List[0, 6];

    [Fact]
    public void Unions_clips_and_differences() =>
        Gen.Select(Some, Some)
            .Sample(
                (one, other) =>
                {
                    var (a, b) = (Naive.Marks(one, Length), Naive.Marks(other, Length));
                    var (x, y) = (Spans.Of(one), Spans.Of(other));
                    Naive.Marks(x, Length).ShouldBe(a);
                    Naive.Marks(x.And(y), Length).ShouldBe([.. a.Zip(b, (p, q) => p || q)]);
                    Naive.Marks(x.Within(y), Length).ShouldBe([.. a.Zip(b, (p, q) => p && q)]);
                    Naive.Marks(x.Less(y), Length).ShouldBe([.. a.Zip(b, (p, q) => p && !q)]);
                    foreach (var set in new[] { x.And(y), x.Within(y), x.Less(y) })
                        InOrder(set).ShouldBeTrue();
                },
                iter: Campaign.Cases
            );

    [Fact]
    public void The_sum_of_a_month() =>
        Gen.Select(Some, Some, Some, Some, Some, Gen.Int[0, 100_000])
            .Sample(
                (owed, planned, down, excluded, unknown, expected) =>
                {
                    var figures = MonthFigures.Of(
                        Spans.Of(owed),
                        Spans.Of(planned),
                        Spans.Of(down),
                        Spans.Of(excluded),
                        Spans.Of(unknown)
                    );
                    Against(
                        figures,
                        Length,
                        1,
                        expected,
                        [.. new[] { owed, planned, down, excluded, unknown }.Select(x => Naive.Marks(x, Length))]
                    );
                },
                iter: Campaign.Cases
            );

    /// <summary>Real months with their clock changes, whole seconds: windows overlap their borders and each other.</summary>
    [Fact]
    public void Real_months_second_by_second()
    {
        var months = Gen.Select(Gen.Int[0, 4].Select(i => Zones[i]), Gen.Int[2010, 2030], Gen.Int[2, 12]);
        var spans = Gen.Select(Gen.Int[-90_000, 2_800_000], Gen.Int[0, 400_000]).List[0, 5];
        Gen.Select(months, spans, spans, spans, spans)
            .Sample(
                (at, planned, down, excluded, unknown) =>
                {
                    var spec = Spec(at.Item1);
                    var month = MonthOfAvailability.Of(spec, new(at.Item2, at.Item3));
                    var zone = DateTimeZoneProviders.Tzdb[at.Item1];
                    // The walk knows a month by the wall clock alone.
                    var seconds = (int)(month.Length / 1000);
                    foreach (var second in new[] { 0, seconds - 1 })
                        In(zone, month.From + (second * 1000L)).ShouldBe((at.Item2, at.Item3));
                    foreach (var second in new[] { -1, seconds })
                        In(zone, month.From + (second * 1000L)).ShouldNotBe((at.Item2, at.Item3));
                    Span[] Of(List<(int, int)> list) =>
                        [
                            .. list.Select(x => new Span(
                                month.From + (x.Item1 * 1000L),
                                month.From + ((x.Item1 + x.Item2) * 1000L)
                            )),
                        ];
                    var sets = new[] { planned, down, excluded, unknown }.Select(x => Of(x)).ToArray();
                    var figures = MonthFigures.Of(
                        Spans.Of([month]),
                        Spans.Of(sets[0]),
                        Spans.Of(sets[1]),
                        Spans.Of(sets[2]),
                        Spans.Of(sets[3])
                    );
                    Against(
                        figures,
                        seconds,
                        1000,
                        99_500,
                        [Enumerable.Repeat(true, seconds).ToArray(), .. sets.Select(x => Walk(x, seconds, month.From))]
                    );
                },
                iter: Campaign.Of(60)
            );
    }

    [Fact]
    public void The_budget_of_thirty_days_is_216_minutes()
    {
        var june = MonthOfAvailability.Of(Spec("Etc/GMT"), new(2026, 6));
        var (whole, none) = (Spans.Of([june]), Spans.None);
        MonthFigures.Of(whole, none, none, none, none).Budget(99_500).ShouldBe(216 * 60_000);
        var spent = Spans.Of([new(june.From, june.From + (216 * 60_000))]);
        var met = MonthFigures.Of(whole, none, spent, none, none);
        (met.Against(99_500), met.Upper).ShouldBe((MonthVerdict.Met, 99_500));
        // A millisecond more is missed, and shown cut off: never as what was expected.
        var over = MonthFigures.Of(whole, none, spent.And(Spans.Of([new(june.To - 1, june.To)])), none, none);
        (over.Against(99_500), over.Upper).ShouldBe((MonthVerdict.Missed, 99_499));
        var gap = MonthFigures.Of(whole, none, spent, none, Spans.Of([new(june.To - 1, june.To)]));
        gap.Against(99_500).ShouldBe(MonthVerdict.NotProven);
        MonthFigures.Of(whole, whole, spent, none, none).Against(99_500).ShouldBe(MonthVerdict.NotProven);
    }

    [Fact]
    public void The_hour_that_a_clock_change_takes_or_gives_is_the_months()
    {
        MonthOfAvailability.Of(Spec("Europe/London"), new(2026, 3)).Length.ShouldBe(((31 * 24) - 1) * 3_600_000L);
        MonthOfAvailability.Of(Spec("Europe/London"), new(2026, 10)).Length.ShouldBe(((31 * 24) + 1) * 3_600_000L);
        MonthOfAvailability.Of(Spec("Etc/GMT"), new(2026, 10)).Length.ShouldBe(31 * 24 * 3_600_000L);
        MonthOfAvailability.At(Spec("Europe/London"), Instant.FromUtc(2026, 6, 30, 23, 30)).ShouldBe(new(2026, 7));
    }

    private static void Against(MonthFigures figures, int length, int unit, long expected, bool[][] marks)
    {
        var (m, e, d, x, u) = (marks[0], marks[1], marks[2], marks[3], marks[4]);
        long Of(Func<int, bool> where) => Naive.Count(length, where) * unit;
        figures.Month.ShouldBe(Of(t => m[t]));
        figures.Planned.ShouldBe(Of(t => m[t] && e[t]));
        figures.Excluded.ShouldBe(Of(t => m[t] && !e[t] && d[t] && x[t]));
        figures.Down.ShouldBe(Of(t => m[t] && !e[t] && d[t] && !x[t]));
        figures.Unknown.ShouldBe(Of(t => m[t] && !e[t] && !d[t] && u[t]));
        var owed = Of(t => m[t] && !e[t]);
        var (best, worst) = (owed - figures.Down, owed - figures.Down - figures.Unknown);
        var share = expected / 100_000m;
        figures
            .Against(expected)
            .ShouldBe(
                owed == 0 ? MonthVerdict.NotProven
                : worst >= share * owed ? MonthVerdict.Met
                : best < share * owed ? MonthVerdict.Missed
                : MonthVerdict.NotProven
            );
        figures.Upper.ShouldBe(owed == 0 ? null : (long)Math.Floor((decimal)best * 100_000 / owed));
        figures.Lower.ShouldBe(owed == 0 ? null : (long)Math.Floor((decimal)worst * 100_000 / owed));
        figures.Coverage.ShouldBe(
            owed == 0 ? null : (long)Math.Floor((decimal)(owed - figures.Unknown) * 100_000 / owed)
        );
    }

    /// <summary>One mark a second, each span laid on by itself.</summary>
    private static bool[] Walk(Span[] spans, int seconds, long from)
    {
        var marks = new bool[seconds];
        foreach (var span in spans)
            for (var t = Math.Max(span.From, from); t < span.To && (t - from) / 1000 < seconds; t += 1000)
                marks[(t - from) / 1000] = true;
        return marks;
    }

    private static bool InOrder(Spans set) =>
        set.Items.All(x => x.Length > 0) && set.Items.Zip(set.Items.Skip(1)).All(x => x.First.To < x.Second.From);

    private static (int, int) In(DateTimeZone zone, long at) =>
        Instant.FromUnixTimeMilliseconds(at).InZone(zone).Date is var day ? (day.Year, day.Month) : default;

    private static AvailabilitySpec Spec(string zone) =>
        new()
        {
            Clause = "1",
            Promise = Promise.Expectation,
            Hours = "always",
            Percent = 99.5m,
            Per = Core.Policy.Period.Month,
            Zone = zone,
        };
}
