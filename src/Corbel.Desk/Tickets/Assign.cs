using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>Gives the ticket to a person of staff, or to nobody. Never contact.</summary>
public sealed class Assign(TicketWork work)
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
                if (assignee is not null && (person is null || !May.Work(person.ToActor(), scene.Row.Facts)))
                    return NoSuchAgent;
                return scene.Append(new Assignment(assignee));
            },
            cancel
        );
}
