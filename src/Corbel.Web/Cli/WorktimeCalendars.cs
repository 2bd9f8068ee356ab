using System.Collections.Immutable;
using System.Text.Json;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary>
/// The calendars of <c>corbel worktime</c>, each compiled once and found again by its text as written.
/// </summary>
internal sealed class WorktimeCalendars
{
    private const int OpeningsKept = 4_000_000;
    private const int CalendarsKept = 1_000;

    /// <summary>As many as a day of minutes can hold without two that touch; more would only fill the memory.</summary>
    private const int OpeningsOfADay = 720;

    private static readonly ImmutableArray<string> Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly ImmutableHashSet<string> Zones = [.. DateTimeZoneProviders.Tzdb.Ids];

    private readonly Dictionary<string, (WorkCalendar? Calendar, string? Refusal)> _found = [];
    private int _openings;

    /// <summary>The calendar, or null and a sentence that says why there is none.</summary>
    public WorkCalendar? Find(in WorktimeFields fields, out string? refusal)
    {
        // Three JSON values in a row can be read in one way only.
        var key = string.Concat(fields.Zone.GetRawText(), fields.Week.GetRawText(), fields.Holidays.GetRawText());
        if (!_found.TryGetValue(key, out var found))
        {
            found = Compile(fields);
            _openings += found.Calendar?.OpeningCount ?? 0;
            if (_openings > OpeningsKept || _found.Count >= CalendarsKept)
            {
                _found.Clear();
                _openings = found.Calendar?.OpeningCount ?? 0;
            }
            _found.Add(key, found);
        }

        refusal = found.Refusal;
        return fields.DueAtClosing == DueAtClosing.ClosingInstant
            ? found.Calendar
            : found.Calendar?.With(fields.DueAtClosing);
    }

    private static (WorkCalendar?, string?) Compile(in WorktimeFields fields)
    {
        if (fields.Zone.ValueKind != JsonValueKind.String || !Zones.Contains(fields.Zone.GetString()!))
        {
            return (null, $"\"zone\" is an IANA zone such as \"Europe/London\", not {Worktime.Shown(fields.Zone)}.");
        }
        if (Week(fields.Week, out var week) is { } wrongWeek)
        {
            return (null, wrongWeek);
        }
        if (Holidays(fields.Holidays, out var holidays) is { } wrongHoliday)
        {
            return (null, wrongHoliday);
        }
        var hours = new WorkHours(DateTimeZoneProviders.Tzdb[fields.Zone.GetString()!], week, holidays);
        WorkCalendar.TryCompile(hours, out var calendar, out var refusal);
        return (calendar, refusal);
    }

    private static string? Week(JsonElement given, out ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>> week)
    {
        week = ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>>.Empty;
        if (given.ValueKind != JsonValueKind.Object)
        {
            return $"\"week\" is an object of weekdays, not {Worktime.Shown(given)}.";
        }
        foreach (var day in given.EnumerateObject())
        {
            var weekday = Days.IndexOf(day.Name);
            if (weekday < 0)
            {
                return $"There is no weekday \"{day.Name}\". The weekdays are: {string.Join(", ", Days)}.";
            }
            if (day.Value.ValueKind != JsonValueKind.Array || day.Value.GetArrayLength() > OpeningsOfADay)
            {
                return $"\"{day.Name}\" is a list of at most {OpeningsOfADay} openings, not {Worktime.Shown(day.Value)}.";
            }
            var openings = ImmutableArray.CreateBuilder<Opening>(day.Value.GetArrayLength());
            foreach (var pair in day.Value.EnumerateArray())
            {
                if (!TryOpening(pair, out var opening))
                {
                    return $"An opening is written [\"09:00\", \"18:00\"], from \"00:00\" to \"24:00\", "
                        + $"not {Worktime.Shown(pair)}.";
                }
                openings.Add(opening);
            }
            week = week.Add((IsoDayOfWeek)(weekday + 1), openings.MoveToImmutable());
        }
        return null;
    }

    private static string? Holidays(JsonElement given, out ImmutableSortedSet<LocalDate> holidays)
    {
        holidays = [];
        if (given.ValueKind != JsonValueKind.Array)
        {
            return $"\"holidays\" is a list of dates, not {Worktime.Shown(given)}.";
        }
        var dates = ImmutableSortedSet.CreateBuilder<LocalDate>();
        foreach (var element in given.EnumerateArray())
        {
            var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
            if (!LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date))
            {
                return $"A holiday is a date such as \"2026-08-31\", not {Worktime.Shown(element)}.";
            }
            dates.Add(date);
        }
        holidays = dates.ToImmutable();
        return null;
    }

    private static bool TryOpening(JsonElement pair, out Opening opening)
    {
        opening = default;
        if (
            pair.ValueKind != JsonValueKind.Array
            || pair.GetArrayLength() != 2
            || !TryTime(pair[0], out var open)
            || !TryTime(pair[1], out var close)
            || open == NodaConstants.SecondsPerDay
        )
        {
            return false;
        }
        opening = new Opening(open, close);
        return true;
    }

    /// <summary>HH:mm or HH:mm:ss, up to 24:00.</summary>
    private static bool TryTime(JsonElement given, out int second)
    {
        second = 0;
        if (given.ValueKind != JsonValueKind.String)
        {
            return false;
        }
        var text = given.GetString()!;
        if (text.Length is not (5 or 8) || text[2] != ':' || (text.Length == 8 && text[5] != ':'))
        {
            return false;
        }
        var (hour, minute, rest) = (TwoDigits(text, 0), TwoDigits(text, 3), text.Length == 8 ? TwoDigits(text, 6) : 0);
        second = hour * 3_600 + minute * 60 + rest;
        return hour >= 0 && minute is >= 0 and < 60 && rest is >= 0 and < 60 && second <= NodaConstants.SecondsPerDay;
    }

    private static int TwoDigits(string text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1])
            ? (text[at] - '0') * 10 + text[at + 1] - '0'
            : -1;
}
