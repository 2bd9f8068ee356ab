using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>How far an incident has come, as the status page says it.</summary>
public enum IncidentState
{
    Investigating,
    Identified,
    Monitoring,
    Resolved,
}

/// <summary>
/// Something is wrong with the product, for all to see: opened by an outage or by staff, with its timeline. Customers'
/// tickets link to it.
/// </summary>
public sealed class Incident
{
    public Guid Id { get; init; }

    /// <summary>As it stands in its address, from 1.</summary>
    public long Number { get; init; }
    public required string Title { get; set; }
    public required string TitleNl { get; set; }

    /// <summary>The id of the severity in the policy: 1 for an outage.</summary>
    public required string Severity { get; set; }

    /// <summary>Ids of the components, separated by blanks; empty for the whole product.</summary>
    public string Components { get; set; } = "";
    public IncidentState State { get; set; }
    public Instant OpenedAt { get; init; }
    public Instant? ResolvedAt { get; set; }

    /// <summary>Who opened it; null for the desk itself.</summary>
    public Guid? OpenedBy { get; init; }
}

/// <summary>One line of an incident's timeline, as the status page shows it. Never changed once written.</summary>
public sealed class IncidentUpdate
{
    public Guid IncidentId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }
    public Instant At { get; init; }
    public IncidentState State { get; init; }
    public required string Text { get; init; }
    public required string TextNl { get; init; }

    /// <summary>Who wrote it; null for the desk itself.</summary>
    public Guid? By { get; init; }
}
