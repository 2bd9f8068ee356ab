using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// One running clock, moved on step by step. Its rules are the readings "severity not stated", "severity in dispute",
/// "severity raised before the first contact" and "waiting for the customer".
/// </summary>
internal sealed class RunningClock
{
    private readonly TargetScope _scope;
    private readonly SeverityStanding _standing;
    private ImmutableArray<Pause> _pauses;
    private readonly List<SeverityStep> _steps = [];
    private readonly List<HolidayStep> _holidaySteps = [];
    private readonly List<string> _claims = [];
    private ImmutableArray<string> _claimsBeforeRaise = [];
    private CompiledPolicy _policy;
    private string? _severity;
    private SeverityBasis _basis;
    private string? _claimed;
    private string? _against;
    private Instant _from;
    private (string? Severity, Instant From, CompiledPolicy? Policy) _asked;
    private (TargetSpec? Target, Instant? Due) _answer;

    /// <summary>Starts a clock with the severity in force at its start, if one is.</summary>
    /// <param name="kind">What it measures.</param>
    /// <param name="cycle">The ticket's cycle.</param>
    /// <param name="received">When what started it happened.</param>
    /// <param name="policy">The policy with the holidays known then.</param>
    /// <param name="scope">Where the issue comes from.</param>
    /// <param name="standing">How the severity stands.</param>
    /// <param name="pauses">The waits of the journal that stop a clock of this kind.</param>
    public RunningClock(
        TargetKind kind,
        int cycle,
        Instant received,
        CompiledPolicy policy,
        TargetScope scope,
        SeverityStanding standing,
        ImmutableArray<Pause> pauses
    )
    {
        (Kind, Cycle, Received, _from) = (kind, cycle, received, received);
        (_policy, _scope, _standing, _pauses) = (policy, scope, standing, pauses);
        (_claimed, _against) = (standing.Claimed, standing.Against);
        if (_claimed is not null)
        {
            _claims.Add(_claimed);
        }
        (_severity, _basis) = standing.Driving is { } driving
            ? (driving, standing.Basis)
            : (WhenNotStated(policy, kind, scope), SeverityBasis.NotStated);
    }

    public TargetKind Kind { get; }

    public int Cycle { get; }

    public Instant Received { get; }

    /// <summary>When what was promised was done; none while it was not.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>When nothing was owed any more.</summary>
    public Instant? WithdrawnAt { get; private set; }

    /// <summary>When the next one of a rhythm took its place.</summary>
    public Instant? LapsedAt { get; set; }

    /// <summary>Whether something can still move it at that instant: a change at the instant of its end comes after it.</summary>
    public bool RunsAt(Instant at) => !(EndedAt <= at) && !(WithdrawnAt <= at) && !(LapsedAt <= at);

    /// <summary>The due instant by all that is known; none where there is no target or it is stopped.</summary>
    public Instant? Due => DueOf(_severity, _from).Due;

    /// <summary>Somebody said a severity while it runs; the standing is the one after it.</summary>
    /// <param name="severity">The severity said.</param>
    /// <param name="by">On which side the person stands.</param>
    /// <param name="at">When.</param>
    /// <param name="effect">What it did to the standing where that alone decides; none where the clock does.</param>
    public void Say(string severity, Party by, Instant at, StepEffect? effect = null)
    {
        (_claimed, _against) = (_standing.Claimed, _standing.Against);
        if (effect is StepEffect.AfterDecision or StepEffect.Objected)
        {
            _steps.Add(new(at, severity, by, effect.Value, _severity));
            return;
        }
        var driving = _standing.Driving!;
        var (took, raises) = Take(driving, at);
        var did =
            !took ? StepEffect.AfterRunningOut
            : driving != severity ? StepEffect.InDispute
            : effect ?? (raises ? StepEffect.Raises : StepEffect.Drives);
        // What the customer says once the clock has run out excuses nothing.
        if (took && by == Party.Customer)
        {
            _claims.Add(severity);
        }
        _steps.Add(new(at, severity, by, did, _severity));
    }

    /// <summary>
    /// The holiday lists changed. A clock that has run out stays; one that runs is counted by the new lists, unless that
    /// would put its due instant into the past.
    /// </summary>
    public void Change(CompiledPolicy policy, Instant at)
    {
        var (before, old) = (DueAsOf(_severity, _from, at, waitEnds: null).Due, _policy);
        if (before < at)
        {
            return;
        }
        _policy = policy;
        var after = DueAsOf(_severity, _from, at, waitEnds: null).Due;
        if (after < at)
        {
            (_policy, after) = (old, before);
        }
        _holidaySteps.Add(new(at, before, after));
    }

    /// <summary>Nothing is owed any more from an instant on: what is done later does not end it.</summary>
    public void Withdraw(Instant at) => (WithdrawnAt, EndedAt) = (at, null);

    /// <summary>
    /// What had ended it was undone: it runs on, without the time in between, and by what was said about the severity in
    /// that time.
    /// </summary>
    public void Resume(Instant ended, Instant at)
    {
        EndedAt = null;
        _pauses = _pauses.Add(new(ended, at, null, null)).Sort((a, b) => a.From.CompareTo(b.From));
        (_claimed, _against) = (_standing.Claimed, _standing.Against);
        if (_standing.Driving is { } driving && Take(driving, at).Took && _claimed is not null)
        {
            _claims.Add(_claimed);
        }
    }

