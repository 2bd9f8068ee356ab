using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A month as it was issued: frozen with its hash. What comes to be known later makes a new revision, and says why.</summary>
public sealed class AvailabilityMonth
{
    /// <summary>2026-11.</summary>
    public required string Month { get; init; }

    /// <summary>From 1.</summary>
    public int Revision { get; init; }

    /// <summary>The figures as canonical JSON (RFC 8785).</summary>
    public required string Figures { get; init; }

    /// <summary>SHA-256 of the figures' UTF-8 bytes in lower-case hex.</summary>
    public required string Sha256 { get; init; }
    public Instant IssuedAt { get; init; }

    /// <summary>Why it differs from the revision before; empty for the first.</summary>
    public string Why { get; init; } = "";
    public string WhyNl { get; init; } = "";
}
