using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Availability;

/// <summary>
/// The policy's rule of what maintenance counts as planned (clause 1): told so long before, wholly outside the hours of a
/// calendar as each of some zones reads them, not edited once begun. Made once for a policy and shared.
/// </summary>
public sealed class PlannedRule
{
    private static readonly Duration Far = Duration.FromDays(366);
    private readonly ImmutableArray<WorkCalendar> hours;
    private readonly CalendarSpec calendar;

    private PlannedRule(CalendarSpec calendar, ImmutableArray<WorkCalendar> hours, Duration notice) =>
        (this.calendar, this.hours, Notice) = (calendar, hours, notice);

    /// <summary>How long before its start customers must have been told.</summary>
    public Duration Notice { get; }

    /// <summary>The rule of a policy; null where it leaves no maintenance out of the reckoning.</summary>
    public static PlannedRule? Of(CompiledPolicy policy)
    {
        if (policy.Document.Availability is not { Maintenance: { } spec } availability)
            return null;
        if (!availability.Excluded.Contains(ExcludedCause.PlannedMaintenance))
            return null;
        var outside = policy.Calendars[spec.Outside];
        // The hours are read on the wall clocks of these zones, whichever the calendar itself is read in.
        var zones = spec.Zones.Select(zone =>
            WorkCalendar.Compile(
                new(DateTimeZoneProviders.Tzdb[zone], outside.Spec.Week.ByDay(), [.. outside.Holidays.Days.Keys])
            )
        );
        return new(
            outside.Spec,
            [.. zones],
            Duration.FromSeconds(spec.Notice.Seconds) + Duration.FromDays(spec.Notice.Days)
        );
    }

    /// <summary>Judges a window by what is written down of it.</summary>
    public PlannedVerdict Judge(PlannedWindow window)
    {
        if (window.To <= window.From || !Covered(window.From, window.To))
            return new([PlannedText.NoTime]);
        var reasons = ImmutableArray.CreateBuilder<PlannedReason>();
        if (window.Cancelled)
            reasons.Add(PlannedText.Cancelled);
        if (window.AnnouncedAt is not { } told)
            reasons.Add(PlannedText.NotAnnounced);
        else if (window.From - told < Notice)
            reasons.Add(PlannedText.NoticeTooShort(told, window.From, Notice));
        if (window.EditedAt > window.From)
            reasons.Add(PlannedText.Edited(window.EditedAt, window.From));
        foreach (var zone in hours)
        {
            var (open, close) = zone.OpeningAtOrAfter(window.From);
            if (open < window.To)
                reasons.Add(PlannedText.WithinHours(window, open, close, zone.Hours.Zone, calendar));
        }
        return new(reasons.ToImmutable());
    }

    /// <summary>The same as if customers were told at an instant: what the form says before anything is announced.</summary>
    public PlannedVerdict JudgeIfTold(PlannedWindow window, Instant at) =>
        Judge(window with { AnnouncedAt = window.AnnouncedAt ?? at });

    /// <summary>The nearest starts at which a window of the same length would count, were customers told at an instant.</summary>
    public PlannedStarts Nearest(PlannedWindow window, Instant told)
    {
        var length = window.To - window.From;
        var first = told + Notice;
        if (length <= Duration.Zero || !Covered(window.From, window.To) || !Covered(first, first + length))
            return new(null, null);
        return new(Before(window.From, length, first), After(Instant.Max(window.From, first), length));
    }

    private Instant? After(Instant start, Duration length)
    {
        var last = Instant.Min(start + Far, WorkCalendar.Latest - length - Duration.FromDays(8));
        while (start <= last)
        {
            if (Conflict(start, length) is not { } opening)
                return start;
            start = opening.Close;
        }
        return null;
    }

    private Instant? Before(Instant start, Duration length, Instant first)
    {
        while (start >= first)
        {
            if (Conflict(start, length) is not { } opening)
                return start;
            start = opening.Open - length;
        }
        return null;
    }

    private (Instant Open, Instant Close)? Conflict(Instant start, Duration length)
    {
        foreach (var zone in hours)
        {
            var opening = zone.OpeningAtOrAfter(start);
            if (opening.Open < start + length)
                return opening;
        }
        return null;
    }

    private static bool Covered(Instant from, Instant to) =>
        WorkCalendar.Covers(from) && to < WorkCalendar.Latest - Duration.FromDays(8);
}
