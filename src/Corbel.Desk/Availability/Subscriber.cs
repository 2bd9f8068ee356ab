using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// An address that asked for the news of the status page by mail. It gets none before somebody with that mailbox has
/// confirmed.
/// </summary>
public sealed class Subscriber
{
    public Guid Id { get; init; }
    public required string Email { get; set; }

    /// <summary>The address in upper case, unique.</summary>
    public required string NormalizedEmail { get; init; }

    /// <summary>en or nl.</summary>
    public required string Language { get; set; }

    /// <summary>Ids of the components, separated by blanks; empty for all.</summary>
    public string Components { get; set; } = "";

    /// <summary>When it was last asked to confirm.</summary>
    public Instant AskedAt { get; set; }

    /// <summary>Null before, and again once it unsubscribed.</summary>
    public Instant? ConfirmedAt { get; set; }
}
