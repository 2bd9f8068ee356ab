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

    // Local dates whose openings can reach into the range: a day for the offset, one for an opening overnight.
    private const int Margin = 2;

    public static OpeningList Compile(WorkHours hours)
    {
        var origin = WorkCalendar.Earliest.ToUnixTimeSeconds();
        var end = WorkCalendar.Latest.ToUnixTimeSeconds() - origin;
        var margin = Duration.FromDays(Margin + 2);
        var clock = new WallClock(
            hours.Zone,
            new Interval(WorkCalendar.Earliest.Minus(margin), WorkCalendar.Latest.Plus(margin))
        );
        var firstDay = (int)(origin / Day) - Margin;
        var closed = ClosedDays(hours.Holidays, firstDay, firstDay + (int)(end / Day) + 2 * Margin);
        var week = WeekFromMonday(hours.Week);
        var openings = new OpeningList((closed.Length / 7 + 1) * week.Sum(day => day.Length));

        for (var i = 0; i < closed.Length - 1; i++)
        {
            var midnight = (long)(firstDay + i) * Day;
            // 1970-01-01 was a Thursday: the fourth day of a week that starts on Monday.
            foreach (var opening in week[(firstDay + i + 3) % 7])
            {
                // A holiday cuts at midnight and nowhere else: a cut that is not needed would be a boundary
                // that a clock change could move.
                var opens = closed[i] ? Day : opening.Open;
                var closes = opening.Close <= opening.Open ? Day + opening.Close : opening.Close;
                closes = closed[i + 1] && closes > Day ? Day : closes;
                if (opens >= closes)
                {
                    continue;
                }

                var from = clock.InstantOf(midnight + opens) - origin;
                var to = clock.InstantOf(midnight + closes) - origin;
                if (from < to && to > 0 && from < end)
                {
                    openings.Add((uint)Math.Max(from, 0), (uint)Math.Min(to, end));
                }
            }
        }

        return openings;
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

    private static Opening[][] WeekFromMonday(ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>> week) =>
        [
            .. Enumerable
                .Range((int)IsoDayOfWeek.Monday, 7)
                .Select(day =>
                    week.GetValueOrDefault((IsoDayOfWeek)day) is { IsDefault: false } openings ? openings.ToArray() : []
                ),
        ];
}