    /// <summary>How the clock stands at an instant; its end may be later or not known.</summary>
    public Clock At(int number, Instant now)
    {
        var (target, due) = DueOf(_severity, _from);
        var verdict = Judge(_severity, target, due, now);
        var ended = EndedAt ?? (verdict == Verdict.Withdrawn ? WithdrawnAt : null);
        // All that the due instant left out, a wait that begins at this very instant too.
        var last = ended ?? WithdrawnAt ?? Instant.MaxValue;
        return new(
            Kind,
            number,
            Cycle,
            Received,
            _severity,
            _basis,
            _claimed,
            _from,
            [.. _pauses.Where(p => !(p.To <= _from) && p.From < last && !(p.From >= due))],
            due,
            ended,
            verdict,
            [.. _steps],
            [.. _holidaySteps],
            InDispute(now),
            _policy,
            target
        )
        {
            IsGivenUp = EndedAt is null && (WithdrawnAt <= now || LapsedAt <= now),
        };
    }

    private DisputedOutcome? InDispute(Instant now)
    {
        if (_against is not { } against)
        {
            return null;
        }
        var (target, due) = DueOf(against, Received);
        return new(against, due, Judge(against, target, due, now));
    }

    private (bool Took, bool Raises) Take(string driving, Instant at)
    {
        var raises = _standing.Rank(driving) < _standing.Rank(_severity) && _basis != SeverityBasis.NotStated;
        var took = Drive(driving, _standing.Basis, raises, at);
        if (took && raises)
        {
            _claimsBeforeRaise = [.. _claims];
        }
        return (took, raises);
    }

    /// <summary>Moves the clock to a severity; false where the clock has run out and would be given more time.</summary>
    private bool Drive(string severity, SeverityBasis basis, bool raises, Instant at)
    {
        var fromChange = raises && _policy.Document.Readings.SeverityRaised == RaisedReading.FromChange;
        var from = fromChange ? at : Received;
        // While it waits, as if the wait ended now: whatever comes then moves both alike.
        var running = Late(DueAsOf(_severity, _from, at, waitEnds: at));
        var later = Late(DueAsOf(severity, from, at, waitEnds: at)) > running;
        if (at > running && later)
        {
            return false;
        }
        // Counting a stricter severity from the change can never give more time than there was.
        if (!(fromChange && later))
        {
            (_severity, _basis, _from) = (severity, basis, from);
        }
        return true;
    }

    private Verdict Judge(string? severity, TargetSpec? target, Instant? due, Instant now)
    {
        if (target is null)
        {
            return Verdict.NoTarget;
        }
        var at = EndedAt ?? WithdrawnAt ?? now;
        if (due is null || at <= due)
        {
            return EndedAt is not null ? Verdict.Kept
                : WithdrawnAt is not null ? Verdict.Withdrawn
                : due is null ? Verdict.Paused
                : Verdict.Running;
        }
        // The customer's own lower statement excuses the lateness only as long as that one would have been kept.
        return _claimsBeforeRaise.Any(c =>
            _standing.Rank(c) > _standing.Rank(severity) && DueOf(c, Received) is (not null, var d) && !(d < at)
        )
            ? Verdict.LateByReclassification
            : Verdict.Late;
    }

    /// <summary>Never, where there is no target or it is stopped.</summary>
    private static Instant Late((TargetSpec? Target, Instant? Due) due) => due.Due ?? Instant.MaxValue;

    /// <summary>The target of a severity and when it is due, by all that is known.</summary>
    private (TargetSpec? Target, Instant? Due) DueOf(string? severity, Instant from) =>
        DueAsOf(severity, from, Instant.MaxValue, waitEnds: null);

    /// <summary>
    /// The same by the pauses that had begun at an instant; a wait that lasted then ends at the instant given, or nobody
    /// knows when.
    /// </summary>
    private (TargetSpec? Target, Instant? Due) DueAsOf(string? severity, Instant from, Instant asOf, Instant? waitEnds)
    {
        // Asked again and again while a journal is walked; where nothing stops it the answer stays.
        if (_pauses.IsEmpty && (severity, from, _policy) == _asked)
        {
            return _answer;
        }
        _asked = (severity, from, _policy);
        return _answer =
            severity is not null && _policy.Target(Kind, severity, _scope) is { } target
                ? (target, DueRule.At(_policy, target, from, Begun(asOf, waitEnds)))
                : (null, null);
    }

    private ReadOnlySpan<Pause> Begun(Instant asOf, Instant? waitEnds)
    {
        // What begins when the clock has ended does not touch it any more.
        var last = EndedAt ?? WithdrawnAt ?? Instant.MaxValue;
        var begun = 0;
        while (begun < _pauses.Length && _pauses[begun].From < asOf && _pauses[begun].From < last)
        {
            begun++;
        }
        if (begun == 0 || _pauses[begun - 1].To <= asOf)
        {
            return _pauses.AsSpan()[..begun];
        }
        return _pauses[..begun].SetItem(begun - 1, _pauses[begun - 1] with { To = waitEnds }).AsSpan();
    }

    private static string? WhenNotStated(CompiledPolicy policy, TargetKind kind, TargetScope scope)
    {
        var (reading, items) = (policy.Document.Readings.SeverityNotStated, policy.Document.Severities.Items);
        if (reading != ReadingsSpec.Strictest)
        {
            return reading;
        }
        foreach (var severity in items)
        {
            if (policy.Target(kind, severity.Id, scope) is not null)
            {
                return severity.Id;
            }
        }
        return null;
    }
}
