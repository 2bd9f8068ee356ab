using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>Staff no longer need what they asked the customer for (clause 10); the customer's own answer ends a wait by itself.</summary>
public sealed class EndWait(TicketWork work)
{
    private static readonly Refusal NotWaiting = Refusal.Of(
        "not-waiting",
        "The ticket does not wait for the customer; perhaps the answer has come meanwhile.",
        "De melding wacht niet op de klant; misschien is het antwoord intussen gekomen."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, CancellationToken cancel = default) =>
        work.ByStaff<int>(
            by,
            ticket,
            scene => scene.State.WaitsSince is null ? NotWaiting : scene.Append(new WaitEnd()),
            cancel
        );
}
