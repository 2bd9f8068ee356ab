using Corbel.Core.Policy;
using Corbel.Core.Sla;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>A stretch in which the desk waits, in minutes.</summary>
internal sealed record NaivePause(long From, int? Asked)
{
    public long? To { get; set; }
    public int? Answer { get; set; }

    public bool Holds(long minute) => From <= minute && !(To <= minute);
}

/// <summary>A clock of the oracle. It counts by every severity at once, and a severity only says which count is due.</summary>
internal sealed class NaiveClock
{
    private readonly NaivePolicy _policy;
    private readonly TargetScope _from;
    private readonly List<NaivePause> _waits;
    private readonly List<NaivePause> _resolved = [];
    private Dictionary<string, Count> _counts;
    private Count? _fromChange;
    private string _holidays;
    private HashSet<string> _excuses = [];

    public NaiveClock(
        NaivePolicy policy,
        TargetScope from,
        TargetKind kind,
        long received,
        string holidays,
        List<NaivePause> waits
    )
    {
        (_policy, _from, Kind, Received, CountedFrom) = (policy, from, kind, received, received);
        (_holidays, _waits) = (holidays, policy.Readings.WaitingStops.Contains(kind) ? waits : []);
        _counts = CountsFrom(received, holidays);
    }

    public TargetKind Kind { get; }
    public long Received { get; }
    public required int Number { get; init; }
    public required int Cycle { get; init; }
    public string? Severity { get; set; }
    public SeverityBasis Basis { get; set; }
    public string? Claimed { get; set; }
    public string? Held { get; set; }

    /// <summary>What the customer has stated so far, where the clock took it.</summary>
    public HashSet<string> Stated { get; } = [];
    public long CountedFrom { get; private set; }
    public long? Ended { get; set; }
    public long? Withdrawn { get; set; }
    public long? Lapsed { get; set; }
    public List<(long At, long? Before, long? After)> HolidaySteps { get; } = [];

    public bool Runs => (Ended ?? Withdrawn ?? Lapsed) is null;

    public bool HasTarget => Severity is { } s && _counts.ContainsKey(s);

    public long? Due => (Severity is null ? null : _fromChange ?? _counts.GetValueOrDefault(Severity))?.Due;

    public long? DueBy(string severity) => _counts.GetValueOrDefault(severity)?.Due;

    public bool Targets(string severity) => _counts.ContainsKey(severity);

    /// <summary>Counts up to a minute, that one left out.</summary>
    public void CountTo(long minute)
    {
        foreach (var count in _counts.Values)
        {
            CountTo(count, minute);
        }
        CountTo(_fromChange, minute);
    }

    private void CountTo(Count? count, long minute)
    {
        while (count is { Due: null } && count.Next < minute)
        {
            count.Tick(Stopped(count.Next));
        }
    }

    /// <summary>Whether a count of it is not full yet.</summary>
    public bool Uncounted => _counts.Values.Append(_fromChange).Any(c => c is { Due: null });

    /// <summary>A severity drives from now on; false where the clock has run out and would be given more time.</summary>
    public bool Drive(string severity, SeverityBasis basis, long now)
    {
        CountTo(now);
        var raises = _policy.Rank(severity) < _policy.Rank(Severity) && Basis != SeverityBasis.NotStated;
        var fresh =
            raises && _policy.Readings.SeverityRaised == RaisedReading.FromChange
                ? Counting(severity, now, _holidays)
                : null;
        if (Due < now && !((fresh is null ? DueBy(severity) : fresh.Foresee()) <= Due))
        {
            return false;
        }
        if (raises)
        {
            _excuses = [.. Stated];
        }
        if (raises && _policy.Readings.SeverityRaised == RaisedReading.FromChange && HasTarget)
        {
            var before = (_fromChange ?? _counts[Severity!]).Foresee();
            if (fresh is null || fresh.Foresee() > before)
            {
                // Counted from the change, a stricter one never gives more time.
                return true;
            }
        }
        (Severity, Basis, _fromChange) = (severity, basis, fresh);
        CountedFrom = raises && _policy.Readings.SeverityRaised == RaisedReading.FromChange ? now : Received;
        return true;
    }

    /// <summary>The holidays changed: recounted from the start by the new lists, unless it has run out or would have.</summary>
    public void Change(string holidays, long now)
    {
        CountTo(now);
        if (Due < now)
        {
            return;
        }
        var before = Foreseen(now);
        var old = (_counts, _fromChange, _holidays);
        (_counts, _holidays) = (CountsFrom(Received, holidays), holidays);
        _fromChange = _fromChange is null ? null : Counting(Severity!, CountedFrom, holidays);
        CountTo(now);
        var after = Foreseen(now);
        if (Due < now)
        {
            ((_counts, _fromChange, _holidays), after) = (old, before);
        }
        HolidaySteps.Add((now, before, after));
    }

    /// <summary>It was resolved and is not any more: the time in between does not count.</summary>
    public void Resume(long now)
    {
        _resolved.Add(new(Ended!.Value, null) { To = now });
        Ended = null;
        _counts = CountsFrom(Received, _holidays);
        _fromChange = _fromChange is null ? null : Counting(Severity!, CountedFrom, _holidays);
    }

    public IEnumerable<NaivePause> Pauses(long now)
    {
        var until = Ended ?? Withdrawn ?? Math.Max(Due ?? now, now);
        return _waits
            .Concat(_resolved)
            .Where(p => p.From != p.To && !(p.To <= CountedFrom) && p.From < until && !(p.From >= Due))
            .OrderBy(p => p.From);
    }

    public Verdict Judge(string? severity, long? due, long now)
    {
        if (severity is null || !_counts.ContainsKey(severity))
        {
            return Verdict.NoTarget;
        }
        var at = Ended ?? Withdrawn ?? now;
        if (!(due < at))
        {
            return Ended is not null ? Verdict.Kept
                : Withdrawn is not null ? Verdict.Withdrawn
                : due is null ? Verdict.Paused
                : Verdict.Running;
        }
        var excused = _excuses.Any(c => _policy.Rank(c) > _policy.Rank(severity) && Targets(c) && !(DueBy(c) < at));
        return excused ? Verdict.LateByReclassification : Verdict.Late;
    }

    private long? Foreseen(long now) =>
        !HasTarget
            ? null
            : Due ?? (Stopped(now - 1) && Stopped(now) ? null : (_fromChange ?? _counts[Severity!]).Foresee());

    /// <summary>A wait that begins when the clock has ended, or later, does not touch it.</summary>
    public bool Stopped(long minute)
    {
        foreach (var wait in _waits)
        {
            if (wait.Holds(minute) && !(wait.From >= (Ended ?? Withdrawn)))
            {
                return true;
            }
        }
        return _resolved.Exists(w => w.Holds(minute));
    }

    private Dictionary<string, Count> CountsFrom(long from, string holidays) =>
        _policy
            .Severities.Select(s => (Severity: s, Count: Counting(s, from, holidays)))
            .Where(s => s.Count is not null)
            .ToDictionary(s => s.Severity, s => s.Count!);

    private Count? Counting(string severity, long from, string holidays) =>
        _policy.Target(Kind, severity, _from) is { } target
            ? new(target, _policy.Hours(target.Calendar, holidays), from, _policy.NextOpening)
            : null;
}
