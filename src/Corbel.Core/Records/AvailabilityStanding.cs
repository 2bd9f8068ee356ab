using Corbel.Core.Policy;

namespace Corbel.Core.Records;

/// <summary>How a period stands against the share that the policy states (clause 1).</summary>
public enum AvailabilityStanding
{
    /// <summary>Nobody has recorded it: it is not proven (reading "a month without enough measurements").</summary>
    NotProven,

    /// <summary>The share that was recorded reaches the one that is stated.</summary>
    Reached,

    /// <summary>It does not.</summary>
    NotReached,
}

/// <summary>Holds recorded shares against the stated one.</summary>
public static class AvailabilityRecords
{
    /// <summary>How a period stands. The shares are held to the thousandth of one per cent, and never rounded.</summary>
    /// <param name="spec">What the policy states.</param>
    /// <param name="recorded">The record of the period; null where there is none.</param>
    public static AvailabilityStanding Standing(AvailabilitySpec spec, RecordFigures? recorded) =>
        recorded is null || !recorded.Numbers.TryGetValue("availability", out var thousandths)
            ? AvailabilityStanding.NotProven
        : thousandths >= spec.Percent * 1000 ? AvailabilityStanding.Reached
        : AvailabilityStanding.NotReached;
}
