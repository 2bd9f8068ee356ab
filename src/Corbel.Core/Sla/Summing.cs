using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// Lays out the sum behind <see cref="WorkCalendar.Add"/>: the same question, answered opening by opening so that a
/// person can follow it. It walks, so it is for explanations and not for the hot path.
/// </summary>
internal static class Summing
{
    /// <summary>Up to so many openings each has a line of its own.</summary>
    private const int MostSingle = 6;

    public static ZoneSum Sum(WorkCalendar calendar, HolidayCalendar holidays, Question asked) =>
        asked.Target.Every is { Days: > 0 and var days }
            ? Days(calendar, holidays, asked.From, days)
            : Sum(calendar, holidays, asked.From, Duration.FromSeconds(DueRule.SecondsOf(asked.Target)), asked.Pauses);

    private static ZoneSum Sum(
        WorkCalendar calendar,
        HolidayCalendar holidays,
        Instant start,
        Duration limit,
        ImmutableArray<Pause> pauses
    )
    {
        var (counted, endsOnClosing) = Counted(calendar, start, limit, pauses);
        var lines = ImmutableArray.CreateBuilder<SumLine>();
        var at = start;
        foreach (var line in Shortened(counted, (a, b) => Why(calendar.Hours, holidays, a, b)))
        {
            if (line.From > at)
            {
                lines.Add(new ClosedLine(at, line.From, Why(calendar.Hours, holidays, at, line.From)));
            }
            lines.Add(line);
            at = line.To;
        }
        if (lines.LastOrDefault() is PausedLine { Pause.To: null })
        {
            return new(calendar.Hours.Zone, lines.ToImmutable(), null, false);
        }
        // Where the count is full on closing, the reading of it says whether that or the next opening is due.
        var due = DueRule.At(calendar, (long)limit.TotalSeconds, start, pauses.AsSpan());
        foreach (var pause in pauses.Where(p => !(p.To <= at) && !(p.From >= due)))
        {
            // Stopped before that opening came.
            if (pause.From > at)
            {
                lines.Add(new ClosedLine(at, pause.From, Why(calendar.Hours, holidays, at, pause.From)));
                at = pause.From;
            }
            lines.Add(new PausedLine(at, pause.To ?? at, pause));
            at = pause.To ?? at;
        }
        if (due > at)
        {
            lines.Add(new MovedLine(at, due.Value));
        }
        return new(calendar.Hours.Zone, lines.ToImmutable(), due, endsOnClosing);
    }

    private static ZoneSum Days(WorkCalendar calendar, HolidayCalendar holidays, Instant start, int days)
    {
        var lines = ImmutableArray.CreateBuilder<SumLine>();
        var (hours, at) = (calendar.Hours, start);
        for (var day = 1; day <= days; day++)
        {
            var closing = OpenDays.ClosingAfter(hours, start, day);
            var date = OpenDays.After(hours, start, day);
            var before = day == 1 ? start.InZone(hours.Zone).Date : OpenDays.After(hours, start, day - 1);
            lines.Add(new DayLine(at, closing, date, day, Skipped(hours, holidays, before, date)));
            at = closing;
        }
        return new(hours.Zone, lines.ToImmutable(), at, false);
    }

    private static ClosedWhy Skipped(WorkHours hours, HolidayCalendar holidays, LocalDate after, LocalDate before) =>
        before <= after.PlusDays(1)
            ? ClosedWhy.Nothing
            : Why(
                hours,
                holidays,
                after.PlusDays(1).AtStartOfDayInZone(hours.Zone).ToInstant(),
                before.AtStartOfDayInZone(hours.Zone).ToInstant()
            ) with
            {
                OutOfHours = false,
            };

    private static (List<SumLine> Lines, bool EndsOnClosing) Counted(
        WorkCalendar calendar,
        Instant start,
        Duration limit,
        ImmutableArray<Pause> pauses
    )
    {
        var lines = new List<SumLine>();
        var (at, total, endsOnClosing) = (start, Duration.Zero, false);
        var waits = new Queue<Pause>(pauses);
        while (total < limit)
        {
            while (waits.TryPeek(out var over) && over.To <= at)
            {
                waits.Dequeue();
            }
            var (open, close) = calendar.OpeningAtOrAfter(at);
            var from = Instant.Max(at, open);
            if (waits.TryPeek(out var pause) && pause.From <= from)
            {
                // Whole seconds count before a pause, as in the rule itself.
                total = Duration.FromSeconds((long)total.TotalSeconds);
                var stops = Instant.Max(at, pause.From);
                lines.Add(new PausedLine(stops, pause.To ?? stops, pause));
                if (pause.To is not { } to)
                {
                    break;
                }
                at = to;
                continue;
            }
            var until = pause is null ? close : Instant.Min(close, pause.From);
            var take = Duration.Min(limit - total, until - from);
            total += take;
            at = from + take;
            endsOnClosing = at == close;
            lines.Add(new CountedLine(from, at, take, total));
        }
        return (lines, endsOnClosing);
    }

    /// <summary>The first and the last opening stay; equal ones in between become runs.</summary>
    private static IEnumerable<SumLine> Shortened(List<SumLine> lines, Func<Instant, Instant, ClosedWhy> why)
    {
        if (lines.Count <= MostSingle)
        {
            foreach (var line in lines)
            {
                yield return line;
            }
            yield break;
        }
        for (var i = 0; i < lines.Count; )
        {
            var end = i + 1;
            if (i > 0 && lines[i] is CountedLine first)
            {
                while (end < lines.Count - 1 && lines[end] is CountedLine next && next.Counted == first.Counted)
                {
                    end++;
                }
            }
            yield return end - i == 1 ? lines[i] : Run([.. lines[i..end].Cast<CountedLine>()], why);
            i = end;
        }
    }

    private static CountedRun Run(List<CountedLine> lines, Func<Instant, Instant, ClosedWhy> why)
    {
        var closed = lines
            .Zip(lines.Skip(1))
            .Aggregate(ClosedWhy.Nothing, (w, p) => w.And(why(p.First.To, p.Second.From)));
        return new(lines[0].From, lines[^1].To, lines.Count, lines[0].Counted, lines[^1].Total, closed);
    }

    /// <summary>Why the time from one closing to the next opening is closed, date by date.</summary>
    private static ClosedWhy Why(WorkHours hours, HolidayCalendar holidays, Instant from, Instant to)
    {
        var outOfHours = false;
        var weekdays = ImmutableArray.CreateBuilder<LocalDate>();
        var named = ImmutableArray.CreateBuilder<(LocalDate, LocalText)>();
        var last = (to - Duration.Epsilon).InZone(hours.Zone).Date;
        for (var date = from.InZone(hours.Zone).Date; date <= last; date = date.PlusDays(1))
        {
            if (!hours.Week.ContainsKey(date.DayOfWeek))
            {
                weekdays.Add(date);
            }
            else if (holidays.Days.TryGetValue(date, out var name))
            {
                named.Add((date, name));
            }
            else
            {
                outOfHours = true;
            }
        }
        return new(outOfHours, weekdays.ToImmutable(), named.ToImmutable());
    }
}
