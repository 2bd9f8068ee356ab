using Corbel.Desk.Holidays;
using NodaTime;

namespace Corbel.Desk.Tests.Holidays;

public sealed class ICalendarTests
{
    private static readonly LocalDate Today = new(2026, 7, 15);

    /// <summary>A file of all-day events: date, summary, and more lines.</summary>
    public static string File(params (string Date, string Summary, string More)[] events) =>
        string.Join(
            "\r\n",
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//test//EN",
                .. events.SelectMany(x =>
                    (string[])
                        [
                            "BEGIN:VEVENT",
                            $"UID:{x.Date}-{x.Summary.GetHashCode(StringComparison.Ordinal)}@test",
                            "DTSTAMP:20260101T000000Z",
                            $"DTSTART;VALUE=DATE:{x.Date}",
                            $"SUMMARY:{x.Summary}",
                            .. x.More.Split('|', StringSplitOptions.RemoveEmptyEntries),
                            "END:VEVENT",
                        ]
                ),
                "END:VCALENDAR",
                "",
            ]
        );

    [Fact]
    public void All_day_events_close_their_days_under_their_summary()
    {
        var list = HolidayLists
            .Read(
                "nl",
                "icalendar",
                "netherlands",
                File(
                    ("20270427", "Koningsdag", ""),
                    ("20271225", "Kerst", "DTEND;VALUE=DATE:20271227"),
                    ("20270505", "Bevrijdingsdag", "STATUS:CANCELLED")
                ),
                Today
            )
            .Value!;
        list.Divisions["netherlands"]
            .ShouldBe([
                new(new LocalDate(2027, 4, 27), "Koningsdag"),
                new(new LocalDate(2027, 12, 25), "Kerst"),
                new(new LocalDate(2027, 12, 26), "Kerst"),
            ]);
    }

    [Fact]
    public void What_comes_round_is_written_out_from_2000_to_ten_years_ahead_without_its_exceptions()
    {
        var days = HolidayLists
            .Read(
                "nl",
                "icalendar",
                "netherlands",
                File(("19500101", "Nieuwjaar", "RRULE:FREQ=YEARLY|EXDATE;VALUE=DATE:20300101")),
                Today
            )
            .Value!.Divisions["netherlands"];
        days.Keys.ShouldBe(Enumerable.Range(2000, 37).Where(x => x != 2030).Select(x => new LocalDate(x, 1, 1)));
    }

    [Theory]
    [InlineData("nonsense", "is not an iCalendar file of holidays")]
    [InlineData("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "it has no events")]
    [InlineData("", "is not an iCalendar file of holidays")]
    public void What_is_no_calendar_of_holidays_is_refused_with_its_reason(string text, string reason)
    {
        var read = HolidayLists.Read("nl", "icalendar", "netherlands", text, Today);
        read.Refused!.Why.En.ShouldContain(reason);
        read.Refused.Why.Nl.ShouldStartWith("nl is geen iCalendar-bestand met feestdagen");
    }

    [Theory]
    [InlineData("DTEND;VALUE=DATE:20270427", "does not last from 1 to 60 days")]
    [InlineData("DTEND;VALUE=DATE:20290427", "does not last from 1 to 60 days")]
    [InlineData("RRULE:FREQ=NEVERLY", "is not an iCalendar file of holidays")]
    [InlineData("RRULE:FREQ=DAILY", "more than 5000 days")]
    public void An_event_that_is_no_holiday_is_named(string more, string reason) =>
        HolidayLists
            .Read("nl", "icalendar", "nl", File(("20000101", "Odd", more)), Today)
            .Refused!.Why.En.ShouldContain(reason);

    [Fact]
    public void An_event_with_a_time_of_day_is_no_holiday() =>
        HolidayLists
            .Read(
                "nl",
                "icalendar",
                "nl",
                File(("20270427", "Fair", ""))
                    .Replace(";VALUE=DATE:20270427", ":20270427T090000Z", StringComparison.Ordinal),
                Today
            )
            .Refused!.Why.En.ShouldContain("“Fair” has a time of day; a holiday is a whole day");
}
