using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Availability;

/// <summary>Maintenance as far as the policy's rule asks (clause 1, reading "maintenance that counts as planned").</summary>
/// <param name="From">When it is to begin.</param>
/// <param name="To">When it is to end, itself not included.</param>
/// <param name="AnnouncedAt">When customers were told of just these times; null where they were not.</param>
/// <param name="EditedAt">When its times were last changed.</param>
/// <param name="Cancelled">It was called off.</param>
public sealed record PlannedWindow(
    Instant From,
    Instant To,
    Instant? AnnouncedAt,
    Instant EditedAt,
    bool Cancelled = false
)
{
    /// <summary>The announced time. What overruns lies outside it and is downtime like any other.</summary>
    public Span Span => Span.Of(From, To);
}

/// <summary>A part of the rule that a window can fail.</summary>
public enum PlannedFault
{
    /// <summary>It ends before it begins, or lies beyond the years that calendars know.</summary>
    NoTime,

    /// <summary>It was called off.</summary>
    Cancelled,

    /// <summary>Customers were not told of these times.</summary>
    NotAnnounced,

    /// <summary>They were told later than the notice asks.</summary>
    NoticeTooShort,

    /// <summary>Its times were changed when it had begun.</summary>
    EditedAfterStart,

    /// <summary>It reaches into the hours that it must lie outside of, under one of the zones.</summary>
    WithinHours,
}

/// <summary>A part of the rule that a window fails, with the sum.</summary>
/// <param name="Fault">Which part.</param>
/// <param name="Why">The sentence with the times in it.</param>
public sealed record PlannedReason(PlannedFault Fault, LocalText Why);

/// <summary>Whether a window counts as planned.</summary>
/// <param name="Reasons">Every part of the rule that it fails; none where it counts.</param>
public sealed record PlannedVerdict(ImmutableArray<PlannedReason> Reasons)
{
    /// <summary>It counts: its time is not owed.</summary>
    public bool Counts => Reasons.IsEmpty;
}

/// <summary>Times that would count, nearest to those asked for.</summary>
/// <param name="Earlier">The latest start before; null where there is none in time.</param>
/// <param name="Later">The earliest start after; null where there is none within a year.</param>
public sealed record PlannedStarts(Instant? Earlier, Instant? Later);
