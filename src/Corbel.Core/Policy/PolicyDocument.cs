using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Corbel.Core.Policy;

/// <summary>
/// A support policy as data: everything that the desk reads, keeps and shows. Immutable; the file format of
/// <c>policies/*.yaml</c> is these types with names in kebab-case.
/// </summary>
public sealed record PolicyDocument
{
    /// <summary>The version of this file format that the desk reads.</summary>
    public const int KnownFormat = 1;

    /// <summary>The version of the file format: 1.</summary>
    public required int Format { get; init; }

    /// <summary>What the policy is called on its page.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Who promises, and for which product.</summary>
    public required ProviderSpec Provider { get; init; }

    /// <summary>The headings of the policy in their order. What each clause says is generated from the data below.</summary>
    public required ImmutableArray<ClauseHeading> Clauses { get; init; }

    /// <summary>Work calendars by name: hours, zone, holidays.</summary>
    public required Named<CalendarSpec> Calendars { get; init; }

    /// <summary>Severities by id, the strictest first.</summary>
    public required Named<SeveritySpec> Severities { get; init; }

    /// <summary>
    /// What is promised by when; of a kind for a severity at most one that holds for all, and others for customers,
    /// products and channels.
    /// </summary>
    public required ImmutableArray<TargetSpec> Targets { get; init; }

    /// <summary>The products that targets can tell apart, by id; where there are none, the provider's one counts.</summary>
    public Named<ProductSpec> Products { get; init; } = Named<ProductSpec>.None;

    /// <summary>When the desk's people sleep: no warning comes then, unless it says at-night.</summary>
    public NightSpec? Night { get; init; }

    /// <summary>What governs, how it changes and how it is varied.</summary>
    public TermsSpec? Terms { get; init; }

    /// <summary>The availability of the product.</summary>
    public AvailabilitySpec? Availability { get; init; }

    /// <summary>Levels of support by id, the first level first.</summary>
    public Named<TierSpec> Tiers { get; init; } = Named<TierSpec>.None;

    /// <summary>Who gives which level of support to whom.</summary>
    public SupportSpec? Support { get; init; }

    /// <summary>Sessions that a customer has bought: adoption, training, coaching.</summary>
    public SessionsSpec? Sessions { get; init; }

    /// <summary>Where the text says what a response time is.</summary>
    public ResponseTimeSpec? ResponseTime { get; init; }

    /// <summary>The ways in: who may use each.</summary>
    public required ChannelsSpec Channels { get; init; }

    /// <summary>What the service includes besides answers.</summary>
    public ServicesSpec? Services { get; init; }

    /// <summary>What the customer owes: cooperation and information.</summary>
    public CooperationSpec? Cooperation { get; init; }

    /// <summary>Marks such as OFFICIAL-SENSITIVE, and who may work on what bears one.</summary>
    public MarkingSpec? Marking { get; init; }

    /// <summary>How the desk reads what the text leaves open. Each has a default.</summary>
    public ReadingsSpec Readings { get; init; } = new();
}

/// <summary>Who promises, and for which product.</summary>
public sealed record ProviderSpec
{
    /// <summary>The provider's name.</summary>
    public required string Name { get; init; }

    /// <summary>The product's name.</summary>
    public required string Product { get; init; }

    /// <summary>What the product is, in a few words.</summary>
    public required LocalText ProductIs { get; init; }
}

/// <summary>A product that targets can name.</summary>
public sealed record ProductSpec : INamed
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }
}

/// <summary>A heading of the policy.</summary>
public sealed record ClauseHeading
{
    /// <summary>The clause's number or name, such as 9 or preamble. 9 also holds 9.1, 9.2 and so on.</summary>
    public required string Number { get; init; }

    /// <summary>The heading.</summary>
    public required LocalText Title { get; init; }
}
