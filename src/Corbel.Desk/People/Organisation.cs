using Corbel.Core.Access;

namespace Corbel.Desk.People;

/// <summary>The provider, a customer, or a partner of a customer.</summary>
public sealed class Organisation
{
    public Guid Id { get; init; }
    public required string Name { get; set; }
    public required OrganisationKind Kind { get; init; }

    /// <summary>The customer a partner belongs to; null for the others.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>A government customer (clause 11): its people are offered the marking first.</summary>
    public bool Government { get; set; }

    /// <summary>IANA zone in which its people read times, unless they set their own.</summary>
    public string Zone { get; set; } = "Europe/London";

    /// <summary>en or nl.</summary>
    public string Language { get; set; } = "en";

    public List<OrganisationDomain> Domains { get; init; } = [];
}

/// <summary>A mail domain by which an unknown sender's organisation is offered to staff. It never gives rights.</summary>
public sealed class OrganisationDomain
{
    public required string Domain { get; init; }
    public Guid OrganisationId { get; init; }
}
