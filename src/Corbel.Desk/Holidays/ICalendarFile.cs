using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>
/// Reads holidays from an iCalendar file (RFC 5545): each all-day event closes the days it covers, under its summary.
/// Events that come round are written out from 2000 to ten years ahead.
/// </summary>
public static class ICalendarFile
{
    private const int FirstYear = 2000;
    private const int YearsAhead = 10;

    /// <summary>More days than any list of holidays has: a file that gives more is none.</summary>
    private const int MostDays = 5000;

    /// <summary>An event longer than this is no holiday.</summary>
    private const int LongestEvent = 60;

    /// <param name="name">The list's name.</param>
    /// <param name="division">The part of the country that the file is for.</param>
    /// <param name="text">The file.</param>
    /// <param name="today">The date from which the ten years are counted.</param>
    public static Outcome<HolidayList> Read(string name, string division, string text, LocalDate today)
    {
        try
        {
            var calendar = Ical.Net.Calendar.Load(text);
            if (calendar is null || calendar.Events.Count == 0)
                return Refuse(name, "it has no events", "er staan geen gebeurtenissen in");
            var days = new SortedDictionary<LocalDate, string>();
            foreach (var one in calendar.Events.Where(x => x.Status != "CANCELLED"))
            {
                if (Wrong(one) is { } wrong)
                    return Refuse(name, wrong.En, wrong.Nl);
                Add(days, one, today.Year + YearsAhead);
                if (days.Count > MostDays)
                    return Refuse(name, $"it has more than {MostDays} days", $"er staan meer dan {MostDays} dagen in");
            }
            if (days.Count == 0)
                return Refuse(name, "it has no days from 2000 on", "er staan geen dagen vanaf 2000 in");
            return HolidayFile.Of(
                name,
                ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>>.Empty.Add(
                    division,
                    days.ToImmutableSortedDictionary()
                )
            );
        }
        catch (Exception e)
            when (e
                    is System.Runtime.Serialization.SerializationException
                        or ArgumentException
                        or InvalidOperationException
                        or FormatException
                        or EvaluationException
                        or NotSupportedException
            )
        {
            return Refuse(name, e.Message, e.Message);
        }
    }

    private static LocalText? Wrong(CalendarEvent one)
    {
        var summary = one.Summary ?? "";
        if (summary.Trim().Length == 0)
            return new("an event has no summary", "een gebeurtenis heeft geen omschrijving");
        if (one.Start is null)
            return new($"“{summary}” has no date", $"“{summary}” heeft geen datum");
        if (!one.IsAllDay)
            return new(
                $"“{summary}” has a time of day; a holiday is a whole day",
                $"“{summary}” heeft een tijdstip; een feestdag is een hele dag"
            );
        return LengthOf(one) is < 1 or > LongestEvent
            ? new(
                $"“{summary}” does not last from 1 to {LongestEvent} days",
                $"“{summary}” duurt niet 1 tot {LongestEvent} dagen"
            )
            : null;
    }

    private static void Add(SortedDictionary<LocalDate, string> days, CalendarEvent one, int lastYear)
    {
        var length = LengthOf(one);
        var from = new CalDateTime(FirstYear, 1, 1);
        // A rule that never matches must not be asked for ever.
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = 10_000 };
        foreach (var occurrence in one.GetOccurrences(from, options).Take(MostDays + 1))
        {
            var start = DateOf(occurrence.Period.StartTime);
            if (start.Year > lastYear)
                return;
            for (var day = start; day < start.PlusDays(length); day = day.PlusDays(1))
                days[day] =
                    days.TryGetValue(day, out var other) && other != one.Summary
                        ? $"{other}, {one.Summary}"
                        : one.Summary!;
        }
    }

    /// <summary>In days: DTEND is the day after the last (RFC 5545, 3.6.1); without an end, one.</summary>
    private static int LengthOf(CalendarEvent one) =>
        one.End is { } end ? NodaTime.Period.DaysBetween(DateOf(one.Start!), DateOf(end))
        : one.Duration is { } duration ? (duration.Weeks ?? 0) * 7 + (duration.Days ?? 0)
        : 1;

    private static LocalDate DateOf(CalDateTime date) => new(date.Year, date.Month, date.Day);

    private static Refusal Refuse(string name, string english, string dutch) =>
        new(
            "icalendar-unreadable",
            new(
                $"{name} is not an iCalendar file of holidays: {english}.",
                $"{name} is geen iCalendar-bestand met feestdagen: {dutch}."
            )
        );
}
