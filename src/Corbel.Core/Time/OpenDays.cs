using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;

namespace Corbel.Core.Time;

/// <summary>Whole open days: local dates on which a calendar opens, which are neither holidays nor without an opening.</summary>
public static class OpenDays
{
    private const int Day = 86_400;

    private static readonly ZoneLocalMappingResolver ForwardAndFirst = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnForwardShifted
    );

    /// <summary>Whether the calendar opens on that local date.</summary>
    public static bool Opens(WorkHours hours, LocalDate date) =>
        hours.Week.TryGetValue(date.DayOfWeek, out var openings)
        && !openings.IsDefaultOrEmpty
        && !hours.Holidays.Contains(date);

    /// <summary>
    /// The local date that is so many open days after the one of an instant: 1 is the next open day, whatever the time of
    /// day.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The days are not positive, or the result lies past the year 2100.</exception>
    public static LocalDate After(WorkHours hours, Instant from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var date = from.InZone(hours.Zone).Date;
        for (var left = days; left > 0; left -= Opens(hours, date) ? 1 : 0)
        {
            date = date.PlusDays(1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(date.Year, 2100, nameof(days));
        }
        return date;
    }

    /// <summary>The last closing of the day that is so many open days after that of an instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The days are not positive, or the result lies past the year 2100.</exception>
    public static Instant ClosingAfter(WorkHours hours, Instant from, int days) =>
        Closing(hours, After(hours, from, days));

    /// <summary>
    /// The last closing of a day that opens. An opening overnight closes on the next date, or at midnight where that is a
    /// holiday; where the night before outlasts the day's own openings, the day closes with it, so that a later day never
    /// closes earlier.
    /// </summary>
    private static Instant Closing(WorkHours hours, LocalDate date)
    {
        var last = Last(hours, date);
        last = last > Day && hours.Holidays.Contains(date.PlusDays(1)) ? Day : last;
        var before = date.PlusDays(-1);
        if (Opens(hours, before))
        {
            last = Math.Max(last, Last(hours, before) - Day);
        }
        return hours.Zone.ResolveLocal(date.AtMidnight().PlusSeconds(last), ForwardAndFirst).ToInstant();
    }

    /// <summary>The latest closing of the openings that begin on a date, in seconds of its wall clock.</summary>
    private static int Last(WorkHours hours, LocalDate date)
    {
        var last = 0;
        foreach (var opening in hours.Week[date.DayOfWeek])
        {
            last = Math.Max(last, opening.Close <= opening.Open ? Day + opening.Close : opening.Close);
        }
        return last;
    }
}
