using System.Collections.Immutable;
using Corbel.Core.Time;

namespace Corbel.Core.Policy;

/// <summary>A warning before a target is due: when, and to whom. Either a share or a time left, never both.</summary>
public sealed record WarningSpec
{
    /// <summary>The share of the allowed open time that has passed, in per cent: 1 to 99.</summary>
    public int? AfterPercent { get; init; }

    /// <summary>The open time that is left, in hours and minutes of the target's calendar.</summary>
    public TimeLimit? Left { get; init; }

    /// <summary>Who is warned.</summary>
    public required ImmutableArray<WarnedRole> To { get; init; }

    /// <summary>Whether it comes at night too; otherwise it waits, as <see cref="WarningTimes"/> says.</summary>
    public bool AtNight { get; init; }
}

/// <summary>Whom a warning goes to, on the provider's side.</summary>
public enum WarnedRole
{
    /// <summary>The person the issue is assigned to.</summary>
    Assignee,

    /// <summary>Everybody on the queue that the issue stands in.</summary>
    Queue,

    /// <summary>The desk's managers.</summary>
    Managers,

    /// <summary>The person who answers for the customer.</summary>
    Owner,
}

/// <summary>The hours in which no warning comes unless it says so.</summary>
public sealed record NightSpec
{
    /// <summary>The IANA zone that the hours are read in.</summary>
    public required string Zone { get; init; }

    /// <summary>From when to when, such as 22:00-07:00; not a whole day.</summary>
    public required Opening Hours { get; init; }
}
