using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;

namespace Corbel.Core.Tests.Sla.Oracle;

internal sealed partial class MinuteWalk
{
    private readonly HashSet<int> _reached = [];

    private void Begin(long received, long minute)
    {
        _cycle++;
        AnsweredBySince(Start(TargetKind.FirstResponse, received, minute));
        if (_policy.Promises(TargetKind.Resolution))
        {
            Start(TargetKind.Resolution, received, minute);
        }
        BeginReport(received, minute);
    }

    private NaiveClock Start(TargetKind kind, long received, long minute)
    {
        var clock = new NaiveClock(_policy, _from, kind, received, _holidays, _waits)
        {
            Number = _clocks.Count(c => c.Kind == kind) + 1,
            Cycle = _cycle,
            Severity = _driving ?? _policy.NotStated(kind, _from),
            Basis = _basis,
            Claimed = _claimed,
            Held = _held,
        };
        if (_claimed is not null)
        {
            clock.Stated.Add(_claimed);
        }
        clock.CountTo(minute);
        _clocks.Add(clock);
        return clock;
    }

    private void BeginReport(long from, long minute) =>
        _report =
            !_handedOver && _policy.Promises(TargetKind.StatusReport)
                ? Start(TargetKind.StatusReport, from, minute)
                : null;

    /// <summary>A new problem may have come before the latest contacts.</summary>
    private void AnsweredBySince(NaiveClock clock)
    {
        var since = _contacts.Where(c => c.Written >= clock.Received).Select(c => (long?)c.At).ToArray();
        clock.Ended = since.Min();
    }

    private void Message(long minute)
    {
        var first = _clocks.FindLast(c => c.Kind == TargetKind.FirstResponse)!;
        var waits = _clocks.Exists(c => c.Kind == TargetKind.NextResponse && c.Runs);
        if (_open && first.Ended is not null && !waits && _policy.Promises(TargetKind.NextResponse))
        {
            Start(TargetKind.NextResponse, minute, minute);
        }
    }

    private void Contacted(long written, long minute, bool report, int reply)
    {
        _contacts.Add((written, minute));
        _reached.Add(reply);
        foreach (var clock in _clocks.Where(c => c.Runs && c.Received <= written))
        {
            if (clock.Kind is TargetKind.FirstResponse or TargetKind.NextResponse)
            {
                clock.CountTo(minute);
                clock.Ended = minute;
            }
        }
        if (_report is { } owed && (report || _policy.Readings.StatusReport == StatusReportReading.AnyMessageByAPerson))
        {
            owed.Ended = minute;
            BeginReport(minute, minute);
        }
        foreach (var wait in _asked.Where(a => ((Wait)a.What).Asked == reply).ToArray())
        {
            BeginWait(wait, minute);
        }
    }

    /// <summary>A question stops clocks once it has reached the customer, if nobody has answered it before.</summary>
    private void BeginWait(Entry wait, long minute)
    {
        _asked.Remove(wait);
        if (!_waits.Exists(w => w.To is null))
        {
            _waits.Add(new(minute, ((Wait)wait.What).Asked));
        }
    }

    private void EndWaits(long minute, int? answer)
    {
        _asked.Clear();
        foreach (var wait in _waits.Where(w => w.To is null))
        {
            (wait.To, wait.Answer) = (minute, answer);
        }
    }

    private void Says(string severity, Party by, long minute)
    {
        var rank = _policy.Rank(severity);
        if (by == Party.Customer && _decided && rank < _policy.Rank(_driving))
        {
            return;
        }
        if (by == Party.Customer)
        {
            (_claimed, _driving, _basis) = (severity, severity, SeverityBasis.StatedByCustomer);
            _held = _held is not null && _policy.Rank(_held) > rank ? _held : null;
        }
        else if (!_decided && _claimed is not null && rank >= _policy.Rank(_claimed))
        {
            _held = severity == _claimed ? null : severity;
            (_driving, _basis) = (_claimed, SeverityBasis.StatedByCustomer);
        }
        else
        {
            (_held, _driving, _basis) = (null, severity, SeverityBasis.SetByProvider);
        }
        Tell(severity, by == Party.Customer, minute);
    }

    private void Tell(string severity, bool byCustomer, long minute)
    {
        foreach (var clock in _clocks.Where(c => c.Runs && c.Cycle == _cycle))
        {
            (clock.Claimed, clock.Held) = (_claimed, _held);
            if (clock.Drive(_driving!, _basis, minute) && byCustomer)
            {
                clock.Stated.Add(severity);
            }
        }
    }

    private void Close(long minute, bool resolved)
    {
        if (!_open)
        {
            return;
        }
        foreach (var clock in _clocks.Where(c => c.Runs && c.Kind != TargetKind.FirstResponse))
        {
            if (!resolved && clock.Kind == TargetKind.NextResponse)
            {
                continue;
            }
            clock.CountTo(minute);
            if (resolved && clock.Kind == TargetKind.Resolution)
            {
                clock.Ended = minute;
            }
            else
            {
                clock.Withdrawn = minute;
            }
        }
        (_open, _report) = (false, null);
    }

    private void Reopen(long received, long minute)
    {
        _open = true;
        if (_policy.Readings.Reopened == ReopenedReading.NewCycle)
        {
            foreach (var clock in _clocks.Where(c => c.Runs))
            {
                var replaced = clock.Kind == TargetKind.NextResponse && clock.Received == received;
                if (replaced || clock == _report)
                {
                    clock.Withdrawn = minute;
                }
            }
            _decided = false;
            Begin(received, minute);
            return;
        }
        var resolution = _clocks.FindLast(c => c.Kind == TargetKind.Resolution);
        resolution?.CountTo(minute);
        if (resolution?.Ended is { } ended && !(resolution.Due < ended))
        {
            resolution.Resume(minute);
            (resolution.Claimed, resolution.Held) = (_claimed, _held);
            // What was said meanwhile counts from now on.
            if (_driving is not null && resolution.Drive(_driving, _basis, minute) && _claimed is not null)
            {
                resolution.Stated.Add(_claimed);
            }
        }
        if (_report is null)
        {
            BeginReport(minute, minute);
        }
    }
}
