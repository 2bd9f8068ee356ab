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
        "There is no such person of staff. Choose one from the list.",
        "Deze medewerker bestaat niet. Kies er een uit de lijst."
    );

    /// <returns>The number of the entry; 0 where the ticket was with that person already.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, Guid? assignee, CancellationToken cancel = default) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!May.Work(by))
                    return Refusals.NotForYou;
                if (scene.State.Assignee == assignee)
                    return 0;
                var person = await scene.Db.People.SingleOrDefaultAsync(
                    x => x.Id == assignee && x.DeactivatedAt == null,
                    token
                );
                if (assignee is not null && person?.ToActor().IsStaff != true)
                    return NoSuchAgent;
                return scene.Append(new Assignment(assignee));
            },
            cancel
        );
}
