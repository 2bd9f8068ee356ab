using System.Collections.Immutable;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Tests.Time;

/// <summary>Short ways to write hours and instants in tests.</summary>
internal static class Hours
{
    public static readonly IsoDayOfWeek[] Weekdays =
    [
        IsoDayOfWeek.Monday,
        IsoDayOfWeek.Tuesday,
        IsoDayOfWeek.Wednesday,
        IsoDayOfWeek.Thursday,
        IsoDayOfWeek.Friday,
    ];

    public static readonly IsoDayOfWeek[] EveryDay = [.. Weekdays, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>England and Wales as far as the tests go: summer 2026 to Easter 2027.</summary>
    public static readonly string[] BankHolidays = ["2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01"];

    /// <summary>Clause 6.5: 09:00 to 18:00 on weekdays, bank holidays excepted.</summary>
    public static WorkHours Office(string zone = "Etc/GMT", DueAtClosing dueAtClosing = DueAtClosing.ClosingInstant) =>
        In(zone, Weekdays, BankHolidays, dueAtClosing, "09:00-18:00");

    /// <summary>The same openings, as "HH:mm-HH:mm" or with seconds, on each of the days.</summary>
    public static WorkHours In(string zone, IEnumerable<IsoDayOfWeek> days, params string[] openings) =>
        In(zone, days, [], DueAtClosing.ClosingInstant, openings);

    public static WorkHours In(
        string zone,
        IEnumerable<IsoDayOfWeek> days,
        IEnumerable<string> holidays,
        DueAtClosing dueAtClosing,
        params string[] openings
    ) =>
        new(
            DateTimeZoneProviders.Tzdb[zone],
            days.ToImmutableDictionary(day => day, _ => openings.Select(Opening).ToImmutableArray()),
            [.. holidays.Select(Date)],
            dueAtClosing
        );

    public static Opening Opening(string text) =>
        text.Split('-') is [var open, var close]
            ? new Opening(Second(open), Second(close))
            : throw new FormatException();

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    /// <summary>An instant as "2026-08-28T16:30:00Z" or with an offset or a fraction.</summary>
    public static Instant At(string text) => OffsetDateTimePattern.Rfc3339.Parse(text).GetValueOrThrow().ToInstant();

    private static int Second(string time)
    {
        var parts = time.Split(':').Select(part => int.Parse(part, null)).ToArray();
        return parts[0] * 3_600 + parts[1] * 60 + (parts.Length > 2 ? parts[2] : 0);
    }
}
