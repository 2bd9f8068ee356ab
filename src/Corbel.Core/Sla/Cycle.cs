using System.Collections.Immutable;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>How a first-response clock stands.</summary>
public enum Verdict
{
    /// <summary>The policy has no first-response target for the severity.</summary>
    NoTarget,

    /// <summary>Not contacted yet, not due yet.</summary>
    Running,

    /// <summary>Contacted at the due instant or before.</summary>
    Kept,

    /// <summary>Not contacted by the due instant.</summary>
    Late,

    /// <summary>
    /// Not contacted by the due instant, but in time by a lower severity that the customer itself had stated before the
    /// severity was raised (reading "severity raised before the first contact").
    /// </summary>
    LateByReclassification,
}

/// <summary>What a choice of severity did to the clock.</summary>
public enum StepEffect
{
    /// <summary>It drives the clock from then on: the first one said, the same one, or a lower one.</summary>
    Drives,

    /// <summary>It is stricter than the one said before and drives the clock (reading "severity raised before the first contact").</summary>
    Raises,

    /// <summary>The provider chose a lower one than the customer claims: the claimed one drives (reading "severity in dispute").</summary>
    InDispute,

    /// <summary>It would lower a clock that has run out, which never changes.</summary>
    AfterRunningOut,
}

/// <summary>A severity that somebody chose before the first contact.</summary>
/// <param name="At">When.</param>
/// <param name="Severity">Its id.</param>
/// <param name="By">On which side the person stands.</param>
/// <param name="Effect">What it did to the clock.</param>
/// <param name="Driving">The severity that drives the clock after it.</param>
public sealed record SeverityStep(Instant At, string Severity, Party By, StepEffect Effect, string? Driving);

/// <summary>One first-response clock of a ticket: that of its receipt, or of a reopening.</summary>
/// <param name="Number">1 for the receipt; each reopening starts the next.</param>
/// <param name="Received">When the request was received that started it.</param>
/// <param name="Severity">The severity whose target gives the due instant; none where the policy has no target at all.</param>
/// <param name="Basis">Why that severity.</param>
/// <param name="Claimed">The severity that the customer claims; none where it has stated none.</param>
/// <param name="CountedFrom">Where the count begins: the receipt, or the change where the policy reads it so.</param>
/// <param name="Due">The due instant; none where there is no target.</param>
/// <param name="ContactAt">The first contact that stands; none while there is none.</param>
/// <param name="Verdict">How the clock stands at the instant asked about.</param>
/// <param name="Steps">The severities chosen before the contact, in order.</param>
public sealed record Cycle(
    int Number,
    Instant Received,
    string? Severity,
    SeverityBasis Basis,
    string? Claimed,
    Instant CountedFrom,
    Instant? Due,
    Instant? ContactAt,
    Verdict Verdict,
    ImmutableArray<SeverityStep> Steps
);
