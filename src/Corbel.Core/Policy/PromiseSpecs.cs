using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Corbel.Core.Policy;

/// <summary>A severity: its name, its test in words, and how people state it.</summary>
public sealed record SeveritySpec : INamed
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The clause that defines it.</summary>
    public required string Clause { get; init; }

    /// <summary>Its name, such as Severity 1.</summary>
    public required LocalText Name { get; init; }

    /// <summary>The test in words: what must be the case.</summary>
    public required LocalText Test { get; init; }

    /// <summary>What counts as it although it fits no test (reading "no definition fits"): shown beside the choice.</summary>
    public LocalText? Also { get; init; }

    /// <summary>Words that state it in a subject or first line, such as "severity 1" or "sev1"; blanks and case do not matter.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}

/// <summary>What is promised by when.</summary>
public sealed record TargetSpec
{
    /// <summary>The clause that promises it.</summary>
    public required string Clause { get; init; }

    /// <summary>What is measured.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The id of the severity that it holds for.</summary>
    public required string Severity { get; init; }

    /// <summary>Open time of the calendar until it is due; for every kind but status-report.</summary>
    public TimeLimit? Within { get; init; }

    /// <summary>The rhythm of a status report, in hours or days of the calendar.</summary>
    public TimeLimit? Every { get; init; }

    /// <summary>The calendar whose open time counts.</summary>
    public required string Calendar { get; init; }

    /// <summary>Whether the text guarantees or expects it; left out where the text names no time and this is how it is read.</summary>
    public Promise? Promise { get; init; }

    /// <summary>The names of the organisations that it holds for; empty for all. Case does not matter.</summary>
    public ImmutableArray<string> Customers { get; init; } = [];

    /// <summary>The ids of the products that it holds for; empty for all.</summary>
    public ImmutableArray<string> Products { get; init; } = [];

    /// <summary>The ways in that it holds for; empty for all.</summary>
    public ImmutableArray<PolicyChannel> Channels { get; init; } = [];

    /// <summary>Who is warned when, before it is due. The desk's own; no promise.</summary>
    public ImmutableArray<WarningSpec> Warnings { get; init; } = [];

    /// <summary>Whether it holds for some customers, products or channels only.</summary>
    [JsonIgnore]
    public bool IsScoped => !(Customers.IsEmpty && Products.IsEmpty && Channels.IsEmpty);
}

/// <summary>Where the text says what a response time is.</summary>
public sealed record ResponseTimeSpec
{
    /// <summary>The clause that defines it.</summary>
    public required string Clause { get; init; }
}

/// <summary>The availability of the product.</summary>
public sealed record AvailabilitySpec
{
    /// <summary>The clause that states it.</summary>
    public required string Clause { get; init; }

    /// <summary>Whether the text guarantees or expects it.</summary>
    public required Promise Promise { get; init; }

    /// <summary>The calendar of the hours in which the product is to be available.</summary>
    public required string Hours { get; init; }

    /// <summary>The share of the time, in per cent.</summary>
    public required decimal Percent { get; init; }

    /// <summary>The period over which the share is taken.</summary>
    public required Period Per { get; init; }

    /// <summary>The IANA zone in which the period begins and ends.</summary>
    public required string Zone { get; init; }

    /// <summary>What is left out of the reckoning.</summary>
    public ImmutableArray<ExcludedCause> Excluded { get; init; } = [];

    /// <summary>Which maintenance counts as planned.</summary>
    public MaintenanceSpec? Maintenance { get; init; }
}

/// <summary>Which maintenance counts as planned.</summary>
public sealed record MaintenanceSpec
{
    /// <summary>The calendar outside whose hours it must lie as a whole.</summary>
    public required string Outside { get; init; }

    /// <summary>The IANA zones under each of which it must lie outside those hours.</summary>
    public required ImmutableArray<string> Zones { get; init; }

    /// <summary>How long before its start it must be announced, in plain hours.</summary>
    public required TimeLimit Notice { get; init; }
}
