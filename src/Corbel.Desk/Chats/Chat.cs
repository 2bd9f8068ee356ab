using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>
/// A person's chat in a host application. What is said lies in the ticket's journal; here is who is there and how far they have
/// read, which says nothing about the issue.
/// </summary>
public sealed class Chat
{
    /// <summary>Somebody who was seen within this is there.</summary>
    public static readonly Duration There = Duration.FromMinutes(1);

    /// <summary>Who comes back within this goes on in the same chat.</summary>
    public static readonly Duration GoesOn = Duration.FromDays(1);

    public Guid Id { get; init; }
    public required string Host { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>The ticket that its lines stand on; null before the first line.</summary>
    public Guid? TicketId { get; set; }
    public Instant StartedAt { get; init; }

    /// <summary>When the person was last there.</summary>
    public Instant SeenAt { get; set; }

    /// <summary>The last entry that the person had before them.</summary>
    public int ReadByPerson { get; set; }

    /// <summary>The last entry that somebody of the desk had before them.</summary>
    public int ReadByDesk { get; set; }

    /// <summary>The last entry that went to the person by mail, since they were gone.</summary>
    public int Mailed { get; set; }
    public Instant? EndedAt { get; set; }

    public bool IsThere(Instant now) => EndedAt is null && SeenAt + There >= now;
}

/// <summary>The secret that opens one chat. Only its hash is kept.</summary>
public sealed class ChatPass
{
    /// <summary>Hex.</summary>
    public required string Sha256 { get; init; }
    public Guid ChatId { get; init; }
    public Instant ExpiresAt { get; init; }
}

/// <summary>A token that was changed for a pass: it is taken once.</summary>
public sealed class UsedToken
{
    /// <summary>The host and the token's own id.</summary>
    public required string Key { get; init; }
    public Instant ExpiresAt { get; init; }
}

/// <summary>A person of staff who takes chats, and when their console was last open.</summary>
public sealed class ChatAgent
{
    public Guid PersonId { get; init; }
    public bool TakesChats { get; set; }
    public Instant SeenAt { get; set; }
}

/// <summary>A public key by which a host application's tokens are verified.</summary>
public sealed class HostKey
{
    /// <summary>The <c>kid</c> of its tokens.</summary>
    public required string Id { get; init; }
    public required string Host { get; init; }

    /// <summary>The public key (SubjectPublicKeyInfo) as PEM.</summary>
    public required string Pem { get; init; }
    public Instant AddedAt { get; init; }
}

/// <summary>Where a host application's pages are: https://app.example.com.</summary>
public sealed class HostOrigin
{
    public required string Host { get; init; }
    public required string Origin { get; init; }
}

/// <summary>Who is at the chat: whose pass it is.</summary>
public sealed record Visitor(Chat Chat, Core.Access.Actor Actor, string Language);
