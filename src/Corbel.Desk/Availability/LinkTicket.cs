using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>Staff say to which incident a ticket belongs, or to none. Only a ticket that they work on.</summary>
public sealed class LinkTicket(GroupWriter writer, IClock clock)
{
    /// <param name="by">Who says so.</param>
    /// <param name="ticket">The ticket's number.</param>
    /// <param name="incident">The incident's number; null to take the ticket off.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<Guid>> Run(Actor by, long ticket, long? incident, CancellationToken cancel = default)
    {
        if (!May.RunIncidents(by))
            return Refusals.NotForYou;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var id = await db
                    .Tickets.WorkedBy(by)
                    .Where(x => x.Number == ticket)
                    .Select(x => (Guid?)x.Id)
                    .SingleOrDefaultAsync(token);
                if (id is not { } found)
                    return Refusals.NoSuchTicket;
                var link = await db.IncidentTickets.AsTracking().SingleOrDefaultAsync(x => x.TicketId == found, token);
                if (incident is null)
                {
                    if (link is not null)
                        db.IncidentTickets.Remove(link);
                    return (Outcome<Guid>)found;
                }
                var of = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(x => x.Number == incident, token);
                if (of is null)
                    return StatusRefusals.NoSuchIncident;
                var now = Journal.Grain(clock.GetCurrentInstant());
                if (link is null)
                    db.IncidentTickets.Add(link = new IncidentTicket { TicketId = found });
                (link.IncidentId, link.LinkedBy, link.LinkedAt) = (of.Id, by.Person, now);
                return (Outcome<Guid>)found;
            },
            cancel
        );
    }
}
