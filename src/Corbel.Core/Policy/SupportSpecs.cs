using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Corbel.Core.Policy;

/// <summary>What governs, how it changes and how it is varied.</summary>
public sealed record TermsSpec
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }

    /// <summary>These terms alone govern, unless varied in writing with a customer.</summary>
    public required bool SoleTerms { get; init; }

    /// <summary>A change takes effect at the instant it is posted.</summary>
    public required bool EffectiveWhenPosted { get; init; }

    /// <summary>A customer that goes on using the product has accepted the change.</summary>
    public required bool AcceptedByUse { get; init; }

    /// <summary>Who is told of a change.</summary>
    public ImmutableArray<PolicyRole> Notify { get; init; } = [];
}

/// <summary>A level of support and its duties.</summary>
public sealed record TierSpec : INamed
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The clause that describes it.</summary>
    public required string Clause { get; init; }

    /// <summary>Its name, such as first-level support.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Its duties by id.</summary>
    public required Named<NamedText> Duties { get; init; }
}

/// <summary>Who gives which level of support to whom.</summary>
public sealed record SupportSpec
{
    /// <summary>What the customer does for its own people.</summary>
    public SupportShare? ByCustomer { get; init; }

    /// <summary>What the provider does, unless agreed otherwise.</summary>
    public SupportShare? ByProvider { get; init; }

    /// <summary>Who hands an issue on the customer's own desk over to the provider.</summary>
    public ImmutableArray<PolicyRole> HandedOverBy { get; init; } = ByAdministrators;

    /// <summary>What holds where the policy says nothing else.</summary>
    internal static readonly ImmutableArray<PolicyRole> ByAdministrators = [PolicyRole.CustomerAdministrator];
}

/// <summary>One side's share of the support.</summary>
public sealed record SupportShare
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }

    /// <summary>The ids of the tiers.</summary>
    public required ImmutableArray<string> Tiers { get; init; }

    /// <summary>The people who get it.</summary>
    public required ImmutableArray<PolicyRole> For { get; init; }
}

/// <summary>Sessions that a customer has bought.</summary>
public sealed record SessionsSpec
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }

    /// <summary>The kinds of session by id.</summary>
    public required Named<NamedText> Kinds { get; init; }

    /// <summary>The document that says how many, such as the Proposal.</summary>
    public required LocalText CountedBy { get; init; }

    /// <summary>The tiers that the customer can do itself afterwards.</summary>
    public ImmutableArray<string> ToReachTiers { get; init; } = [];
}

/// <summary>What the customer owes.</summary>
public sealed record CooperationSpec
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }
}

/// <summary>Marks such as OFFICIAL-SENSITIVE, and who may work on what bears one.</summary>
public sealed record MarkingSpec
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }

    /// <summary>Kinds of security clearance by id.</summary>
    public required Named<NamedText> Clearances { get; init; }

    /// <summary>The marks by id, the lowest first.</summary>
    public required Named<MarkSpec> Marks { get; init; }

    /// <summary>Who may set a mark or raise it.</summary>
    public required ImmutableArray<PolicyRole> RaisedBy { get; init; }

    /// <summary>Who may lower a mark, with a reason.</summary>
    public required ImmutableArray<PolicyRole> LoweredBy { get; init; }

    /// <summary>Whether staff must be on the need-to-know list too.</summary>
    public bool NeedToKnow { get; init; }
}

/// <summary>A mark.</summary>
public sealed record MarkSpec : INamed
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The mark as it is written.</summary>
    public required string Name { get; init; }

    /// <summary>The colour of its label, as #rrggbb.</summary>
    public required string Colour { get; init; }

    /// <summary>The clearances of which staff need one.</summary>
    public required ImmutableArray<string> OpenedBy { get; init; }
}
