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

    public static ZoneSum Sum(WorkCalendar calendar, HolidayCalendar holidays, Instant start, Duration limit)
    {
        var due = calendar.Add(start, (long)limit.TotalSeconds);
        var (counted, endsOnClosing) = Counted(calendar, start, limit);
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
        if (due > at)
        {
            lines.Add(new MovedLine(at, due));
        }
        return new(calendar.Hours.Zone, lines.ToImmutable(), due, endsOnClosing);
    }

    private static (List<CountedLine> Lines, bool EndsOnClosing) Counted(
        WorkCalendar calendar,
        Instant start,
        Duration limit
    )
    {
        var lines = new List<CountedLine>();
        var (at, total, endsOnClosing) = (start, Duration.Zero, false);
        while (total < limit)
        {
            var (open, close) = calendar.OpeningAtOrAfter(at);
            var from = Instant.Max(at, open);
            var take = Duration.Min(limit - total, close - from);
            total += take;
            at = from + take;
            endsOnClosing = at == close;
            lines.Add(new(from, at, take, total));
        }
        return (lines, endsOnClosing);
    }

    /// <summary>The first and the last opening stay; equal ones in between become runs.</summary>
    private static IEnumerable<SumLine> Shortened(List<CountedLine> lines, Func<Instant, Instant, ClosedWhy> why)
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
            if (i > 0)
            {
                while (end < lines.Count - 1 && lines[end].Counted == lines[i].Counted)
                {
                    end++;
                }
            }
            yield return end - i == 1 ? lines[i] : Run(lines[i..end], why);
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
