using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Takes an exclusion back that should not stand: proposed by one person and consented to by another, as the exclusion was.
/// Never changed but by the decision.
/// </summary>
public sealed class ExclusionWithdrawal
{
    public Guid Id { get; init; }
    public Guid ExclusionId { get; init; }
    public required string Reason { get; init; }
    public Guid ProposedBy { get; init; }
    public Instant ProposedAt { get; init; }
    public Guid? DecidedBy { get; set; }
    public Instant? DecidedAt { get; set; }
    public bool Consented { get; set; }
}
