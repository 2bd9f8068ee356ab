using System.Collections.Immutable;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>The hours of a calendar in words.</summary>
public static class CalendarWords
{
    /// <summary>The week and the zone: Mon to Fri 09:00–18:00 GMT.</summary>
    public static string Hours(CalendarSpec calendar, Language language) =>
        IsAlwaysOpen(calendar)
            ? (
                language == Language.Nl
                    ? "dag en nacht, alle dagen van het jaar"
                    : "day and night, every day of the year"
            )
            : $"{Week(calendar.Week, language)} {Zones(calendar, language)}";

    /// <summary>Whether it never closes.</summary>
    public static bool IsAlwaysOpen(CalendarSpec calendar)
    {
        var week = calendar.Week.ByDay();
        return calendar is { Holidays: null, Closed.IsEmpty: true }
            && week.Count == 7
            && week.Values.All(d => d.Any(o => o is { Open: 0, Close: OneDay } || (o.Open == 0 && o.Close == 0)));
    }

    /// <summary>The zone, or the two of which the earlier due time binds.</summary>
    public static string Zones(CalendarSpec calendar, Language language) =>
        AmountWords.List([.. calendar.Zone.Zones.Select(DateWords.Zone)], language, "or", "of");

    private const int OneDay = 86_400;

    /// <summary>Days with equal hours stand together: Mon to Thu 09:00–18:00, Fri 09:00–17:00.</summary>
    private static string Week(WeekSpec week, Language language)
    {
        var byDay = week.ByDay();
        var groups = new List<(int First, int Last, string Hours)>();
        for (var day = 1; day <= 7; day++)
        {
            if (!byDay.TryGetValue((IsoDayOfWeek)day, out var openings))
            {
                continue;
            }
            var hours = AmountWords.List([.. openings.OrderBy(o => o.Open).Select(Opening)], language);
            if (groups is [.., var last] && last.Last == day - 1 && last.Hours == hours)
            {
                groups[^1] = last with { Last = day };
            }
            else
            {
                groups.Add((day, day, hours));
            }
        }
        return string.Join(", ", groups.Select(g => $"{Days(g.First, g.Last, language)} {g.Hours}"));
    }

    private static string Opening(Opening opening) =>
        $"{OpeningText.Clock(opening.Open)}–{OpeningText.Clock(opening.Close)}";

    private static string Days(int first, int last, Language language)
    {
        var (from, to) = (DateWords.Day((IsoDayOfWeek)first, language), DateWords.Day((IsoDayOfWeek)last, language));
        return (last - first) switch
        {
            0 => from,
            1 => language == Language.Nl ? $"{from} en {to}" : $"{from} and {to}",
            _ => language == Language.Nl ? $"{from} t/m {to}" : $"{from} to {to}",
        };
    }
}
