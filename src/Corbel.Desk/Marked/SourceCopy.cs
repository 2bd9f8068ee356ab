using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// The copy of a marked message in a mailbox of ours. It is removed once the sealed one is durable; where that cannot be, it
/// stands here by its place, without a word of what it says.
/// </summary>
public sealed class SourceCopy
{
    /// <summary>The message in custody.</summary>
    public Guid CustodyId { get; init; }

    /// <summary>The mailbox's name in the settings; the folder of a Maildir.</summary>
    public required string Place { get; init; }

    /// <summary>Its UIDVALIDITY and UID, or the file's name.</summary>
    public required string Name { get; init; }
    public Instant SinceAt { get; init; }
    public Instant TriedAt { get; set; }
    public Instant? RemovedAt { get; set; }

    /// <summary>Why it is still there; null where it is gone.</summary>
    public string? Why { get; set; }
}
