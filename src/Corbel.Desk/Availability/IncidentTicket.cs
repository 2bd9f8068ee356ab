using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A customer's ticket belongs to an incident: to one at most.</summary>
public sealed class IncidentTicket
{
    public Guid TicketId { get; init; }
    public Guid IncidentId { get; set; }
    public Guid LinkedBy { get; set; }
    public Instant LinkedAt { get; set; }
}

/// <summary>One line of a timeline went to one ticket as a reply: never the same line twice.</summary>
public sealed class IncidentTelling
{
    public Guid IncidentId { get; init; }
    public int UpdateNumber { get; init; }
    public Guid TicketId { get; init; }

    /// <summary>The reply's entry in the ticket's journal.</summary>
    public int EntryNumber { get; set; }
    public Guid By { get; init; }
    public Instant At { get; init; }
}
