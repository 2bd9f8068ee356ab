using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>How far a release has come.</summary>
public enum ReleaseState
{
    Planned,

    /// <summary>Delivered to at least one ring, and not to all.</summary>
    InRings,
    ToAll,
}

/// <summary>An update or upgrade of a product (clause 8), with its notes in Markdown.</summary>
public sealed class Release
{
    public Guid Id { get; init; }
    public Guid ProductId { get; init; }

    /// <summary>Unique of its product, as the provider counts: 2026.7.</summary>
    public required string Number { get; set; }
    public required string TitleEn { get; set; }
    public required string TitleNl { get; set; }
    public required string NotesEn { get; set; }
    public required string NotesNl { get; set; }
    public ReleaseState State { get; set; }

    /// <summary>When it is to come; null where that is not said.</summary>
    public Instant? PlannedFor { get; set; }
    public Guid CreatedBy { get; init; }
    public Instant CreatedAt { get; init; }
}

/// <summary>A release went to a ring, or to all.</summary>
public sealed class ReleaseDelivery
{
    public Guid Id { get; init; }
    public Guid ReleaseId { get; init; }

    /// <summary>Null for all.</summary>
    public Guid? RingId { get; init; }
    public Instant At { get; init; }
    public Guid By { get; init; }
}

/// <summary>A release reached a customer: once, by the first delivery that did.</summary>
public sealed class ReleaseReach
{
    public Guid ReleaseId { get; init; }
    public Guid OrganisationId { get; init; }
    public Guid DeliveryId { get; init; }
    public Instant At { get; init; }
}

/// <summary>What somebody said of a repair.</summary>
public enum FixAnswer
{
    None,
    Holds,
    HoldsNot,
}

/// <summary>A ticket is fixed in a release (clause 2.3).</summary>
public sealed class TicketFix
{
    public Guid TicketId { get; init; }
    public Guid ReleaseId { get; init; }
    public Guid By { get; init; }
    public Instant At { get; init; }

    /// <summary>When the people on the ticket were told and asked; null before.</summary>
    public Instant? ToldAt { get; set; }
}

/// <summary>Somebody on a ticket was asked whether its repair holds, and what they said last.</summary>
public sealed class FixAsk
{
    public Guid TicketId { get; init; }
    public Guid ReleaseId { get; init; }
    public Guid PersonId { get; init; }
    public Instant AskedAt { get; init; }
    public FixAnswer Answer { get; set; }
    public Instant? AnsweredAt { get; set; }
}
