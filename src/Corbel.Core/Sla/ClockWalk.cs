using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Walks through a journal in the order in which things happened and moves the clocks on.</summary>
internal sealed class ClockWalk
{
    private readonly TicketTerms _terms;
    private readonly IReadOnlyList<Entry> _journal;
    private readonly Instant _now;
    private readonly Contacts _contacts;
    private readonly TargetScope _scope;
    private readonly SeverityStanding _standing;
    private readonly ImmutableArray<Pause> _waits;
    private readonly List<RunningClock> _clocks = new(2);
    private readonly Named<SeveritySpec> _known;
    private readonly ReadingsSpec _readings;
    private readonly bool _owesReports;
    private CompiledPolicy _policy;
    private RunningClock? _report;
    private int _cycle = 1;
    private bool _isOpen = true;

    public ClockWalk(TicketTerms terms, IReadOnlyList<Entry> journal, Receipt receipt, Instant now)
    {
        (_terms, _journal, _now, _policy) = (terms, journal, now, terms.AtReceipt);
        (_known, _readings) = (_policy.Document.Severities, _policy.Document.Readings);
        // Reports are owed by who holds the first level: on what was handed over that is still the customer's own desk.
        _owesReports = receipt.HandedOverFrom is null;
        _contacts = new(journal);
        _waits = _readings.WaitingStops.IsEmpty ? [] : Waits.Of(journal, _contacts);
        _scope = new(receipt.Customer, receipt.Product, (PolicyChannel)receipt.Channel);
        // A severity that this version of the policy does not have says nothing about its targets.
        _standing = new(_known, receipt.StatedSeverity is { } s && _known.ContainsKey(s) ? s : null);
    }

    public ImmutableArray<Clock> Run()
    {
        BeginCycle(_journal[0].HappenedAt);
        foreach (var entry in InOrder(_journal))
        {
            ReportsMissedBefore(entry.HappenedAt);
            Step(entry);
        }
        ReportsMissedBefore(_now);
        return Finished();
    }

    private void Step(Entry entry)
    {
        var at = entry.HappenedAt;
        switch (entry.What)
        {
            case SeverityChoice said when _known.ContainsKey(said.Severity):
                var counts = _standing.Say(said.Severity, entry.By.Party);
                Say(said.Severity, entry.By.Party, at, counts ? null : StepEffect.AfterDecision);
                break;
            case SeverityObjection when _standing.Against is { } against:
                Say(against, Party.Customer, at, StepEffect.Objected);
                break;
            case SeverityDecision decided when _known.ContainsKey(decided.Severity):
                _standing.Decide(decided.Severity);
                Say(decided.Severity, Party.Provider, at, StepEffect.Decided);
                break;
            case CustomerMessage { Machine: false }:
                AwaitNext(at);
                break;
            case Contact or ContactElsewhere when _contacts.Of(entry) is { } contact:
                Report(contact);
                break;
            case HolidayChange change when _terms.After(change) is { } policy:
                _policy = policy;
                foreach (var clock in _clocks.Where(c => c.RunsAt(at)))
                {
                    clock.Change(policy, at);
                }
                break;
            case Resolution when _isOpen:
                Close(at, resolved: true);
                break;
            case Split { LeavesNothing: true }:
                // The message that was to be answered has a first response of its own now.
                foreach (var next in _clocks.Where(c => c.Kind == TargetKind.NextResponse && c.RunsAt(at)))
                {
                    next.Withdraw(at);
                }
                break;
            case Merge when _isOpen:
                Close(at, resolved: false);
                break;
            case Reopening reopening:
                Reopen(reopening, at);
                break;
        }
    }

    private void Say(string severity, Party by, Instant at, StepEffect? effect)
    {
        foreach (var clock in _clocks.Where(c => c.Cycle == _cycle && c.RunsAt(at)))
        {
            clock.Say(severity, by, at, effect);
        }
    }

    private void BeginCycle(Instant received)
    {
        Begin(TargetKind.FirstResponse, received).EndedAt = _contacts.FirstSince(received);
        if (_policy.Has(TargetKind.Resolution))
        {
            Begin(TargetKind.Resolution, received);
        }
        BeginReport(received);
    }

    private RunningClock Begin(TargetKind kind, Instant from)
    {
        var clock = new RunningClock(kind, _cycle, from, _policy, _scope, _standing, PausesOf(kind));
        _clocks.Add(clock);
        return clock;
    }

    private ImmutableArray<Pause> PausesOf(TargetKind kind) => _readings.WaitingStops.Contains(kind) ? _waits : [];

