using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Policy;

/// <summary>The small words that every text is made of.</summary>
public sealed class WordsTests
{
    [Fact]
    public void Each_kind_of_target_has_a_name() =>
        Enum.GetValues<TargetKind>()
            .Select(TargetWords.Name)
            .ShouldBe([
                new("first response", "eerste reactie"),
                new("next response", "volgend antwoord"),
                new("status report", "voortgangsbericht"),
                new("resolution", "oplossing"),
            ]);

    [Fact]
    public void Months_and_days_are_short()
    {
        string All(Language language) =>
            string.Join(' ', Enumerable.Range(1, 12).Select(x => DateWords.Month(x, language)));
        All(Language.En).ShouldBe("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
        All(Language.Nl).ShouldBe("jan feb mrt apr mei jun jul aug sep okt nov dec");
        string Week(Language language) =>
            string.Join(' ', Enumerable.Range(1, 7).Select(x => DateWords.Day((IsoDayOfWeek)x, language)));
        Week(Language.En).ShouldBe("Mon Tue Wed Thu Fri Sat Sun");
        Week(Language.Nl).ShouldBe("ma di wo do vr za zo");
    }

    [Fact]
    public void A_clock_time_shows_its_seconds_only_where_it_has_some()
    {
        DateWords.Clock(new LocalTime(9, 5)).ShouldBe("09:05");
        DateWords.Clock(new LocalTime(9, 5, 7)).ShouldBe("09:05:07");
    }

    [Theory]
    [InlineData("2026-08-28 17:30", "Etc/GMT", "Europe/London", "Fri 28 Aug 2026 17:30 GMT (18:30 Europe/London)")]
    [InlineData("2026-01-28 17:30", "Etc/GMT", "Europe/London", "Wed 28 Jan 2026 17:30 GMT")]
    [InlineData(
        "2026-08-28 23:30",
        "UTC",
        "Europe/Amsterdam",
        "Fri 28 Aug 2026 23:30 UTC (Sat 29 Aug 01:30 Europe/Amsterdam)"
    )]
    [InlineData("2026-08-28 17:30", "Europe/Paris", "GMT", "Fri 28 Aug 2026 19:30 Europe/Paris (17:30 GMT)")]
    [InlineData("2026-08-28 17:30", "Europe/Paris", "Etc/UTC", "Fri 28 Aug 2026 19:30 Europe/Paris (17:30 UTC)")]
    public void A_moment_shows_a_second_zone_where_its_clocks_show_something_else(
        string at,
        string zone,
        string reader,
        string text
    ) => DateWords.Moment(At(at), Zone(zone), Zone(reader), Language.En).ShouldBe(text);

    [Theory]
    [InlineData("1 day", "1 business day", "1 werkdag", "1 day", "1 dag")]
    [InlineData("5 days", "5 business days", "5 werkdagen", "5 days", "5 dagen")]
    [InlineData("1 h", "1 business hour", "1 Bedrijfsuur", "1 hour", "1 uur")]
    [InlineData("24 h", "24 business hours", "24 Bedrijfsuren", "24 hours", "24 uur")]
    [InlineData("1 min", "1 minute", "1 minuut", "1 minute", "1 minuut")]
    [InlineData(
        "61 min",
        "1 business hour and 1 minute",
        "1 Bedrijfsuur en 1 minuut",
        "1 hour and 1 minute",
        "1 uur en 1 minuut"
    )]
    [InlineData(
        "4 h 30 min",
        "4 business hours and 30 minutes",
        "4 Bedrijfsuren en 30 minuten",
        "4 hours and 30 minutes",
        "4 uur en 30 minuten"
    )]
    public void A_limit_reads_in_the_hours_of_its_calendar_or_of_any_clock(
        string written,
        string en,
        string nl,
        string plainEn,
        string plainNl
    )
    {
        TimeLimit.TryParse(written, out var limit).ShouldBeTrue();
        AmountWords.Limit(limit, TestPolicy.BusinessHour, Language.En).ShouldBe(en);
        AmountWords.Limit(limit, TestPolicy.BusinessHour, Language.Nl).ShouldBe(nl);
        AmountWords.Plain(limit, Language.En).ShouldBe(plainEn);
        AmountWords.Plain(limit, Language.Nl).ShouldBe(plainNl);
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3600, "1 h")]
    [InlineData(5415, "1 h 30 min 15 s")]
    public void A_short_length_shows_what_it_has(int seconds, string text) =>
        AmountWords.Short(Duration.FromSeconds(seconds), Language.En).ShouldBe(text);

    [Fact]
    public void Holiday_lists_and_divisions_have_names_and_others_go_by_their_own()
    {
        HolidaysSpec Of(params string[] divisions) => new() { List = "uk-bank-holidays", Divisions = [.. divisions] };
        var all = Of("england-and-wales", "scotland", "northern-ireland");
        HolidayWords
            .Of(all, Language.En)
            .ShouldBe("UK bank holidays of England and Wales, Scotland and Northern Ireland");
        HolidayWords
            .Of(all, Language.Nl)
            .ShouldBe("Britse feestdagen (bank holidays) van Engeland en Wales, Schotland en Noord-Ierland");
        HolidayWords.Of(Of("Man"), Language.En).ShouldBe("UK bank holidays of Man");
    }

    [Fact]
    public void Days_with_equal_hours_stand_together()
    {
        var hours = new Opening(9 * 3600, 17 * 3600);
        string Hours(WeekSpec week, Language language) =>
            CalendarWords.Hours(TestPolicy.BusinessHour with { Week = week }, language);
        Hours(new() { Mon = [hours] }, Language.En).ShouldBe("Mon 09:00–17:00 GMT");
        Hours(new() { Mon = [hours], Tue = [hours] }, Language.En).ShouldBe("Mon and Tue 09:00–17:00 GMT");
        Hours(new() { Mon = [hours], Tue = [hours] }, Language.Nl).ShouldBe("ma en di 09:00–17:00 GMT");
        Hours(new() { Weekdays = [hours] }, Language.Nl).ShouldBe("ma t/m vr 09:00–17:00 GMT");
    }

    [Fact]
    public void A_calendar_is_always_open_only_if_it_never_closes()
    {
        var always = TestPolicy.BusinessHour with
        {
            Holidays = null,
            Week = new() { EveryDay = [new(0, 24 * 3600)] },
        };
        CalendarWords.IsAlwaysOpen(always).ShouldBeTrue();
        CalendarWords.IsAlwaysOpen(always with { Week = new() { EveryDay = [new(0, 0)] } }).ShouldBeTrue();
        CalendarWords.IsAlwaysOpen(always with { Holidays = TestPolicy.BusinessHour.Holidays }).ShouldBeFalse();
        CalendarWords.IsAlwaysOpen(always with { Week = new() { Weekdays = [new(0, 24 * 3600)] } }).ShouldBeFalse();
        CalendarWords.IsAlwaysOpen(always with { Week = new() { EveryDay = [new(0, 12 * 3600)] } }).ShouldBeFalse();
        CalendarWords.IsAlwaysOpen(always with { Week = new() { EveryDay = [new(12 * 3600, 0)] } }).ShouldBeFalse();
        var closed = new ClosedDate { Date = new(2027, 1, 1), Name = new("a", "b") };
        CalendarWords.IsAlwaysOpen(always with { Closed = [closed] }).ShouldBeFalse();
    }

    private static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];
}
