namespace Corbel.Core.Policy;

/// <summary>How strongly the text promises something; page and report use this word and no other.</summary>
public enum Promise
{
    /// <summary>An expectation (Dutch: verwachting), as in clause 1.</summary>
    Expectation,

    /// <summary>A guarantee (Dutch: garantie), as in clause 9.</summary>
    Guarantee,
}

/// <summary>The parts that a person can have on the customer's side.</summary>
public enum PolicyRole
{
    /// <summary>An administrator of the product at the customer.</summary>
    CustomerAdministrator,

    /// <summary>A user whom the customer has registered.</summary>
    RegisteredUser,

    /// <summary>A user at a partner of the customer.</summary>
    PartnerUser,

    /// <summary>A customer of the customer.</summary>
    CustomersOwnCustomer,

    /// <summary>A person of the customer who works on the customer's own desk.</summary>
    DeskAgent,
}

/// <summary>What a target measures.</summary>
public enum TargetKind
{
    /// <summary>From receipt to the first contact by a person.</summary>
    FirstResponse,

    /// <summary>From a message of the customer to the next answer.</summary>
    NextResponse,

    /// <summary>A rhythm in which the customer hears how things stand.</summary>
    StatusReport,

    /// <summary>From receipt to the resolution.</summary>
    Resolution,
}

/// <summary>The ways in, as targets name them.</summary>
public enum PolicyChannel
{
    /// <summary>E-mail.</summary>
    Mail,

    /// <summary>The desk's own pages.</summary>
    Portal,

    /// <summary>The support chat in the product.</summary>
    Chat,

    /// <summary>The telephone desk.</summary>
    Telephone,
}

/// <summary>What is left out of the availability of a month.</summary>
public enum ExcludedCause
{
    /// <summary>Maintenance that counts as planned.</summary>
    PlannedMaintenance,

    /// <summary>Causes outside the provider's control.</summary>
    OutsideControl,
}

/// <summary>How hard the provider promises to try.</summary>
public enum Effort
{
    /// <summary>Commercially reasonable effort.</summary>
    CommerciallyReasonable,

    /// <summary>Best effort.</summary>
    Best,
}

/// <summary>A period of the calendar that a figure or a report covers.</summary>
public enum Period
{
    /// <summary>A month.</summary>
    Month,

    /// <summary>A quarter.</summary>
    Quarter,

    /// <summary>A year.</summary>
    Year,
}