    /// <summary>
    /// A message of the customer on an open issue that was answered before owes the next answer; several in a row are
    /// answered together, by the due instant of the first.
    /// </summary>
    private void AwaitNext(Instant at)
    {
        if (!_isOpen || !_policy.Has(TargetKind.NextResponse))
        {
            return;
        }
        var first = _clocks.FindLast(c => c.Kind == TargetKind.FirstResponse)!;
        if (first.EndedAt <= at && !_clocks.Exists(c => c.Kind == TargetKind.NextResponse && c.RunsAt(at)))
        {
            Begin(TargetKind.NextResponse, at).EndedAt = _contacts.FirstSince(at);
        }
    }

    private void BeginReport(Instant from) =>
        _report = _owesReports && _policy.Has(TargetKind.StatusReport) ? Begin(TargetKind.StatusReport, from) : null;

    private void Report(StandingContact contact)
    {
        var counts = contact.Report || _readings.StatusReport == StatusReportReading.AnyMessageByAPerson;
        if (_report is { } owed && counts && contact.At > owed.Received)
        {
            owed.EndedAt = contact.At;
            BeginReport(contact.At);
        }
    }

    /// <summary>A report that was not given by its due instant is late, and the rhythm goes on from there.</summary>
    private void ReportsMissedBefore(Instant at)
    {
        while (_report?.Due is { } due && due < at)
        {
            _report.LapsedAt = due;
            BeginReport(due);
        }
    }

    /// <summary>
    /// Ends the resolution clocks that run, and withdraws what nobody owes any more. A first response is owed until it is
    /// given: neither resolving nor merging is contact. A next one too, where the issue goes on in another ticket.
    /// </summary>
    private void Close(Instant at, bool resolved)
    {
        foreach (var clock in _clocks.Where(c => c.RunsAt(at)))
        {
            if (clock.Kind == TargetKind.FirstResponse || (clock.Kind == TargetKind.NextResponse && !resolved))
            {
                continue;
            }
            if (resolved && clock.Kind == TargetKind.Resolution)
            {
                clock.EndedAt = at;
            }
            else
            {
                clock.Withdraw(at);
            }
        }
        (_isOpen, _report) = (false, null);
    }

    private void Reopen(Reopening reopening, Instant at)
    {
        _isOpen = true;
        if (_readings.Reopened == ReopenedReading.Resumes)
        {
            Resume(at);
            return;
        }
        // The message that is a new problem gets a first response of its own in place of a next one.
        foreach (
            var next in _clocks.Where(c =>
                c.Kind == TargetKind.NextResponse && c.Received == reopening.Received && c.RunsAt(at)
            )
        )
        {
            next.Withdraw(at);
        }
        if (_report is { } owed)
        {
            owed.Withdraw(at);
        }
        _cycle++;
        _standing.BeginCycle();
        BeginCycle(reopening.Received);
    }

    /// <summary>Reading "a reopened issue: resumes": no new cycle; the resolution clock runs on, without the time in between.</summary>
    private void Resume(Instant at)
    {
        if (
            _clocks.FindLast(c => c.Kind == TargetKind.Resolution) is { EndedAt: { } ended } clock
            && !(clock.Due < ended)
        )
        {
            clock.Resume(ended, at);
        }
        if (_report is null)
        {
            BeginReport(at);
        }
    }

    private ImmutableArray<Clock> Finished()
    {
        var numbers = new int[Enum.GetValues<TargetKind>().Length];
        var clocks = ImmutableArray.CreateBuilder<Clock>(_clocks.Count);
        for (var kind = TargetKind.FirstResponse; kind <= TargetKind.Resolution; kind++)
        {
            foreach (var clock in _clocks)
            {
                if (clock.Kind != kind)
                {
                    continue;
                }
                // One for which nothing is promised keeps its number, so that a later change of severity moves no other.
                var at = clock.At(++numbers[(int)kind], _now);
                if (kind == TargetKind.FirstResponse || at.Verdict != Verdict.NoTarget)
                {
                    clocks.Add(at);
                }
            }
        }
        return clocks.DrainToImmutable();
    }

    /// <summary>A message placed late happened when it was received; what happened at one instant stays in order.</summary>
    private static IEnumerable<Entry> InOrder(IReadOnlyList<Entry> journal)
    {
        for (var i = 2; i < journal.Count; i++)
        {
            if (journal[i].HappenedAt < journal[i - 1].HappenedAt)
            {
                return journal.Skip(1).OrderBy(e => e.HappenedAt);
            }
        }
        return journal.Skip(1);
    }
}
