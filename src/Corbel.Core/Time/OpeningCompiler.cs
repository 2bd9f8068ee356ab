using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Time;

/// <summary>
/// Turns a week, its holidays and its zone into openings: merged, sorted, never empty, each [Open, Close) in seconds
/// since <see cref="WorkCalendar.Earliest"/>, cut at both ends of the range.
/// </summary>
internal static class OpeningCompiler
{
    private const int Day = 86_400;

    // Local dates whose openings can reach into the range: offsets go up to 18 hours, an overnight opening to two days.
    private const int Margin = 3;

    public static List<(uint Open, uint Close)> Compile(WorkHours hours)
    {
        var origin = WorkCalendar.Earliest.ToUnixTimeSeconds();
        var end = WorkCalendar.Latest.ToUnixTimeSeconds();
        var margin = Duration.FromDays(2 * Margin);
        var clock = new WallClock(
            hours.Zone,
            new Interval(WorkCalendar.Earliest.Minus(margin), WorkCalendar.Latest.Plus(margin))
        );
        var firstDay = (int)(origin / Day) - Margin;
        var closed = ClosedDays(hours.Holidays, firstDay, (int)(end / Day) + Margin);
        var week = WeekFromMonday(hours.Week);
        var openings = new List<(uint Open, uint Close)>(32_768);

        for (var i = 0; i < closed.Length - 1; i++)
        {
            var midnight = (long)(firstDay + i) * Day;
            // 1970-01-01 was a Thursday: the fourth day of a week that starts on Monday.
            foreach (var (open, close) in week[(firstDay + i + 3) % 7])
            {
                // A holiday cuts at midnight and nowhere else: a cut that is not needed would be a boundary
                // that a clock change could move.
                var opens = closed[i] ? midnight + Day : midnight + open;
                var closes = close <= open ? midnight + Day + close : midnight + close;
                closes = closed[i + 1] ? Math.Min(closes, midnight + Day) : closes;
                if (opens >= closes)
                {
                    continue;
                }

                var from = Math.Max(clock.InstantOf(opens), origin);
                var to = Math.Min(clock.InstantOf(closes), end);
                if (from < to)
                {
                    Insert(openings, (uint)(from - origin), (uint)(to - origin));
                }
            }
        }

        return openings;
    }

    /// <summary>
    /// Adds an opening and merges what it overlaps or touches. Openings come almost in order; only a clock change can
    /// move one before another, so the search for its place starts at the end.
    /// </summary>
    private static void Insert(List<(uint Open, uint Close)> openings, uint open, uint close)
    {
        var first = openings.Count;
        while (first > 0 && openings[first - 1].Close >= open)
        {
            first--;
        }

        var after = first;
        while (after < openings.Count && openings[after].Open <= close)
        {
            open = Math.Min(open, openings[after].Open);
            close = Math.Max(close, openings[after].Close);
            after++;
        }

        openings.RemoveRange(first, after - first);
        openings.Insert(first, (open, close));
    }

    private static bool[] ClosedDays(ImmutableSortedSet<LocalDate> holidays, int firstDay, int lastDay)
    {
        var closed = new bool[lastDay - firstDay + 1];
        foreach (var holiday in holidays)
        {
            // Of the ISO calendar, whatever calendar the date was written in.
            var day = holiday.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds() / Day;
            if (day >= firstDay && day <= lastDay)
            {
                closed[day - firstDay] = true;
            }
        }

        return closed;
    }

    private static ImmutableArray<Opening>[] WeekFromMonday(
        ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>> week
    ) =>
        [
            .. Enumerable
                .Range((int)IsoDayOfWeek.Monday, 7)
                .Select(day =>
                    week.GetValueOrDefault((IsoDayOfWeek)day) is { IsDefault: false } openings ? openings : []
                ),
        ];
}
