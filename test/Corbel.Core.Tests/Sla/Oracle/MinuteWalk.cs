using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>
/// The oracle: a second implementation of <see cref="Clocks"/> from the words of docs/policy-reference.md. It looks at a
/// journal one minute after the other, lets happen what happens in that minute, and knows nothing of what comes, but for
/// replies that will come back: those were never sent. It shares no code with the engine but the types of the policy.
/// </summary>
internal sealed partial class MinuteWalk
{
    private readonly NaivePolicy _policy;
    private readonly IReadOnlyList<Entry> _journal;
    private readonly TargetScope _from;
    private readonly bool _handedOver;
    private readonly HashSet<(Guid?, int)> _returned;
    private readonly List<(long Written, long At)> _contacts = [];
    private readonly List<NaivePause> _waits = [];
    private readonly List<Entry> _asked = [];
    private readonly List<NaiveClock> _clocks = [];
    private string _holidays;
    private NaiveClock? _report;
    private int _cycle;
    private bool _open = true;

    // How the severity stands.
    private string? _driving;
    private SeverityBasis _basis = SeverityBasis.NotStated;
    private string? _claimed;
    private string? _held;
    private bool _decided;

    private MinuteWalk(NaivePolicy policy, IReadOnlyList<Entry> journal, string holidays)
    {
        (_policy, _journal, _holidays) = (policy, journal, holidays);
        var receipt = (Receipt)journal[0].What;
        _handedOver = receipt.HandedOverFrom is not null;
        _from = new(receipt.Customer, receipt.Product, Enum.Parse<PolicyChannel>($"{receipt.Channel}"));
        _returned = [.. journal.Select(e => e.What).OfType<DeliveryFailure>().Select(f => (f.Ticket, f.Reply))];
        if (receipt.StatedSeverity is { } stated && policy.Knows(stated))
        {
            (_driving, _claimed, _basis) = (stated, stated, SeverityBasis.StatedByCustomer);
        }
    }

    public static long Minute(Instant instant) => instant.ToUnixTimeSeconds() / 60;

    /// <summary>The clocks of a journal, by kind, as they stand at a minute when all of it has happened.</summary>
    public static IEnumerable<NaiveClock> Clocks(
        NaivePolicy policy,
        IReadOnlyList<Entry> journal,
        string holidays,
        long now
    )
    {
        var walk = new MinuteWalk(policy, journal, holidays);
        var entries = journal.Skip(1).OrderBy(e => e.HappenedAt).ToArray();
        var (next, received) = (0, Minute(journal[0].HappenedAt));
        walk.Begin(received, received);
        for (var minute = received; minute <= now; minute++)
        {
            walk.Look(minute);
            for (; next < entries.Length && Minute(entries[next].HappenedAt) == minute; next++)
            {
                walk.Happens(entries[next], minute);
                // What was decided may have brought the due time of a report into the past.
                walk.Look(minute);
            }
        }
        next.ShouldBe(entries.Length);
        foreach (var clock in walk._clocks)
        {
            // What is to come stops nothing, except where it waits now and nobody knows until when.
            clock.CountTo(now);
            for (var minute = now; clock.Uncounted && !clock.Stopped(minute); minute++)
            {
                (minute - now).ShouldBeLessThan(400 * 1440);
                clock.CountTo(minute + 1);
            }
        }
        return walk._clocks.Where(c => c.Kind == TargetKind.FirstResponse || c.HasTarget).OrderBy(c => c.Kind);
    }

    /// <summary>The beginning of a minute: reports that are missed by now.</summary>
    private void Look(long minute)
    {
        while (_report is { } report)
        {
            report.CountTo(minute);
            if (!(report.Due < minute))
            {
                return;
            }
            report.Lapsed = report.Due;
            BeginReport(report.Due!.Value, minute);
        }
    }

    private void Happens(Entry entry, long minute)
    {
        switch (entry.What)
        {
            case CustomerMessage { Machine: false }:
                EndWaits(minute, entry.Number);
                Message(minute);
                break;
            case Contact contact when Stands(contact):
                var reply = _journal[contact.Reply - 1];
                Contacted(Minute(reply.HappenedAt), minute, ((StaffReply)reply.What).Report, contact.Reply);
                break;
            case ContactElsewhere there when !_returned.Contains((there.Ticket, there.Reply)):
                Contacted(minute, minute, report: false, reply: 0);
                break;
            case Wait wait when _reached.Contains(wait.Asked):
                BeginWait(entry, minute);
                break;
            case Wait:
                _asked.Add(entry);
                break;
            case WaitEnd:
                EndWaits(minute, null);
                break;
            case SeverityChoice said when _policy.Knows(said.Severity):
                Says(said.Severity, entry.By.Party, minute);
                break;
            case SeverityDecision decision when _policy.Knows(decision.Severity):
                (_decided, _claimed, _held) = (true, null, null);
                (_driving, _basis) = (decision.Severity, SeverityBasis.DecidedByProvider);
                Tell(decision.Severity, byCustomer: false, minute);
                break;
            case HolidayChange change when _policy.KnowsHolidays(change.Holidays):
                _holidays = change.Holidays;
                _clocks.Where(c => c.Runs).ToList().ForEach(c => c.Change(_holidays, minute));
                break;
            case Resolution or Merge:
                EndWaits(minute, null);
                Close(minute, entry.What is Resolution);
                break;
            case Split { LeavesNothing: true }:
                _clocks
                    .Where(c => c.Runs && c.Kind == TargetKind.NextResponse)
                    .ToList()
                    .ForEach(c => c.Withdrawn = minute);
                break;
            case Reopening reopening:
                Reopen(Minute(reopening.Received), minute);
                break;
        }
    }

    private bool Stands(Contact contact) =>
        !_returned.Contains((null, contact.Reply))
        && contact.Reply <= _journal.Count
        && _journal[contact.Reply - 1] is { What: StaffReply, By: { Party: Party.Provider, Person: not null } };
}
