using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A policy as posted: immutable, in force from its instant until the next.</summary>
public sealed class PolicyVersion
{
    /// <summary>SHA-256 of the text in lower-case hex.</summary>
    public required string Sha256 { get; init; }
    public int Number { get; init; }
    public Instant PostedAt { get; init; }

    /// <summary>Who posted it in the console; null for the command line.</summary>
    public Guid? PostedById { get; init; }

    /// <summary>The file as posted, YAML.</summary>
    public required string Text { get; init; }
}
