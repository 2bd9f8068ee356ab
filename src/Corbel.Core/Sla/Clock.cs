using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>How a clock stands.</summary>
public enum Verdict
{
    /// <summary>The policy has no target of this kind for the severity.</summary>
    NoTarget,

    /// <summary>Not done yet, not due yet.</summary>
    Running,

    /// <summary>Done at the due instant or before.</summary>
    Kept,

    /// <summary>Not done by the due instant.</summary>
    Late,

    /// <summary>
    /// Not done by the due instant, but in time by a lower severity that the customer itself had stated before the
    /// severity was raised (reading "severity raised before the first contact").
    /// </summary>
    LateByReclassification,

    /// <summary>Stopped while the desk waits for the customer (reading "waiting for the customer"): nothing is due.</summary>
    Paused,

    /// <summary>Nothing is owed any more: the issue was resolved, merged, or got a new clock before this one was due.</summary>
    Withdrawn,
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

    /// <summary>The customer objects to the lower one; the claimed one drives on until the provider decides.</summary>
    Objected,

    /// <summary>The provider decided after the objection: its severity drives.</summary>
    Decided,

    /// <summary>The customer claims another one after the decision: it is written down and changes nothing.</summary>
    AfterDecision,

    /// <summary>It would lower a clock that has run out, which never changes.</summary>
    AfterRunningOut,
}

/// <summary>Something said about the severity while the clock ran.</summary>
/// <param name="At">When.</param>
/// <param name="Severity">The severity said; of an objection the one objected to.</param>
/// <param name="By">On which side the person stands.</param>
/// <param name="Effect">What it did to the clock.</param>
/// <param name="Driving">The severity that drives the clock after it.</param>
public sealed record SeverityStep(Instant At, string Severity, Party By, StepEffect Effect, string? Driving);

/// <summary>The holiday lists changed while the clock ran.</summary>
/// <param name="At">When.</param>
/// <param name="Before">The due instant before.</param>
/// <param name="After">The due instant after; the same where the new lists change nothing or would put it into the past.</param>
public sealed record HolidayStep(Instant At, Instant? Before, Instant? After);

/// <summary>A stretch of time that does not count: the desk waited for the customer, or the issue was resolved meanwhile.</summary>
/// <param name="From">When the question reached the customer.</param>
/// <param name="To">When the answer came, or the desk no longer needed one; null while it waits.</param>
/// <param name="Asked">The number of the reply that asked; null where the issue was resolved.</param>
/// <param name="Answer">The number of the message that answered; null where none did.</param>
public sealed record Pause(Instant From, Instant? To, int? Asked, int? Answer);

/// <summary>How a clock would stand by the severity that the provider holds against the customer's claim.</summary>
/// <param name="Severity">The provider's severity.</param>
/// <param name="Due">The due instant by it; null where it has no target, or the clock is stopped.</param>
/// <param name="Verdict">The verdict by it.</param>
public sealed record DisputedOutcome(string Severity, Instant? Due, Verdict Verdict);

/// <summary>One clock of a ticket: a promise with its beginning, its due instant and how it ended.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="Number">1 for the first of its kind on the ticket; it never changes. One without a target is left out.</param>
/// <param name="Cycle">1 for the cycle of the receipt; each reopening starts the next.</param>
/// <param name="Received">When what started it happened: the receipt, the customer's message, the last report.</param>
/// <param name="Severity">The severity whose target gives the due instant; none where the policy has no target at all.</param>
/// <param name="Basis">Why that severity.</param>
/// <param name="Claimed">The severity that the customer claims; none where it has stated none.</param>
/// <param name="CountedFrom">Where the count begins: the start, or the change where the policy reads it so.</param>
/// <param name="Pauses">The stretches within it that do not count.</param>
/// <param name="Due">The due instant; none where there is no target, or while it is stopped.</param>
/// <param name="EndedAt">When what was promised was done, or the clock was withdrawn; none while it runs.</param>
/// <param name="Verdict">How the clock stands at the instant asked about.</param>
/// <param name="Steps">What was said about the severity while it ran, in order.</param>
/// <param name="HolidaySteps">The changes of the holiday lists while it ran, in order.</param>
/// <param name="InDispute">How it stands by the provider's severity while that is in dispute; none otherwise.</param>
/// <param name="Policy">The policy, with the holiday lists that this clock is counted by.</param>
/// <param name="Target">The target that counts; none where there is none.</param>
public sealed record Clock(
    TargetKind Kind,
    int Number,
    int Cycle,
    Instant Received,
    string? Severity,
    SeverityBasis Basis,
    string? Claimed,
    Instant CountedFrom,
    ImmutableArray<Pause> Pauses,
    Instant? Due,
    Instant? EndedAt,
    Verdict Verdict,
    ImmutableArray<SeverityStep> Steps,
    ImmutableArray<HolidayStep> HolidaySteps,
    DisputedOutcome? InDispute,
    CompiledPolicy Policy,
    TargetSpec? Target
)
{
    /// <summary>
    /// Nothing is owed any more although it was not done: the issue was resolved or merged, or the next report of the
    /// rhythm took its place.
    /// </summary>
    public bool IsGivenUp { get; init; }

    /// <summary>Whether something is still owed: it runs, is stopped, or ran out and was never done.</summary>
    public bool IsOpen => EndedAt is null && !IsGivenUp && Verdict is not Verdict.NoTarget;

    /// <summary>Whether its verdict stands: nothing that happens later changes it, a returned mail excepted.</summary>
    public bool IsDecided => !IsOpen && Verdict is not (Verdict.NoTarget or Verdict.Withdrawn);
}
