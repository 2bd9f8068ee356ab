using System.Collections.Immutable;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Tests.Time;

/// <summary>Whole open days, by hand: September 2026 begins on a Tuesday; clocks go back in London on 25 October.</summary>
public sealed class OpenDaysTests
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    /// <summary>Monday to Friday 09:00 to 12:00 and 13:00 to 18:00.</summary>
    private static WorkHours Office(params LocalDate[] holidays) =>
        Of(
            London,
            holidays,
            [
                .. Enumerable.Range(1, 5).Select(x => ((IsoDayOfWeek)x, 9, 12)),
                .. Enumerable.Range(1, 5).Select(x => ((IsoDayOfWeek)x, 13, 18)),
            ]
        );

    private static WorkHours Of(
        DateTimeZone zone,
        LocalDate[] holidays,
        params (IsoDayOfWeek Day, int From, int To)[] openings
    ) =>
        new(
            zone,
            openings
                .GroupBy(x => x.Day)
                .ToImmutableDictionary(
                    x => x.Key,
                    x => x.Select(o => new Opening(o.From * 3600, o.To * 3600)).ToImmutableArray()
                ),
            [.. holidays]
        );

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    [Theory]
    [InlineData("2026-09-03T08:30:00Z", 1, "2026-09-04T17:00:00Z")] // Thursday: Friday's close.
    [InlineData("2026-09-03T23:30:00Z", 1, "2026-09-07T17:00:00Z")] // Friday already, by British Summer Time.
    [InlineData("2026-09-04T08:30:00Z", 1, "2026-09-07T17:00:00Z")] // Friday: the weekend is no open day.
    [InlineData("2026-09-05T08:30:00Z", 2, "2026-09-08T17:00:00Z")] // Saturday: Monday is the first.
    [InlineData("2026-10-23T08:30:00Z", 1, "2026-10-26T18:00:00Z")] // Clocks went back meanwhile.
    public void So_many_open_days_later_at_the_last_closing(string from, int days, string closes) =>
        OpenDays.ClosingAfter(Office(), At(from), days).ShouldBe(At(closes));

    [Fact]
    public void A_holiday_is_no_open_day()
    {
        var hours = Office(new LocalDate(2026, 9, 4));
        OpenDays.Opens(hours, new LocalDate(2026, 9, 4)).ShouldBeFalse();
        OpenDays.After(hours, At("2026-09-03T08:30:00Z"), 1).ShouldBe(new LocalDate(2026, 9, 7));
    }

    [Fact]
    public void A_weekday_without_an_opening_is_no_open_day()
    {
        var hours = Office() with { Week = Office().Week.SetItem(IsoDayOfWeek.Friday, []) };
        OpenDays.Opens(hours, new LocalDate(2026, 9, 4)).ShouldBeFalse();
        OpenDays.Opens(hours, new LocalDate(2026, 9, 5)).ShouldBeFalse();
        OpenDays.Opens(hours, new LocalDate(2026, 9, 7)).ShouldBeTrue();
    }

    [Fact]
    public void A_night_closes_on_the_next_date_or_at_midnight_before_a_holiday()
    {
        (IsoDayOfWeek, int, int)[] nights = [(IsoDayOfWeek.Tuesday, 20, 4)];
        OpenDays
            .ClosingAfter(Of(DateTimeZone.Utc, [], nights), At("2026-09-07T08:00:00Z"), 1)
            .ShouldBe(At("2026-09-09T04:00:00Z"));
        OpenDays
            .ClosingAfter(Of(DateTimeZone.Utc, [new LocalDate(2026, 9, 9)], nights), At("2026-09-07T08:00:00Z"), 1)
            .ShouldBe(At("2026-09-09T00:00:00Z"));
    }

    [Fact]
    public void A_day_that_the_night_before_outlasts_closes_with_that_night()
    {
        var hours = Of(DateTimeZone.Utc, [], (IsoDayOfWeek.Tuesday, 20, 19), (IsoDayOfWeek.Wednesday, 9, 18));
        OpenDays.ClosingAfter(hours, At("2026-09-07T08:00:00Z"), 1).ShouldBe(At("2026-09-09T19:00:00Z"));
        OpenDays.ClosingAfter(hours, At("2026-09-07T08:00:00Z"), 2).ShouldBe(At("2026-09-09T19:00:00Z"));
        // On a holiday nobody stays for the night.
        var without = hours with
        {
            Holidays = [new LocalDate(2026, 9, 8)],
        };
        OpenDays.ClosingAfter(without, At("2026-09-07T08:00:00Z"), 1).ShouldBe(At("2026-09-09T18:00:00Z"));
    }

    [Fact]
    public void Days_are_positive_and_the_last_year_is_2100()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => OpenDays.After(Office(), At("2026-09-03T08:30:00Z"), 0));
        OpenDays.After(Office(), At("2100-12-30T08:30:00Z"), 1).ShouldBe(new LocalDate(2100, 12, 31));
        Should.Throw<ArgumentOutOfRangeException>(() => OpenDays.After(Office(), At("2100-12-31T08:30:00Z"), 1));
    }
}
