using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>A call in a list.</summary>
/// <param name="Call">The call.</param>
/// <param name="Number">Who called, as people write it.</param>
/// <param name="Name">The person known by the number.</param>
/// <param name="Organisation">The organisation known by it.</param>
/// <param name="AnsweredBy">Who of staff answered.</param>
/// <param name="Ticket">The number of its ticket, where this reader may see it.</param>
/// <param name="Held">A message of it waits for staff.</param>
public sealed record CallRow(
    Call Call,
    string? Number,
    string? Name,
    string? Organisation,
    string? AnsweredBy,
    long? Ticket,
    bool Held
)
{
    /// <param name="db">Where they stand.</param>
    /// <param name="plan">Writes the numbers.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="calls">Calls that the reader may see, in their order.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<CallRow>> Read(
        DeskDb db,
        NumberPlan plan,
        Actor actor,
        IQueryable<Call> calls,
        CancellationToken cancel
    )
    {
        var held = db.Custodies.VisibleTo(db, actor).Where(x => x.State == CustodyState.Held);
        var rows = await calls
            .Select(x => new
            {
                Call = x,
                Name = db.People.Where(p => p.Id == x.PersonId).Select(p => p.Name).FirstOrDefault(),
                Organisation = db
                    .Organisations.Where(o => o.Id == x.OrganisationId)
                    .Select(o => o.Name)
                    .FirstOrDefault(),
                AnsweredBy = db.People.Where(p => p.Id == x.AnsweredBy).Select(p => p.Name).FirstOrDefault(),
                Held = held.Any(h => h.Id == x.CustodyId),
            })
            .ToListAsync(cancel);
        var ids = rows.Select(x => x.Call.TicketId).OfType<Guid>().ToList();
        var numbers = await db
            .Tickets.VisibleTo(actor)
            .Where(x => ids.Contains(x.Id))
            .ToDictionaryAsync(x => x.Id, x => x.Number, cancel);
        return
        [
            .. rows.Select(x => new CallRow(
                x.Call,
                x.Call.From is { } number ? plan.Show(number) : null,
                x.Name,
                x.Organisation,
                x.AnsweredBy,
                x.Call.TicketId is { } id && numbers.TryGetValue(id, out var ticket) ? ticket : null,
                x.Held
            )),
        ];
    }
}
