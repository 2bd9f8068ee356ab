using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>How many tickets each view holds.</summary>
internal sealed record QueueCounts(int Open, int Mine, int Unassigned, int Awaiting, int Waiting, int Held)
{
    public static async Task<QueueCounts> Read(DeskDb db, Actor actor, Instant now, CancellationToken cancel)
    {
        var person = actor.Person;
        var open = await db
            .Tickets.VisibleTo(actor)
            .WorkedBy(actor)
            .In(db, QueueView.Open, actor, now)
            .GroupBy(_ => 1)
            .Select(x => new
            {
                All = x.Count(),
                Mine = x.Count(t => t.AssigneeId == person),
                Unassigned = x.Count(t => t.AssigneeId == null),
            })
            .SingleOrDefaultAsync(cancel);
        return new QueueCounts(
            open?.All ?? 0,
            open?.Mine ?? 0,
            open?.Unassigned ?? 0,
            await db.Tickets.VisibleTo(actor).WorkedBy(actor).In(db, QueueView.Awaiting, actor, now).CountAsync(cancel),
            await db.Tickets.VisibleTo(actor).WorkedBy(actor).In(db, QueueView.Waiting, actor, now).CountAsync(cancel),
            May.SeeHeld(actor)
                ? await db.Custodies.VisibleTo(db, actor).CountAsync(x => x.State == CustodyState.Held, cancel)
                : 0
        );
    }
}
