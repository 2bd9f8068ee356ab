using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>Gives the ticket to a person of staff, or to nobody. Never contact.</summary>
public sealed class Assign(TicketWork work, Clearances clearances, MarkMoment moment)
{
    private static readonly Refusal NoSuchAgent = Refusal.Of(
        "no-such-agent",
        "There is no such person on this desk. Choose one from the list.",
        "Deze persoon werkt niet op deze desk. Kies iemand uit de lijst."
    );

    /// <returns>The number of the entry; 0 where the ticket was with that person already.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, Guid? assignee, CancellationToken cancel = default) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!scene.Works)
                    return Refusals.NotForYou;
                if (scene.State.Assignee == assignee)
                    return 0;
                var person = await scene.Db.People.SingleOrDefaultAsync(
                    x => x.Id == assignee && x.DeactivatedAt == null,
                    token
                );
                if (assignee is not null && (person is null || !await MayGet(scene, person, token)))
                    return NoSuchAgent;
                var given = scene.Append(new Assignment(assignee));
                if (assignee is not null)
                    await moment.Passed(scene.Db, scene.Journal, scene.Now, token);
                return given;
            },
            cancel
        );

    /// <summary>Who gets a marked ticket comes on its need-to-know list, if their clearance opens it.</summary>
    private async Task<bool> MayGet(TicketScene scene, Person person, CancellationToken cancel)
    {
        var (actor, facts) = (await clearances.ActorOf(scene.Db, person, cancel), scene.Journal.Facts);
        if (May.Work(actor, facts))
            return true;
        if (!actor.IsStaff || !May.Work(actor, facts with { NeedsList = false }))
            return false;
        scene.Append(new NeedToKnow(person.Id, true) { Staff = true });
        return true;
    }
}
