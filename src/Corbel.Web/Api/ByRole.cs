using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Api;

/// <summary>Addresses that are the same for everybody, and lead each to their own pages.</summary>
internal static class ByRole
{
    public static string Home(Actor actor) => actor.IsStaff || actor.Role == Role.DeskAgent ? "/console" : "/issues";

    /// <summary>
    /// To the console for who works on the ticket, unless they logged it themselves; else to the portal. A ticket that does
    /// not exist for somebody leads where a missing one does.
    /// </summary>
    public static async Task<IResult> Ticket(long number, HttpContext http, DeskDb db, CancellationToken cancel)
    {
        var actor = http.Actor();
        var ticket = await db.Tickets.VisibleTo(actor).SingleOrDefaultAsync(x => x.Number == number, cancel);
        var works = ticket is null ? actor.IsStaff : May.Work(actor, ticket.Facts) && !May.Write(actor, ticket.Facts);
        return Results.Redirect(works ? $"/console/tickets/{number}" : $"/issues/{number}");
    }
}
