using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// A version of the policy that a customer runs its own desk by: its own targets, if it wishes. It lies apart from the
/// provider's versions: nobody is told of it or accepts it, and it judges only what lies on that customer's desk.
/// </summary>
public sealed class DeskPolicy
{
    /// <summary>The customer.</summary>
    public Guid DeskId { get; init; }

    /// <summary>1 for the desk's first version.</summary>
    public int Number { get; init; }

    /// <summary>SHA-256 of the text in lower-case hex.</summary>
    public required string Sha256 { get; init; }
    public Instant PostedAt { get; init; }

    /// <summary>The file as posted, YAML.</summary>
    public required string Text { get; init; }
}
