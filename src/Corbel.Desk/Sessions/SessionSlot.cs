using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>A time that staff offer for sessions.</summary>
public sealed class SessionSlot
{
    public Guid Id { get; init; }
    public required string Kind { get; init; }
    public Instant StartsAt { get; init; }
    public Instant EndsAt { get; init; }

    /// <summary>Where: a room, or the address of a meeting.</summary>
    public required string Place { get; init; }
    public Guid TrainerId { get; init; }

    /// <summary>The customer it is kept for; null for any.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>How many customers can book it.</summary>
    public int Seats { get; init; }
    public Guid OfferedBy { get; init; }
    public Instant OfferedAt { get; init; }

    /// <summary>Nobody books it any more; sessions that were booked stay.</summary>
    public Instant? WithdrawnAt { get; set; }
}
