using Corbel.Core.Sla;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>Copies what the journal adds up to into the rows kept for queries.</summary>
internal static class TicketFold
{
    public static void Apply(Ticket row, TicketState state, byte[] head, Cycle current)
    {
        row.Status = state.Status;
        row.Severity = state.Severity;
        row.AssigneeId = state.Assignee;
        row.Cycle = state.Cycle;
        row.LastEntry = state.LastEntry;
        row.LastEntryAt = state.LastEntryAt;
        row.LastCustomerAt = state.LastCustomerAt;
        row.AwaitsAnswer = state.AwaitsAnswer;
        row.Head = head;
        row.DueAt = current.Due;
        row.ContactAt = current.ContactAt;
        row.Verdict = current.Verdict;
    }

    public static ClockRow NewClock(Ticket row, Cycle cycle)
    {
        var clock = new ClockRow
        {
            TicketId = row.Id,
            Cycle = cycle.Number,
            OrganisationId = row.OrganisationId,
            ReceivedAt = cycle.Received,
        };
        Apply(clock, cycle);
        return clock;
    }

    public static void Apply(ClockRow clock, Cycle cycle)
    {
        clock.Severity = cycle.Severity;
        clock.DueAt = cycle.Due;
        clock.ContactAt = cycle.ContactAt;
        clock.Verdict = cycle.Verdict;
    }
}
