using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>
/// Whether a minute is open, asked minute by minute: an opening of a date lasts from one reading of the wall clock to
/// another (forward by the gap, the first of two), and a closed date is closed from midnight to midnight. Minutes are
/// counted from 1970 in UTC.
/// </summary>
internal sealed class NaiveHours(CalendarSpec spec, DateTimeZone zone, IReadOnlySet<LocalDate> closed)
{
    private const int Day = 1440;
    private readonly Dictionary<long, (bool Open, LocalDate Date)[]> _days = [];
    private (long Day, (bool Open, LocalDate Date)[] Minutes) _last = (long.MinValue, []);

    public bool IsOpen(long minute) => At(minute).Open;

    public LocalDate DateAt(long minute) => At(minute).Date;

    /// <summary>Whether the date has an opening of its own.</summary>
    public bool Opens(LocalDate date) => !closed.Contains(date) && OpeningsOf(date.DayOfWeek).Any();

    /// <summary>The minute at which the last opening ends that began on a date, or on the one before where that is later.</summary>
    public long LastClosing(LocalDate date) =>
        Opens(date.PlusDays(-1)) ? Math.Max(Ending(date), Ending(date.PlusDays(-1))) : Ending(date);

    private long Ending(LocalDate date) =>
        OpeningsOf(date.DayOfWeek)
            .Max(o =>
                Overnight(o)
                    ? Minute(date.PlusDays(1), closed.Contains(date.PlusDays(1)) ? 0 : o.Close)
                    : Minute(date, o.Close)
            );

    private (bool Open, LocalDate Date) At(long minute)
    {
        var day = Math.DivRem(minute, Day, out var within);
        if (_last.Day != day)
        {
            if (!_days.TryGetValue(day, out var minutes))
            {
                _days[day] = minutes = LookAt(day * Day);
            }
            _last = (day, minutes);
        }
        return _last.Minutes[within];
    }

    private (bool, LocalDate)[] LookAt(long first)
    {
        var open = new bool[Day];
        var today = LocalDateOf(first);
        for (var date = today.PlusDays(-2); date <= today.PlusDays(2); date = date.PlusDays(1))
        {
            foreach (var opening in OpeningsOf(date.DayOfWeek))
            {
                var (tomorrow, midnight) = (date.PlusDays(1), Minute(date.PlusDays(1), 0));
                var ends = Overnight(opening) ? Minute(tomorrow, opening.Close) : Minute(date, opening.Close);
                var from = closed.Contains(date) ? midnight : Minute(date, opening.Open);
                var to = Overnight(opening) && closed.Contains(tomorrow) ? midnight : ends;
                for (var minute = Math.Max(from, first); minute < Math.Min(to, first + Day); minute++)
                {
                    open[minute - first] = true;
                }
            }
        }
        // The date changes on a quarter of an hour, whatever the zone.
        var dates = Enumerable.Range(0, Day / 15).Select(quarter => LocalDateOf(first + (quarter * 15))).ToArray();
        return [.. open.Select((o, i) => (o, dates[i / 15]))];
    }

    private static bool Overnight(Opening opening) => opening.Close <= opening.Open;

    private LocalDate LocalDateOf(long minute) => Instant.FromUnixTimeSeconds(minute * 60).InZone(zone).Date;

    private long Minute(LocalDate date, int second) =>
        date.AtMidnight().PlusSeconds(second).InZoneLeniently(zone).ToInstant().ToUnixTimeSeconds() / 60;

    private IEnumerable<Opening> OpeningsOf(IsoDayOfWeek day)
    {
        var own = day switch
        {
            IsoDayOfWeek.Monday => spec.Week.Mon,
            IsoDayOfWeek.Tuesday => spec.Week.Tue,
            IsoDayOfWeek.Wednesday => spec.Week.Wed,
            IsoDayOfWeek.Thursday => spec.Week.Thu,
            IsoDayOfWeek.Friday => spec.Week.Fri,
            IsoDayOfWeek.Saturday => spec.Week.Sat,
            _ => spec.Week.Sun,
        };
        var weekdays = day is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? [] : spec.Week.Weekdays;
        return own.Concat(weekdays).Concat(spec.Week.EveryDay);
    }
}
