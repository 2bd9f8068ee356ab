using Corbel.Core.Time;
using NodaTime;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>Overnight openings, 24:00, whole days, and what a holiday takes out. 2026-06-01 is a Monday.</summary>
public sealed class NightsAndHolidays
{
    [Theory]
    [InlineData("22:00-06:00", "2026-06-01T22:00:00Z", "2026-06-02T06:00:00Z")]
    [InlineData("22:00-22:00", "2026-06-01T22:00:00Z", "2026-06-02T22:00:00Z")] // close at open: once round the clock
    [InlineData("22:00-00:00", "2026-06-01T22:00:00Z", "2026-06-02T00:00:00Z")]
    [InlineData("22:00-24:00", "2026-06-01T22:00:00Z", "2026-06-02T00:00:00Z")]
    [InlineData("00:00-24:00", "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")]
    [InlineData("00:00-00:00", "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")]
    [InlineData("22:00-21:59:59", "2026-06-01T22:00:00Z", "2026-06-02T21:59:59Z")]
    [InlineData("22:00-22:00:01", "2026-06-01T22:00:00Z", "2026-06-01T22:00:01Z")]
    public void An_opening_ends(string opening, string open, string close) =>
        WorkCalendar
            .Compile(In("Etc/GMT", [IsoDayOfWeek.Monday], opening))
            .OpeningAtOrAfter(At("2026-05-31T12:00:00Z"))
            .ShouldBe((At(open), At(close)));

    [Theory]
    [InlineData("22:00-06:00", "2026-06-02T00:00:00Z", "2026-06-02T22:00:00Z")] // the night before keeps its evening
    [InlineData("22:00-24:00", "2026-06-02T00:00:00Z", "2026-06-03T22:00:00Z", "2026-06-03")]
    [InlineData("00:00-24:00", "2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z", "2026-06-02")]
    public void A_holiday_closes_its_date(string opening, string closed, string before, string? holiday = null)
    {
        holiday ??= "2026-06-02";
        var calendar = WorkCalendar.Compile(In("Etc/GMT", EveryDay, [holiday], DueAtClosing.ClosingInstant, opening));
        var midnight = At(holiday + "T00:00:00Z");

        calendar.Between(midnight, midnight.Plus(Duration.FromDays(1))).ShouldBe(0);
        calendar.IsOpen(midnight).ShouldBeFalse();
        calendar.IsOpen(midnight.Minus(Duration.Epsilon)).ShouldBeTrue();
        calendar.IsOpen(At(closed)).ShouldBeFalse();
        calendar.OpeningAtOrAfter(midnight).Open.ShouldBeGreaterThanOrEqualTo(At(before));
    }

    [Fact]
    public void Of_a_holidays_night_the_part_after_midnight_stays_open()
    {
        // The holiday closes Tuesday 2 June: from Monday's midnight, and Tuesday's own evening. Wednesday is no holiday.
        var calendar = WorkCalendar.Compile(
            In("Etc/GMT", EveryDay, ["2026-06-02"], DueAtClosing.ClosingInstant, "22:00-06:00")
        );

        calendar
            .OpeningAtOrAfter(At("2026-06-01T22:00:00Z"))
            .ShouldBe((At("2026-06-01T22:00:00Z"), At("2026-06-02T00:00:00Z")));
        calendar
            .OpeningAtOrAfter(At("2026-06-02T00:00:00Z"))
            .ShouldBe((At("2026-06-03T00:00:00Z"), At("2026-06-03T06:00:00Z")));
        calendar.Add(At("2026-06-01T22:00:00Z"), 7_201).ShouldBe(At("2026-06-03T00:00:01Z"));
    }

    [Fact]
    public void Two_holidays_in_a_row_close_the_night_between()
    {
        var calendar = WorkCalendar.Compile(
            In("Etc/GMT", EveryDay, ["2026-06-02", "2026-06-03"], DueAtClosing.ClosingInstant, "22:00-06:00")
        );

        calendar.Between(At("2026-06-02T00:00:00Z"), At("2026-06-04T00:00:00Z")).ShouldBe(0);
        calendar.OpeningAtOrAfter(At("2026-06-02T00:00:00Z")).Open.ShouldBe(At("2026-06-04T00:00:00Z"));
    }

    [Fact]
    public void A_holiday_is_a_date_of_the_zone()
    {
        var calendar = WorkCalendar.Compile(
            In("America/New_York", EveryDay, ["2026-06-02"], DueAtClosing.ClosingInstant, "00:00-24:00")
        );

        calendar.OpeningAtOrAfter(At("2026-06-02T12:00:00Z")).Open.ShouldBe(At("2026-06-03T00:00:00-04:00"));
        calendar.IsOpen(At("2026-06-01T23:59:59-04:00")).ShouldBeTrue();
        calendar.IsOpen(At("2026-06-02T00:00:00-04:00")).ShouldBeFalse();
    }

    [Fact]
    public void A_day_and_the_night_before_merge()
    {
        var hours = In("Etc/GMT", Weekdays, [], DueAtClosing.NextOpening, "18:00-09:00", "09:00-18:00");
        var calendar = WorkCalendar.Compile(hours);

        calendar
            .OpeningAtOrAfter(At("2026-06-03T12:00:00Z"))
            .ShouldBe((At("2026-06-01T09:00:00Z"), At("2026-06-06T09:00:00Z")));
        calendar.Add(At("2026-06-01T09:00:00Z"), 9 * 3_600).ShouldBe(At("2026-06-01T18:00:00Z"));
    }

    [Fact]
    public void A_long_night_takes_in_the_openings_of_the_next_day()
    {
        var week = In("Etc/GMT", [IsoDayOfWeek.Monday], "10:00-09:00")
            .Week.SetItem(
                IsoDayOfWeek.Tuesday,
                [Opening("01:00-02:00"), Opening("08:00-10:00"), Opening("11:00-12:00")]
            );
        var calendar = WorkCalendar.Compile(Office() with { Week = week });

        calendar
            .OpeningAtOrAfter(At("2026-06-01T00:00:00Z"))
            .ShouldBe((At("2026-06-01T10:00:00Z"), At("2026-06-02T10:00:00Z")));
        calendar.OpeningAtOrAfter(At("2026-06-02T10:00:00Z")).Open.ShouldBe(At("2026-06-02T11:00:00Z"));
    }
}
