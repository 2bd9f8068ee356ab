using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// A stretch in which a component was down: from the first failed check of the run that reached the quorum to the first good
/// one of the run that ended it (clause 1).
/// </summary>
public sealed class Outage
{
    public Guid Id { get; init; }
    public Guid ComponentId { get; init; }
    public Instant FromAt { get; set; }

    /// <summary>Null while it lasts.</summary>
    public Instant? ToAt { get; set; }

    /// <summary>When the desk knew: the quorum was reached.</summary>
    public Instant FoundAt { get; init; }

    /// <summary>The incident that it opened; outages at the same time share one.</summary>
    public Guid? IncidentId { get; set; }
}
