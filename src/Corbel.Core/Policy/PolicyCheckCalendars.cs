using NodaTime;

namespace Corbel.Core.Policy;

public static partial class PolicyCheck
{
    private static IEnumerable<PolicyError> Calendar(
        CalendarSpec calendar,
        IReadOnlyDictionary<string, HolidayList> lists
    )
    {
        var path = $"calendars.{calendar.Id}";
        foreach (var zone in calendar.Zone.Zones)
        {
            foreach (var error in Zone($"{path}.zone", zone))
            {
                yield return error;
            }
        }
        foreach (var error in calendar.OtherZones.SelectMany((z, i) => Zone($"{path}.other-zones[{i}]", z)))
        {
            yield return error;
        }
        if (calendar.Week.ByDay().IsEmpty)
        {
            yield return new($"{path}.week", "the calendar never opens: name at least one opening");
        }
        foreach (var error in Week(calendar.Week, $"{path}.week"))
        {
            yield return error;
        }
        foreach (var error in Holidays(calendar.Holidays, $"{path}.holidays", lists))
        {
            yield return error;
        }
    }

    private static IEnumerable<PolicyError> Zone(string path, string zone)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            var near = NearMiss.Of(zone, DateTimeZoneProviders.Tzdb.Ids);
            yield return new(path, "there is no such time zone in the IANA database", zone, near is null ? [] : [near]);
        }
    }

    private static IEnumerable<PolicyError> Week(WeekSpec week, string path)
    {
        if (!week.EveryDay.IsEmpty && !week.Weekdays.IsEmpty)
        {
            yield return new($"{path}.weekdays", "every-day already names the hours of these days");
        }
        (string Key, bool Named, bool Weekday)[] days =
        [
            ("mon", !week.Mon.IsEmpty, true),
            ("tue", !week.Tue.IsEmpty, true),
            ("wed", !week.Wed.IsEmpty, true),
            ("thu", !week.Thu.IsEmpty, true),
            ("fri", !week.Fri.IsEmpty, true),
            ("sat", !week.Sat.IsEmpty, false),
            ("sun", !week.Sun.IsEmpty, false),
        ];
        foreach (
            var day in days.Where(d => d.Named && (!week.EveryDay.IsEmpty || (d.Weekday && !week.Weekdays.IsEmpty)))
        )
        {
            var by = week.EveryDay.IsEmpty ? "weekdays" : "every-day";
            yield return new($"{path}.{day.Key}", $"{by} already names the hours of this day");
        }
    }

    private static IEnumerable<PolicyError> Holidays(
        HolidaysSpec? holidays,
        string path,
        IReadOnlyDictionary<string, HolidayList> lists
    )
    {
        if (holidays is null)
        {
            yield break;
        }
        if (!lists.TryGetValue(holidays.List, out var list))
        {
            yield return Unknown(
                $"{path}.list",
                "list of holidays",
                holidays.List,
                lists.Keys.Order(StringComparer.Ordinal)
            );
            yield break;
        }
        if (holidays.Divisions.IsEmpty)
        {
            yield return new($"{path}.divisions", "name at least one division", null, [.. list.Divisions.Keys]);
        }
        for (var i = 0; i < holidays.Divisions.Length; i++)
        {
            if (!list.Divisions.ContainsKey(holidays.Divisions[i]))
            {
                yield return Unknown($"{path}.divisions[{i}]", "division", holidays.Divisions[i], list.Divisions.Keys);
            }
        }
    }
}
