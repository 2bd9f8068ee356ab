using System.Collections.Immutable;
using Corbel.Core.Time;
using NodaTime;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>The years that calendars know, their ends, and what is refused.</summary>
public sealed class TheRange
{
    // 1 January 2000 was a Saturday, 31 December 2100 will be a Friday.
    private static readonly WorkCalendar Calendar = WorkCalendar.Compile(Office());
    private static readonly WorkCalendar Always = WorkCalendar.Compile(In("Asia/Tokyo", EveryDay, "00:00-24:00"));

    [Fact]
    public void A_result_past_2100_is_refused()
    {
        var start = At("2100-12-31T17:00:00Z");

        Calendar.Add(start, 3_600).ShouldBe(At("2100-12-31T18:00:00Z"));
        Calendar.TryAdd(start, 3_601, out _).ShouldBeFalse();
        Calendar.TryAdd(At("2100-12-31T18:00:00Z"), 0, out _).ShouldBeFalse();
        Calendar.TryAdd(start, long.MaxValue, out _).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.Add(start, 3_601)).ParamName.ShouldBe("seconds");
    }

    [Fact]
    public void By_the_other_convention_so_is_the_last_closing() =>
        WorkCalendar
            .Compile(Office(dueAtClosing: DueAtClosing.NextOpening))
            .TryAdd(At("2100-12-31T17:00:00Z"), 3_600, out _)
            .ShouldBeFalse();

    [Fact]
    public void The_first_instant_of_2101_is_past_2100()
    {
        Always.Add(At("2000-01-01T00:00:00Z"), 3_187_295_999).ShouldBe(At("2100-12-31T23:59:59Z"));
        Always.TryAdd(At("2000-01-01T00:00:00Z"), 3_187_296_000, out _).ShouldBeFalse();
        Always.TryAdd(At("2100-12-31T23:59:59.5Z"), 1, out _).ShouldBeFalse();
        Always.TryAdd(At("2100-12-31T23:59:59.5Z"), 0, out var due).ShouldBeTrue();
        due.ShouldBe(At("2100-12-31T23:59:59.5Z"));
    }

    [Fact]
    public void Every_second_of_the_range_is_measured()
    {
        Always.Between(At("2000-01-01T00:00:00Z"), At("2100-12-31T23:59:59Z")).ShouldBe(3_187_295_999);
        Always.OpeningCount.ShouldBe(1);
        Always.OpeningAtOrAfter(At("2050-01-01T00:00:00Z")).ShouldBe((WorkCalendar.Earliest, WorkCalendar.Latest));
    }

    [Fact]
    public void Openings_that_cross_the_ends_of_the_range_count_inside_it()
    {
        // Friday's evening in New York is already 2000 in UTC; 2100's last evening there is 2101.
        var calendar = WorkCalendar.Compile(In("America/New_York", EveryDay, "18:00-20:00"));

        calendar.IsOpen(At("2000-01-01T00:30:00Z")).ShouldBeTrue();
        calendar.Between(At("2000-01-01T00:00:00Z"), At("2000-01-01T23:00:00Z")).ShouldBe(3_600);
        calendar.OpeningAtOrAfter(At("2100-12-31T23:00:00Z")).Close.ShouldBe(WorkCalendar.Latest);
        calendar.TryAdd(At("2100-12-31T23:00:00Z"), 3_600, out _).ShouldBeFalse();
        calendar.TryAdd(At("2100-12-31T23:00:00Z"), 3_599, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(
        "Pacific/Pago_Pago",
        IsoDayOfWeek.Thursday,
        "23:00-23:00",
        "2000-01-01T00:00:00Z",
        "2000-01-01T10:00:00Z"
    )]
    [InlineData(
        "Pacific/Kiritimati",
        IsoDayOfWeek.Saturday,
        "00:00-01:00",
        "2100-12-31T10:00:00Z",
        "2100-12-31T11:00:00Z"
    )]
    public void Openings_of_dates_outside_reach_into_the_range(
        string zone,
        IsoDayOfWeek day,
        string opening,
        string open,
        string close
    ) => WorkCalendar.Compile(In(zone, [day], opening)).OpeningAtOrAfter(At(open)).ShouldBe((At(open), At(close)));

    [Theory]
    [InlineData("22:00-24:00")] // the last of 1999 ends where the range starts
    [InlineData("00:00-02:00")] // the first of 2101 starts where the range ends
    public void Openings_that_only_touch_the_range_are_not_in_it(string opening) =>
        WorkCalendar.Compile(In("Etc/GMT", EveryDay, opening)).OpeningCount.ShouldBe(36_890);

    [Theory]
    [InlineData("1999-12-31T23:59:59.999999999Z")]
    [InlineData("2101-01-01T00:00:00Z")]
    [InlineData("1850-01-01T00:00:00Z")]
    [InlineData("9999-01-01T00:00:00Z")]
    public void Instants_outside_are_refused(string text)
    {
        var (outside, inside) = (At(text), At("2026-06-01T10:00:00Z"));

        WorkCalendar.Covers(outside).ShouldBeFalse();
        Calendar.TryAdd(outside, 1, out _).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.Add(outside, 1)).ParamName.ShouldBe("start");
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.Between(outside, inside)).ParamName.ShouldBe("start");
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.Between(inside, outside)).ParamName.ShouldBe("end");
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.IsOpen(outside));
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.OpeningAtOrAfter(outside));
    }

    [Fact]
    public void Negative_seconds_are_refused()
    {
        Calendar.TryAdd(At("2026-06-01T10:00:00Z"), -1, out _).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.Add(At("2026-06-01T10:00:00Z"), -1));
    }

    [Fact]
    public void No_opening_follows_the_last() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.OpeningAtOrAfter(At("2100-12-31T18:00:00Z")));

    [Fact]
    public void Before_the_first_opening_nothing_has_passed()
    {
        Calendar.IsOpen(WorkCalendar.Earliest).ShouldBeFalse();
        Calendar.Add(WorkCalendar.Earliest, 0).ShouldBe(At("2000-01-03T09:00:00Z"));
        Calendar.Add(WorkCalendar.Earliest, 1).ShouldBe(At("2000-01-03T09:00:01Z"));
        Calendar.Between(WorkCalendar.Earliest, At("2000-01-03T09:00:01Z")).ShouldBe(1);
        Calendar.OpeningAtOrAfter(WorkCalendar.Earliest).Open.ShouldBe(At("2000-01-03T09:00:00Z"));
    }

    [Theory]
    [InlineData(-1, 100)]
    [InlineData(86_400, 100)]
    [InlineData(0, -1)]
    [InlineData(0, 86_401)]
    public void An_opening_outside_its_day_is_refused(int open, int close)
    {
        var week = Office().Week.SetItem(IsoDayOfWeek.Tuesday, [new Opening(open, close)]);

        WorkCalendar.TryCompile(Office() with { Week = week }, out var calendar, out var refusal).ShouldBeFalse();
        calendar.ShouldBeNull();
        refusal.ShouldBe($"The opening {open}..{close} of Tuesday does not lie in the 86,400 seconds of a day.");
        Should.Throw<ArgumentException>(() => WorkCalendar.Compile(Office() with { Week = week }));
    }

    [Fact]
    public void A_day_that_is_none_is_refused()
    {
        foreach (var day in new[] { IsoDayOfWeek.None, (IsoDayOfWeek)8 })
        {
            var hours = Office() with { Week = Office().Week.SetItem(day, [Opening("09:00-18:00")]) };
            WorkCalendar.TryCompile(hours, out _, out var refusal).ShouldBeFalse();
            refusal.ShouldBe($"{(int)day} is no day of the week.");
        }
    }

    [Fact]
    public void Hours_that_never_open_are_refused()
    {
        WorkCalendar.TryCompile(In("Etc/GMT", []), out _, out var refusal).ShouldBeFalse();
        refusal.ShouldBe("The calendar never opens between 2000 and 2100.");

        WorkCalendar.TryCompile(In("Etc/GMT", EveryDay), out _, out _).ShouldBeFalse();
        var noArray = Office() with { Week = Office().Week.Clear().SetItem(IsoDayOfWeek.Monday, default) };
        WorkCalendar.TryCompile(noArray, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Hours_whose_every_date_is_a_holiday_never_open()
    {
        var first = new LocalDate(1999, 12, 20);
        var hours = In("Etc/GMT", [IsoDayOfWeek.Monday], "09:00-18:00");
        ImmutableSortedSet<LocalDate> mondays = [.. Enumerable.Range(0, 5_300).Select(week => first.PlusWeeks(week))];

        WorkCalendar.TryCompile(hours with { Holidays = mondays }, out _, out _).ShouldBeFalse();
        WorkCalendar
            .TryCompile(hours with { Holidays = mondays.Remove(Date("2026-06-01")) }, out var calendar, out _)
            .ShouldBeTrue();
        calendar!.OpeningCount.ShouldBe(1);
    }
}
