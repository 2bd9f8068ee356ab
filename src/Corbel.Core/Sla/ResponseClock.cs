using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// One running first-response clock, moved on choice by choice. Its rules are the readings "severity not stated",
/// "severity in dispute" and "severity raised before the first contact".
/// </summary>
internal sealed class ResponseClock
{
    private readonly CompiledPolicy _policy;
    private readonly Instant _received;
    private readonly List<SeverityStep> _steps = [];
    private readonly List<string> _claims = [];
    private ImmutableArray<string> _claimsBeforeRaise = [];
    private string? _severity;
    private SeverityBasis _basis;
    private string? _claimed;
    private Instant _from;
    private Instant? _due;

    /// <summary>Starts a clock with the severity in force at its start, if one is.</summary>
    public ResponseClock(
        CompiledPolicy policy,
        Instant received,
        string? severity,
        SeverityBasis basis,
        string? claimed
    )
    {
        (_policy, _received, _from, _claimed) = (policy, received, received, claimed);
        if (claimed is not null)
        {
            _claims.Add(claimed);
        }
        (_severity, _basis) = severity is null
            ? (policy.SeverityWhenNotStated?.Id, SeverityBasis.NotStated)
            : (severity, basis);
        Carried = (severity, basis, claimed);
        _due = DueOf(_severity, received);
    }

    /// <summary>A choice of severity before the contact.</summary>
    public void Choose(string severity, Party by, Instant at)
    {
        var before = _claims.ToImmutableArray();
        if (by == Party.Customer)
        {
            _claimed = severity;
            _claims.Add(severity);
        }
        var (driving, basis) = Decide(severity, _claimed);
        var raises = Rank(driving) < Rank(_severity) && _basis != SeverityBasis.NotStated;
        var effect =
            !Drive(driving, basis, raises, at) ? StepEffect.AfterRunningOut
            : driving != severity ? StepEffect.InDispute
            : raises ? StepEffect.Raises
            : StepEffect.Drives;
        if (raises)
        {
            _claimsBeforeRaise = before;
        }
        Carried = (driving, basis, _claimed);
        _steps.Add(new(at, severity, by, effect, _severity));
    }

    /// <summary>A choice after the contact: this clock stands, the next cycle begins with it.</summary>
    public void ChooseForNext(string severity, Party by)
    {
        var claimed = by == Party.Customer ? severity : Carried.Claimed;
        var (driving, basis) = Decide(severity, claimed);
        Carried = (driving, basis, claimed);
    }

    /// <summary>
    /// The severity that drives after a choice. The customer's word always does; the provider's does unless it is lower
    /// than what the customer claims.
    /// </summary>
    private (string Severity, SeverityBasis Basis) Decide(string severity, string? claimed) =>
        claimed is not null && Rank(severity) >= Rank(claimed)
            ? (claimed, SeverityBasis.StatedByCustomer)
            : (severity, SeverityBasis.SetByProvider);

    /// <summary>Moves the clock to a severity; false where the clock has run out and would be given more time.</summary>
    private bool Drive(string severity, SeverityBasis basis, bool raises, Instant at)
    {
        var fromChange = raises && _policy.Document.Readings.SeverityRaised == RaisedReading.FromChange;
        var from = fromChange ? at : _received;
        var due = DueOf(severity, from);
        var later = due is null || due > _due;
        if (_due is { } running && at > running && later)
        {
            return false;
        }
        // Counting a stricter severity from the change can never give more time than there was.
        if (!(fromChange && later))
        {
            (_severity, _basis, _from, _due) = (severity, basis, from, due);
        }
        return true;
    }

    /// <summary>How the clock stands, with the contact that ended it or at an instant without one.</summary>
    public Cycle End(int number, Instant? contact, Instant now) =>
        new(number, _received, _severity, _basis, _claimed, _from, _due, contact, Judge(contact, now), [.. _steps]);

    private Verdict Judge(Instant? contact, Instant now)
    {
        if (_due is not { } due)
        {
            return Verdict.NoTarget;
        }
        var at = contact ?? now;
        if (at <= due)
        {
            return contact is null ? Verdict.Running : Verdict.Kept;
        }
        // The customer's own lower statement excuses the lateness only as long as that one would have been kept.
        return _claimsBeforeRaise.Any(c => Rank(c) > Rank(_severity) && DueOf(c, _received) >= at)
            ? Verdict.LateByReclassification
            : Verdict.Late;
    }

    /// <summary>What the next cycle begins with: no severity where none was ever said.</summary>
    public (string? Severity, SeverityBasis Basis, string? Claimed) Carried { get; private set; }

    private Instant? DueOf(string? severity, Instant from) =>
        severity is null ? null : FirstResponse.DueAt(_policy, severity, from);

    /// <summary>0 for the strictest; a severity that the policy does not know is the least strict.</summary>
    private int Rank(string? severity)
    {
        var items = _policy.Document.Severities.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Id == severity)
            {
                return i;
            }
        }
        return int.MaxValue;
    }
}
