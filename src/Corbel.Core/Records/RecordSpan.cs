using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using NodaTime;
using NodaTime.Text;
using Period = Corbel.Core.Policy.Period;

namespace Corbel.Core.Records;

/// <summary>A month, a quarter or a year of a zone, as a record covers it: 2026-06, 2026-Q2, 2026.</summary>
public static class RecordSpan
{
    private static readonly string[] MonthsEn =
        "January February March April May June July August September October November December".Split(' ');
    private static readonly string[] MonthsNl =
        "januari februari maart april mei juni juli augustus september oktober november december".Split(' ');

    /// <summary>The stretch of time that a text names; null where it names none.</summary>
    public static Interval? Parse(Period period, string? text, DateTimeZone zone) =>
        period switch
        {
            Period.Quarter => Quarter.Parse(text)?.In(zone),
            Period.Year => First($"{text}-01") is { } year ? Stretch(year, year.PlusYears(1), zone) : null,
            _ => First(text) is { } month ? Stretch(month, month.PlusMonths(1), zone) : null,
        };

    /// <summary>The whole period that an instant lies in.</summary>
    public static Interval Around(Period period, Instant instant, DateTimeZone zone)
    {
        var day = instant.InZone(zone).Date;
        return period switch
        {
            Period.Quarter => Quarter.Of(instant, zone).In(zone),
            Period.Year => Stretch(new(day.Year, 1, 1), new(day.Year + 1, 1, 1), zone),
            _ => Stretch(
                new LocalDate(day.Year, day.Month, 1),
                new LocalDate(day.Year, day.Month, 1).PlusMonths(1),
                zone
            ),
        };
    }

    /// <summary>The text that names the period which begins then.</summary>
    public static string Name(Period period, Instant start, DateTimeZone zone)
    {
        var day = start.InZone(zone).Date;
        return period switch
        {
            Period.Quarter => Quarter.Of(start, zone).ToString(),
            Period.Year => Text($"{day.Year:0000}"),
            _ => Text($"{day.Year:0000}-{day.Month:00}"),
        };
    }

    /// <summary>The period in words: June 2026, juni 2026; second quarter of 2026; 2026.</summary>
    public static string Words(Period period, Instant start, DateTimeZone zone, Language language)
    {
        var day = start.InZone(zone).Date;
        var nl = language == Language.Nl;
        return period switch
        {
            Period.Quarter => nl
                ? Text($"kwartaal {Quarter.Of(start, zone).Number} van {day.Year}")
                : Text($"quarter {Quarter.Of(start, zone).Number} of {day.Year}"),
            Period.Year => Text($"{day.Year}"),
            _ => Text($"{(nl ? MonthsNl : MonthsEn)[day.Month - 1]} {day.Year}"),
        };
    }

    /// <summary>The period as briefly as it goes: Jun 2026, jun 2026; Q2 2026; 2026.</summary>
    public static string Short(Period period, Instant start, DateTimeZone zone, Language language)
    {
        var day = start.InZone(zone).Date;
        return period switch
        {
            Period.Month => Text($"{DateWords.Month(day.Month, language)} {day.Year}"),
            Period.Quarter => Text(
                $"{(language == Language.Nl ? "K" : "Q")}{Quarter.Of(start, zone).Number} {day.Year}"
            ),
            _ => Text($"{day.Year}"),
        };
    }

    private static LocalDate? First(string? month) =>
        YearMonthPattern.Iso.Parse(month ?? "") is { Success: true, Value: { Year: > 0 and < 9998 } value }
            ? value.OnDayOfMonth(1)
            : null;

    private static Interval Stretch(LocalDate from, LocalDate to, DateTimeZone zone) =>
        new(zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(to).ToInstant());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
