using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>Staff end an issue. Never contact: the first-response clock of an unanswered issue runs on.</summary>
public sealed class Resolve(TicketWork work)
{
    internal static readonly Refusal AlreadyResolved = Refusal.Of(
        "already-resolved",
        "The issue is resolved already.",
        "De melding is al opgelost."
    );

    private static readonly Refusal ReasonMissing = Refusal.Of(
        "reason-missing",
        "Say why the problem is not attributable to the product.",
        "Geef aan waarom het probleem niet aan het product ligt."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        ResolutionOutcome outcome,
        string? reason = null,
        CancellationToken cancel = default
    ) =>
        work.ByStaff<int>(
            by,
            ticket,
            scene =>
            {
                if (scene.State.Status == TicketStatus.Resolved)
                    return AlreadyResolved;
                // Sending back writes on two tickets and answers on one of them: it is a slice of its own.
                if (outcome == ResolutionOutcome.SentBack)
                    return SendBack.NotLikeThis;
                if (outcome == ResolutionOutcome.NotAttributable && string.IsNullOrWhiteSpace(reason))
                    return ReasonMissing;
                return scene.Append(
                    new Resolution(outcome),
                    string.IsNullOrWhiteSpace(reason) ? null : new Words(null, reason.Trim())
                );
            },
            cancel
        );
}
