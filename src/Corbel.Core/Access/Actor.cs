namespace Corbel.Core.Access;

/// <summary>What an organisation is to the desk.</summary>
public enum OrganisationKind
{
    /// <summary>Sells the product and owes the policy.</summary>
    Provider,

    /// <summary>Bought the product.</summary>
    Customer,

    /// <summary>A partner or customer of a customer (clause 3).</summary>
    Partner,
}

/// <summary>What a person is in their organisation.</summary>
public enum Role
{
    Owner,
    Manager,
    Agent,
    Administrator,
    RegisteredUser,
    PartnerUser,
}

/// <summary>Somebody who is signed in, as far as permission goes.</summary>
public sealed record Actor(Guid Person, Guid Organisation, Role Role)
{
    /// <summary>Owner, manager or agent of the provider.</summary>
    public bool IsStaff => Role is Role.Owner or Role.Manager or Role.Agent;
}

/// <summary>What permission needs to know of a ticket.</summary>
public readonly record struct TicketFacts(Guid Organisation, Guid Reporter)
{
    /// <summary>People of the customer who take part besides the reporter; none where nobody does.</summary>
    public IReadOnlyCollection<Guid>? Participants { get; init; }
}
