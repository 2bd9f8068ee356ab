using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Downtime by a cause outside the provider's control (clause 1): it counts as excluded only from a second person's consent
/// on.
/// </summary>
public sealed class Exclusion
{
    public Guid Id { get; init; }
    public Instant FromAt { get; init; }
    public Instant ToAt { get; init; }

    /// <summary>The cause, in words that customers read.</summary>
    public required string Cause { get; init; }
    public required string CauseNl { get; init; }

    /// <summary>The evidence in the file store; null where it stands in the words.</summary>
    public string? FileSha256 { get; init; }
    public string? FileName { get; init; }
    public string? FileType { get; init; }
    public Guid ProposedBy { get; init; }
    public Instant ProposedAt { get; init; }

    /// <summary>Another person than who proposed it.</summary>
    public Guid? DecidedBy { get; set; }
    public Instant? DecidedAt { get; set; }
    public bool Consented { get; set; }
}
