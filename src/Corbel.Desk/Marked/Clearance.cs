using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// A security clearance of a person of staff (clause 11). One person proposes it and another grants it; only then does it
/// open anything.
/// </summary>
public sealed class Clearance
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public People.Person? Person { get; init; }

    /// <summary>The id of its kind, as the policy names it.</summary>
    public required string Kind { get; init; }

    /// <summary>Who vouches for it: the department or body that had the person vetted.</summary>
    public required string Sponsor { get; init; }
    public Instant FromAt { get; init; }

    /// <summary>From then on it opens nothing any more.</summary>
    public Instant UntilAt { get; init; }
    public Guid ProposedBy { get; init; }
    public Instant ProposedAt { get; init; }
    public Guid? GrantedBy { get; set; }
    public Instant? GrantedAt { get; set; }

    /// <summary>Who ended it before its time, or turned the proposal down.</summary>
    public Guid? EndedBy { get; set; }
    public Instant? EndedAt { get; set; }

    public bool Holds(Instant now) => GrantedAt is not null && EndedAt is null && FromAt <= now && now < UntilAt;
}
