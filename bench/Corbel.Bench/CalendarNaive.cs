using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Bench;

/// <summary>
/// The usual way, as the baseline: walks from day to day and asks the zone for each boundary. As plain as such code is
/// written, and only as right as the measured hours need: no overnight openings, none that overlap.
/// </summary>
internal static class CalendarNaive
{
    public static Instant Add(WorkHours hours, Instant start, long seconds)
    {
        var left = Duration.FromSeconds(seconds);
        for (var date = start.InZone(hours.Zone).Date; ; date = date.PlusDays(1))
        {
            foreach (var (open, close) in Openings(hours, date))
            {
                var from = Instant.Max(open, start);
                if (from >= close)
                {
                    continue;
                }
                if (from + left <= close)
                {
                    return from + left;
                }
                left -= close - from;
            }
        }
    }

    public static long Between(WorkHours hours, Instant start, Instant end)
    {
        var open = Duration.Zero;
        var last = end.InZone(hours.Zone).Date;
        for (var date = start.InZone(hours.Zone).Date; date <= last; date = date.PlusDays(1))
        {
            foreach (var opening in Openings(hours, date))
            {
                var (from, to) = (Instant.Max(opening.Open, start), Instant.Min(opening.Close, end));
                open += from < to ? to - from : Duration.Zero;
            }
        }
        return (long)open.TotalSeconds;
    }

    private static IEnumerable<(Instant Open, Instant Close)> Openings(WorkHours hours, LocalDate date)
    {
        if (hours.Holidays.Contains(date) || !hours.Week.TryGetValue(date.DayOfWeek, out var openings))
        {
            yield break;
        }
        foreach (var (open, close) in openings)
        {
            yield return (At(open), At(close));
        }

        Instant At(int second) => hours.Zone.AtLeniently(date.AtMidnight().PlusSeconds(second)).ToInstant();
    }
}
