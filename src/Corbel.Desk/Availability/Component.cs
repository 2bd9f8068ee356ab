using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A part of the product that is probed and has a line of its own on the status page.</summary>
public sealed class Component
{
    public Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The name in Dutch; the same where it has none of its own.</summary>
    public required string NameNl { get; set; }

    /// <summary>Its place in the list, from 1.</summary>
    public int Position { get; set; }

    /// <summary>Whether its downtime is downtime of the product, for which the policy states a share (clause 1).</summary>
    public bool Counts { get; set; } = true;

    /// <summary>From when on it is measured: earlier months say nothing of it.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>From when on it is no part of the product any more; null while it is one.</summary>
    public Instant? RetiredAt { get; set; }
}
