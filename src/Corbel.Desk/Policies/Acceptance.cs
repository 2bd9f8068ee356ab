using Corbel.Core.Access;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>By what a customer accepted a version.</summary>
public enum AcceptedBy
{
    /// <summary>Use of the product, told by the host application in a signed event.</summary>
    ProductUse,

    /// <summary>Use of the product, seen by the chat's signed identity.</summary>
    ChatIdentity,
}

/// <summary>
/// A use of the product by which a customer accepted a version of the policy. Rows are added and never changed; where an event
/// arrives late that is earlier than the one known, its row is added too. The acceptance is the earliest.
/// </summary>
public sealed class Acceptance
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public int VersionNumber { get; init; }

    /// <summary>SHA-256 of the accepted text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When the product was used, as the host tells it.</summary>
    public Instant At { get; init; }

    /// <summary>When the desk heard of it.</summary>
    public Instant RecordedAt { get; init; }
    public AcceptedBy How { get; init; }

    /// <summary>The host application that told of it.</summary>
    public required string Host { get; init; }

    /// <summary>The host's own id of the event.</summary>
    public required string EventId { get; init; }

    /// <summary>Who used it, as the host names them; nothing is read into it.</summary>
    public string? UsedBy { get; init; }

    /// <summary>Who used it, where the host named a person of this desk.</summary>
    public Guid? PersonId { get; init; }
}

/// <summary>A person's first sign-in to this desk under a version. It shows who could read it here, and accepts nothing.</summary>
public sealed class DeskUse
{
    public Guid PersonId { get; init; }
    public int VersionNumber { get; init; }
    public Instant At { get; init; }
}

/// <summary>What stands between the provider and one customer is read through <c>VisibleTo</c>.</summary>
public static class ContractVisibility
{
    public static IQueryable<Acceptance> VisibleTo(this IQueryable<Acceptance> acceptances, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor.IsStaff ? acceptances : acceptances.Where(x => x.OrganisationId == organisation);
    }

    public static IQueryable<Objection> VisibleTo(this IQueryable<Objection> objections, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor.IsStaff ? objections : objections.Where(x => x.OrganisationId == organisation);
    }
}
