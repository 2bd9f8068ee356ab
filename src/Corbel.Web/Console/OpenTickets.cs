using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>A ticket that somebody on the telephone may be calling about.</summary>
public sealed record OpenTicket(long Number, string Subject, bool Own);

internal static class OpenTickets
{
    private const int Most = 8;

    /// <summary>Open tickets of the provider's desk that a person may see: what they logged themselves first.</summary>
    public static async Task<IReadOnlyList<OpenTicket>> Of(
        DeskDb db,
        Actor reader,
        Person person,
        CancellationToken cancel
    )
    {
        var id = person.Id;
        return await db
            .Tickets.VisibleTo(reader)
            .VisibleTo(person.ToActor())
            .Where(x => x.Status == TicketStatus.Open && x.DeskId == null)
            .OrderByDescending(x => x.ReporterId == id)
            .ThenByDescending(x => x.Number)
            .Take(Most)
            .Select(x => new OpenTicket(x.Number, x.Subject, x.ReporterId == id))
            .ToListAsync(cancel);
    }
}
