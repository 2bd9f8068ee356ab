using Corbel.Core.Sessions;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>An entry of a customer's ledger of sessions. Never changed: a mistake is corrected by another entry.</summary>
public sealed class SessionEntry
{
    public Guid OrganisationId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; init; }
    public Guid SessionId { get; init; }
    public SessionMove Move { get; init; }

    /// <summary>The proposal it draws on; null where it draws on none anew.</summary>
    public Guid? ProposalId { get; init; }

    /// <summary>When the session begins, as it stood then.</summary>
    public Instant StartsAt { get; init; }
    public Instant At { get; init; }
    public Guid By { get; init; }

    /// <summary>Why; empty where it says itself.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>A duty of a tier that a person was brought to (clause 5), by a session that was held.</summary>
public sealed class Skill
{
    public Guid SessionId { get; init; }
    public Guid PersonId { get; init; }
    public Guid OrganisationId { get; init; }

    /// <summary>The policy's ids: 1, user-administration.</summary>
    public required string Tier { get; init; }
    public required string Duty { get; init; }

    /// <summary>When the session began by which it was reached.</summary>
    public Instant At { get; init; }

    /// <summary>The entry of the ledger by which it was written down.</summary>
    public int Entry { get; init; }

    /// <summary>The entry that took it back as a mistake, and when; null where it stands.</summary>
    public int? WithdrawnBy { get; set; }
    public Instant? WithdrawnAt { get; set; }
}
