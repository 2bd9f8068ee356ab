using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>How many tickets each view holds; nothing is counted on beyond what a link can say.</summary>
internal sealed record QueueCounts(
    int Open,
    int Mine,
    int Unassigned,
    int Awaiting,
    int Waiting,
    int Held,
    int MailTrouble
)
{
    public static async Task<QueueCounts> Read(DeskDb db, Actor actor, Instant now, CancellationToken cancel)
    {
        Task<int> In(QueueView view) =>
            db.Tickets.VisibleTo(actor).WorkedBy(actor).In(db, view, actor, now).Take(ViewLink.Most).CountAsync(cancel);
        return new QueueCounts(
            await In(QueueView.Open),
            await In(QueueView.Mine),
            await In(QueueView.Unassigned),
            await In(QueueView.Awaiting),
            await In(QueueView.Waiting),
            May.SeeHeld(actor)
                ? await db
                    .Custodies.VisibleTo(db, actor)
                    .Where(x => x.State == CustodyState.Held)
                    .Take(ViewLink.Most)
                    .CountAsync(cancel)
                : 0,
            May.SeeHeld(actor) ? await MailModel.Troubles(db, actor, cancel) : 0
        );
    }
}
