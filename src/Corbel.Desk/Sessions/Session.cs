using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>How far a session has come.</summary>
public enum SessionState
{
    Booked,
    Held,
    Cancelled,
}

/// <summary>A session of one customer: booked, then held or cancelled. What it costs stands in the ledger.</summary>
public sealed class Session
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }

    /// <summary>The offered time that it takes a seat of.</summary>
    public Guid SlotId { get; set; }
    public required string Kind { get; init; }
    public Instant StartsAt { get; set; }
    public Instant EndsAt { get; set; }
    public required string Place { get; set; }
    public Guid TrainerId { get; set; }

    /// <summary>What the trainer answered to the invitation.</summary>
    public InvitationAnswer TrainerAnswer { get; set; }
    public SessionState State { get; set; }

    /// <summary>The number of its calendar entry (RFC 5545 SEQUENCE), one higher with each change that is told.</summary>
    public int Sequence { get; set; }

    /// <summary>The sequence that its present time and place were told with: an older answer is about another time.</summary>
    public int TimeSequence { get; set; }
    public Guid BookedBy { get; init; }
    public Instant BookedAt { get; init; }
    public Instant? CancelledAt { get; set; }
    public Guid? CancelledBy { get; set; }
    public string? CancelReason { get; set; }
    public Instant? HeldAt { get; set; }

    /// <summary>What it was about; empty before it was held.</summary>
    public string Topics { get; set; } = "";

    /// <summary>What the customer can do now, in the trainer's words.</summary>
    public string Reached { get; set; } = "";
    public List<SessionAttendee> Attendees { get; init; } = [];
}

/// <summary>What a person answered to an invitation.</summary>
public enum InvitationAnswer
{
    None,
    Accepted,
    Tentative,
    Declined,
}

/// <summary>A person of the customer who is invited to a session.</summary>
public sealed class SessionAttendee
{
    public Guid SessionId { get; init; }
    public Guid PersonId { get; init; }
    public InvitationAnswer Answer { get; set; }
    public Instant? AnsweredAt { get; set; }

    /// <summary>Whether the person was there; null before it was held.</summary>
    public bool? Attended { get; set; }
}
