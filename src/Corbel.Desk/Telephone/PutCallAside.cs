using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>
/// Staff say that a call needs nothing more: a wrong number, a colleague, an advertisement. It stays in the
/// list, and what is held of it goes with it.
/// </summary>
public sealed class PutCallAside(GroupWriter writer, LiveFeed live, IClock clock)
{
    private static readonly Refusal NoSuchCall = Refusal.Of(
        "no-such-call",
        "There is no such call that waits to be written down.",
        "Er is geen gesprek dat nog moet worden opgeschreven."
    );

    /// <returns>The call.</returns>
    public Task<Outcome<Call>> Run(Actor by, Guid id, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
            {
                await db.Take(PlacedCalls.NameOf(id), token);
                var call = await db.Calls.VisibleTo(by).AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                // What an agent answered is that agent's to judge.
                if (call is null || call.SettledAt is not null || (call.AnsweredBy ?? by.Person) != by.Person)
                    return NoSuchCall;
                (call.SettledAt, call.SettledBy) = (Journal.Grain(clock.GetCurrentInstant()), by.Person);
                await PlacedCalls.Release(db, call, token);
                await live.Announce(db, Change.HeldMail, token);
                await live.Announce(db, Change.Calls, token);
                return (Outcome<Call>)call;
            },
            cancel
        );
}
