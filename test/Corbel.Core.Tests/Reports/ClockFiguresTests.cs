using Corbel.Core.Reports;
using Corbel.Core.Sla;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Reports;

public sealed class ClockFiguresTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 7, 15, 9, 0);

    [Fact]
    public void A_clock_without_contact_is_judged_by_the_time()
    {
        var figures = Of(Nine + Minutes(61), Clock("1", 60, null), Clock("1", 90, null));

        figures.ShouldBe(new("1", Kept: 0, Late: 1, Reclassified: 0, Running: 1, Withdrawn: 0, Done: 0, Median: null));
        Of(Nine + Minutes(60), Clock("1", 60, null)).Running.ShouldBe(1, "due at this very instant is not late yet");
    }

    [Fact]
    public void A_contact_at_the_due_instant_is_in_time_and_one_later_is_late()
    {
        var figures = Of(Nine + Minutes(500), Clock("2", 60, 60), Clock("2", 60, 61), Clock("2", 60, 10));

        (figures.Kept, figures.Late, figures.Decided).ShouldBe((2, 1, 3));
        figures.Median.ShouldBe(Minutes(60));
        Of(Nine, Clock("2", 60, 10), Clock("2", 60, 50)).Median.ShouldBe(Minutes(10), "half of two is one");
    }

    [Fact]
    public void Late_by_reclassification_is_late_and_counted_apart()
    {
        var excused = Clock("1", 60, 90) with { Verdict = Verdict.LateByReclassification };

        var figures = Of(Nine + Minutes(500), excused, Clock("1", 60, 90));

        (figures.Late, figures.Reclassified).ShouldBe((2, 1));
    }

    [Fact]
    public void Each_severity_has_figures_of_its_own()
    {
        var all = ClockFigures.Of(
            [Clock("1", 60, 10), Clock("3", 60, 90), Clock("1", 60, 20)],
            Nine + Minutes(500),
            OpenTime
        );

        all.Select(x => (x.Severity, x.Kept, x.Late)).ShouldBe([("1", 2, 0), ("3", 0, 1)]);
    }

    [Fact]
    public void What_was_withdrawn_is_neither_kept_nor_late_and_what_is_stopped_runs()
    {
        var withdrawn = Clock("1", 60, 10) with { Verdict = Verdict.Withdrawn };
        var stopped = Clock("1", 60, null) with { DueAt = null, Verdict = Verdict.Paused };

        var figures = Of(Nine + Minutes(500), withdrawn, stopped);

        figures.ShouldBe(new("1", Kept: 0, Late: 0, Reclassified: 0, Running: 1, Withdrawn: 1, Done: 0, Median: null));
    }

    [Fact]
    public void Random_clocks_are_counted_as_by_hand() =>
        Gen.Select(
                Gen.Int[1, 3].Select(x => $"{x}"),
                Gen.Int[0, 50],
                Gen.Int[1, 50].Nullable(),
                Gen.Int[0, 120].Nullable(),
                Gen.Int[0, 2]
                    .Select(x => new[] { Verdict.Running, Verdict.Withdrawn, Verdict.LateByReclassification }[x])
            )
            .Array[0, 30]
            .Select(Gen.Int[0, 120])
            .Sample(
                (clocks, now) =>
                {
                    var at = Nine + Minutes(now);
                    var samples = clocks.Select(x => new ClockSample(
                        x.Item1,
                        Nine + Minutes(x.Item2),
                        x.Item3 is { } due ? Nine + Minutes(x.Item2 + due) : null,
                        x.Item4 is { } ended ? Nine + Minutes(x.Item2 + ended) : null,
                        x.Item5
                    ));
                    var figures = ClockFigures.Of(samples, at, OpenTime);

                    foreach (var one in figures)
                    {
                        var (kept, late, running, withdrawn, reclassified) = (0, 0, 0, 0, 0);
                        var took = new List<int>();
                        foreach (var (severity, start, within, ended, verdict) in clocks)
                        {
                            if (severity != one.Severity)
                                continue;
                            if (verdict == Verdict.LateByReclassification)
                                reclassified++;
                            if (verdict == Verdict.Withdrawn)
                            {
                                withdrawn++;
                                continue;
                            }
                            if (ended is { } minutes)
                                took.Add(minutes);
                            if (within is null)
                                running++;
                            else if (ended is { } done)
                                _ = done <= within ? kept++ : late++;
                            else
                                _ = now > start + within ? late++ : running++;
                        }
                        took.Sort();
                        Duration? median = took.Count == 0 ? null : Minutes(took[(took.Count - 1) / 2]);
                        one.ShouldBe(
                            new(one.Severity, kept, late, reclassified, running, withdrawn, took.Count, median)
                        );
                    }
                    figures.Select(x => x.Severity).ShouldBe(clocks.Select(x => x.Item1).Distinct());
                }
            );

    [Theory]
    [InlineData("2026-Q3", 2026, 3)]
    [InlineData("2026-q1", 2026, 1)]
    public void A_quarter_is_read_as_it_is_written(string text, int year, int number)
    {
        Quarter.Parse(text).ShouldBe(new Quarter(year, number));
        new Quarter(year, number).ToString().ShouldBe(text.ToUpperInvariant());
    }

    [Theory]
    [InlineData("2026-Q5")]
    [InlineData("2026-Q0")]
    [InlineData("26-Q1")]
    [InlineData("0000-Q1")]
    [InlineData("2026Q1")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_quarter_is_none(string? text) => Quarter.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 2026, 1)]
    [InlineData("2026-03-31T23:30:00Z", 2026, 1)]
    [InlineData("2026-12-31T23:59:59Z", 2026, 4)]
    public void An_instant_lies_in_its_quarter(string at, int year, int number)
    {
        var instant = NodaTime.Text.InstantPattern.General.Parse(at).Value;

        var quarter = Quarter.Of(instant, DateTimeZone.Utc);

        quarter.ShouldBe(new Quarter(year, number));
        quarter.In(DateTimeZone.Utc).Contains(instant).ShouldBeTrue();
        quarter.Before.In(DateTimeZone.Utc).End.ShouldBe(quarter.In(DateTimeZone.Utc).Start);
    }

    [Fact]
    public void A_quarter_begins_by_the_clocks_of_its_zone()
    {
        var london = DateTimeZoneProviders.Tzdb["Europe/London"];

        new Quarter(2026, 3).In(london).Start.ShouldBe(Instant.FromUtc(2026, 6, 30, 23, 0));
        Quarter.Of(Instant.FromUtc(2026, 6, 30, 23, 0), london).ShouldBe(new Quarter(2026, 3));
        new Quarter(2026, 1).Before.ShouldBe(new Quarter(2025, 4));
    }

    private static ClockFigures Of(Instant now, params ClockSample[] clocks) =>
        ClockFigures.Of(clocks, now, OpenTime).Single();

    private static ClockSample Clock(string severity, int due, int? contact) =>
        new(severity, Nine, Nine + Minutes(due), contact is { } c ? Nine + Minutes(c) : null, Verdict.Running);

    private static long OpenTime(string severity, Instant from, Instant to) => (long)(to - from).TotalSeconds;

    private static Duration Minutes(int minutes) => Duration.FromMinutes(minutes);
}
