using Corbel.Core.Reports;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Core.Tests.Reports;

public sealed class ResponseFiguresTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 7, 15, 9, 0);

    [Fact]
    public void A_clock_without_contact_is_judged_by_the_time()
    {
        var figures = Of(Nine + Minutes(61), Clock("1", 60, null), Clock("1", 90, null));

        figures.ShouldBe(new("1", InTime: 0, Late: 1, Reclassified: 0, Running: 1, Median: null));
        Of(Nine + Minutes(60), Clock("1", 60, null)).Running.ShouldBe(1, "due at this very instant is not late yet");
    }

    [Fact]
    public void A_contact_at_the_due_instant_is_in_time_and_one_later_is_late()
    {
        var figures = Of(Nine + Minutes(500), Clock("2", 60, 60), Clock("2", 60, 61), Clock("2", 60, 10));

        (figures.InTime, figures.Late, figures.Decided).ShouldBe((2, 1, 3));
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
        var all = ResponseFigures.Of(
            [Clock("1", 60, 10), Clock("3", 60, 90), Clock("1", 60, 20)],
            Nine + Minutes(500),
            OpenTime
        );

        all.Select(x => (x.Severity, x.InTime, x.Late)).ShouldBe([("1", 2, 0), ("3", 0, 1)]);
    }

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

    private static ResponseFigures Of(Instant now, params ClockSample[] clocks) =>
        ResponseFigures.Of(clocks, now, OpenTime).Single();

    private static ClockSample Clock(string severity, int due, int? contact) =>
        new(severity, Nine, Nine + Minutes(due), contact is { } c ? Nine + Minutes(c) : null, Verdict.Running);

    private static long OpenTime(string severity, Instant from, Instant to) => (long)(to - from).TotalSeconds;

    private static Duration Minutes(int minutes) => Duration.FromMinutes(minutes);
}
