using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Starts a new cycle with a first-response clock of its own, and leaves the old verdict standing: by the Reopen button, of
/// staff or of the customer, or by staff marking a customer's message as a new problem (POLICY.md, readings: "a reopened
/// issue").
/// </summary>
public sealed class Reopen(TicketWork work)
{
    private static readonly Refusal IsOpen = Refusal.Of(
        "not-resolved",
        "The issue is open. Write a message instead.",
        "De melding staat nog open. Schrijf in plaats daarvan een bericht."
    );

    private static readonly Refusal NoSuchMessage = Refusal.Of(
        "no-such-message",
        "Only a message of the customer can be marked as a new problem, and only once.",
        "Alleen een bericht van de klant kan als nieuw probleem worden gemarkeerd, en maar één keer."
    );

    /// <summary>The Reopen button: the clock counts from now.</summary>
    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, string? why = null, CancellationToken cancel = default) =>
        work.On<int>(
            by,
            ticket,
            (scene, _) =>
                Task.FromResult<Outcome<int>>(
                    scene.State.Status == TicketStatus.Open
                        ? IsOpen
                        : scene.Append(
                            new Reopening(null, scene.Now),
                            string.IsNullOrWhiteSpace(why) ? null : new Words(null, why.Trim())
                        )
                ),
            cancel
        );

    /// <summary>Staff mark a message as a new problem: the clock counts from its receipt.</summary>
    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> ByMessage(Actor by, long ticket, int message, CancellationToken cancel = default) =>
        work.ByStaff<int>(
            by,
            ticket,
            scene =>
            {
                var entry = scene.Journal.Entries.FirstOrDefault(x => x.Number == message);
                var marked = scene.Journal.Entries.Any(x => x.What is Reopening r && r.Message == message);
                return entry?.What is not CustomerMessage { Machine: false } || marked
                    ? NoSuchMessage
                    : scene.Append(new Reopening(message, entry.HappenedAt));
            },
            cancel
        );
}
