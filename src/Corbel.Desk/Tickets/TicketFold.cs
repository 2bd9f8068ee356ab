using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>Copies what the journal adds up to into the rows kept for queries.</summary>
internal static class TicketFold
{
    public static void Apply(
        Ticket row,
        TicketState state,
        byte[] head,
        ImmutableArray<Clock> clocks,
        Disputes disputes = default
    )
    {
        (row.DisputedAt, row.ObjectedAt, row.DecidedAt) = (disputes.RaisedAt, disputes.ObjectedAt, disputes.DecidedAt);
        row.Status = state.Status;
        row.Holidays = state.Holidays;
        row.Outcome = state.Outcome;
        row.Severity = state.Severity;
        row.AssigneeId = state.Assignee;
        row.Cycle = state.Cycle;
        row.LastEntry = state.LastEntry;
        row.LastEntryAt = state.LastEntryAt;
        row.LastCustomerAt = state.LastCustomerAt;
        // On a ticket that goes on in another one nobody answers any more.
        row.AwaitsAnswer = state.AwaitsAnswer && state.Status != TicketStatus.Merged;
        row.HandedOverTo = state.HandedOverTo;
        row.MergedInto = state.MergedInto;
        row.WaitsSince = state.WaitsSince;
        row.Objected = state.Objected;
        (row.Mark, row.NeedsList) = (state.Mark, state.NeedsList);
        row.Head = head;
        var first = clocks.FirstResponses()[^1];
        row.DueAt = first.Due;
        row.ContactAt = first.EndedAt;
        row.Verdict = first.Verdict;
        row.Queued =
            state.Status == TicketStatus.Open
            || clocks.Any(x => x.IsOpen && x.Due is not null && x.Kind <= TargetKind.NextResponse);
        var next = clocks.Where(x => x.IsOpen && x.Due is not null).MinBy(x => x.Due);
        row.NextDueAt = next?.Due;
        row.NextDueKind = next?.Kind;
    }

    public static WaitRow NewWait(Ticket row, int number, Pause wait)
    {
        var kept = new WaitRow
        {
            TicketId = row.Id,
            Number = number,
            OrganisationId = row.OrganisationId,
            DeskId = row.DeskId,
        };
        Apply(kept, wait);
        return kept;
    }

    public static void Apply(WaitRow kept, Pause wait)
    {
        kept.FromAt = wait.From;
        kept.ToAt = wait.To;
        kept.Asked = wait.Asked;
        kept.Answer = wait.Answer;
    }

    public static ClockRow NewClock(Ticket row, Clock clock)
    {
        var kept = new ClockRow
        {
            TicketId = row.Id,
            Kind = clock.Kind,
            Number = clock.Number,
            Cycle = clock.Cycle,
            OrganisationId = row.OrganisationId,
            DeskId = row.DeskId,
            ReceivedAt = clock.Received,
        };
        Apply(kept, clock);
        return kept;
    }

    public static void Apply(ClockRow kept, Clock clock)
    {
        kept.Severity = clock.Severity;
        kept.DueAt = clock.Due;
        kept.EndedAt = clock.EndedAt;
        kept.Verdict = clock.Verdict;
    }
}
