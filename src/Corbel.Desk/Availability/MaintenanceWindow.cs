using Corbel.Core.Availability;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Maintenance that is planned or was done (clause 1). Whether it counts as planned is decided by the policy's rule from what
/// stands here; what overruns is downtime like any other.
/// </summary>
public sealed class MaintenanceWindow
{
    public Guid Id { get; init; }
    public required string Title { get; set; }
    public required string TitleNl { get; set; }
    public required string Text { get; set; }
    public required string TextNl { get; set; }

    /// <summary>Ids of the components, separated by blanks; empty for the whole product.</summary>
    public string Components { get; set; } = "";
    public Instant FromAt { get; set; }
    public Instant ToAt { get; set; }

    /// <summary>When customers were told of these times; null before. Other times are told again, and count from then.</summary>
    public Instant? AnnouncedAt { get; set; }

    /// <summary>When its times were last changed.</summary>
    public Instant EditedAt { get; set; }

    /// <summary>The number of its calendar entry (RFC 5545 SEQUENCE), one higher with each change that is told.</summary>
    public int Sequence { get; set; }
    public Instant? CancelledAt { get; set; }
    public Guid PlannedBy { get; init; }

    /// <summary>What the policy's rule asks of it.</summary>
    public PlannedWindow Planned => new(FromAt, ToAt, AnnouncedAt, EditedAt, CancelledAt is not null);

    /// <summary>Whether a component is down for it; null asks for the whole product.</summary>
    public bool Covers(Guid? component) =>
        Components.Length == 0 || (component is { } id && ComponentIds.Holds(Components, id));
}
