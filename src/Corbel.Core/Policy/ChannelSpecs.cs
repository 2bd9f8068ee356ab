using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>The ways in. One that is left out is not offered.</summary>
public sealed record ChannelsSpec
{
    /// <summary>The desk's own pages.</summary>
    public ChannelSpec? Portal { get; init; }

    /// <summary>The support chat in the product.</summary>
    public ChannelSpec? Chat { get; init; }

    /// <summary>E-mail.</summary>
    public MailSpec? Mail { get; init; }

    /// <summary>The telephone desk.</summary>
    public TelephoneSpec? Telephone { get; init; }
}

/// <summary>A way in and who may use it.</summary>
public sealed record ChannelSpec
{
    /// <summary>The clause that offers it.</summary>
    public required string Clause { get; init; }

    /// <summary>Who may use it.</summary>
    public required ImmutableArray<PolicyRole> For { get; init; }
}

/// <summary>The way in by e-mail.</summary>
public sealed record MailSpec
{
    /// <summary>The clause that offers it.</summary>
    public required string Clause { get; init; }

    /// <summary>Who may use it.</summary>
    public required ImmutableArray<PolicyRole> For { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }
}

/// <summary>The way in by telephone.</summary>
public sealed record TelephoneSpec
{
    /// <summary>The clause that offers it.</summary>
    public required string Clause { get; init; }

    /// <summary>Who may use it.</summary>
    public required ImmutableArray<PolicyRole> For { get; init; }

    /// <summary>The number, as people read it.</summary>
    public required string Number { get; init; }

    /// <summary>The calendar of its hours.</summary>
    public required string Hours { get; init; }

    /// <summary>Who may use it by courtesy, within reason and for simple questions; such a call is logged as a courtesy call.</summary>
    public ImmutableArray<PolicyRole> CourtesyFor { get; init; } = [];
}

/// <summary>What the service includes besides answers.</summary>
public sealed record ServicesSpec
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }

    /// <summary>How hard the provider promises to try to answer quickly.</summary>
    public required Effort Effort { get; init; }

    /// <summary>Logging of issues over the internet.</summary>
    public bool WebLogging { get; init; }

    /// <summary>Technical support by telephone.</summary>
    public TelephoneSupportSpec? TelephoneSupport { get; init; }

    /// <summary>How often the customer gets a report on incidents and activity.</summary>
    public Period? Reports { get; init; }

    /// <summary>The document that lists the services whose updates and upgrades the customer gets, such as the order form.</summary>
    public LocalText? ReleasesFor { get; init; }
}

/// <summary>Technical support by telephone.</summary>
public sealed record TelephoneSupportSpec
{
    /// <summary>Who gets it.</summary>
    public required ImmutableArray<PolicyRole> For { get; init; }

    /// <summary>The calendar of its hours.</summary>
    public required string Hours { get; init; }
}
