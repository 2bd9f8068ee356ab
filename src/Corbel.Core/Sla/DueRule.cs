using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// When a target is due: so much open time after the start, the pauses left out; or, for a rhythm in days, the closing of so
/// many open days later. Where a calendar is read in two zones the earlier instant binds.
/// </summary>
internal static class DueRule
{
    /// <summary>The due instant; none while the last pause has no end.</summary>
    public static Instant? At(CompiledPolicy policy, TargetSpec target, Instant from, ReadOnlySpan<Pause> pauses)
    {
        var calendar = policy.Calendars[target.Calendar];
        if (target.Every is { Days: > 0 and var days })
        {
            Instant? closing = null;
            foreach (var zone in calendar.Zones)
            {
                closing = Earlier(closing, OpenDays.ClosingAfter(zone.Hours, from, days));
            }
            return closing;
        }
        return At(calendar, SecondsOf(target), from, pauses);
    }

    /// <summary>When so many open seconds have passed since the start, the pauses left out.</summary>
    public static Instant? At(CompiledCalendar calendar, long seconds, Instant from, ReadOnlySpan<Pause> pauses)
    {
        if (pauses.IsEmpty)
        {
            return calendar.Add(from, seconds);
        }
        Instant? due = null;
        foreach (var zone in calendar.Zones)
        {
            due = Earlier(due, At(zone, seconds, from, pauses));
        }
        return due;
    }

    /// <summary>The open seconds that a target allows; those of a rhythm in hours too.</summary>
    public static long SecondsOf(TargetSpec target) => (target.Within ?? target.Every)!.Value.Seconds;

    /// <summary>The same in one zone. Whole seconds count: a fraction of a second before a pause is not carried over it.</summary>
    public static Instant? At(WorkCalendar calendar, long seconds, Instant from, ReadOnlySpan<Pause> pauses)
    {
        var (at, left) = (from, seconds);
        foreach (var pause in pauses)
        {
            if (pause.To <= at)
            {
                continue;
            }
            if (pause.From > at)
            {
                var due = calendar.Add(at, left);
                if (due <= pause.From)
                {
                    return due;
                }
                left -= calendar.Between(at, pause.From);
            }
            if (pause.To is not { } to)
            {
                return null;
            }
            at = to;
        }
        return calendar.Add(at, left);
    }

    private static Instant? Earlier(Instant? one, Instant? other) => one is null || other < one ? other : one;
}
