using System.Text.Json.Serialization;

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

    /// <summary>A person of a customer who works on the customer's own desk (clause 3).</summary>
    DeskAgent,
    RegisteredUser,
    PartnerUser,
}

/// <summary>Somebody who is signed in, as far as permission goes.</summary>
public sealed record Actor(Guid Person, Guid Organisation, Role Role)
{
    /// <summary>
    /// The ids of the marks that the clearances of a person of staff open now (clause 11); nothing where nobody asked for
    /// them, so that a marked ticket stays shut.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyCollection<string> Opens { get; init; } = [];

    /// <summary>Owner, manager or agent of the provider.</summary>
    public bool IsStaff => Role is Role.Owner or Role.Manager or Role.Agent;

    /// <summary>The customer whose own desk this person works on; null for everybody else, staff of the provider too.</summary>
    public Guid? OwnDesk => Role is Role.Administrator or Role.DeskAgent ? Organisation : null;

    /// <summary>Works on a desk: the provider's, or a customer's own.</summary>
    public bool WorksOnADesk => IsStaff || OwnDesk is not null;
}

/// <summary>What permission needs to know of a ticket.</summary>
/// <param name="Organisation">The organisation of the person who logged it.</param>
/// <param name="Reporter">The person who logged it.</param>
/// <param name="Desk">The customer whose own desk it is on; null on the provider's.</param>
/// <param name="HandedOver">A customer's own desk handed it over to the provider.</param>
public readonly record struct TicketFacts(Guid Organisation, Guid Reporter, Guid? Desk = null, bool HandedOver = false)
{
    /// <summary>People of the customer who take part besides the reporter; none where nobody does.</summary>
    public IReadOnlyCollection<Guid>? Participants { get; init; }

    /// <summary>The id of the highest mark on it (clause 11); null where nothing of it is marked.</summary>
    public string? Mark { get; init; }

    /// <summary>Whether staff must be on its need-to-know list besides their clearance.</summary>
    public bool NeedsList { get; init; }

    /// <summary>
    /// Who is on its need-to-know list: of staff those that may see it while it is marked, of the customer whom the author or
    /// an administrator named. None where nobody is.
    /// </summary>
    public IReadOnlyCollection<Guid>? Listed { get; init; }

    /// <summary>Whether somebody logged it, or takes part because an issue of theirs goes on there.</summary>
    public bool IsOf(Guid person) => Reporter == person || Participants?.Contains(person) == true;
}
