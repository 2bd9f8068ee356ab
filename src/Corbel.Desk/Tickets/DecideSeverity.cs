using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Staff decide on the severity after the customer's objection, with a reason. The decision drives from then on (reading
/// "severity in dispute").
/// </summary>
public sealed class DecideSeverity(TicketWork work)
{
    private static readonly Refusal NothingToDecide = Refusal.Of(
        "nothing-to-decide",
        "There is nothing to decide: the customer has not objected to a severity that you hold. Set one instead.",
        "Er valt niets te beslissen: de klant heeft geen bezwaar gemaakt tegen een ernstniveau dat u aanhoudt. Kies er een."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string severity,
        string? reason,
        CancellationToken cancel = default
    ) =>
        work.ByStaff<int>(
            by,
            ticket,
            scene =>
            {
                var severities = scene.Policy.Document.Severities;
                if (!severities.ContainsKey(severity))
                    return Refusals.UnknownSeverity(severity, severities.Keys);
                if (!scene.Talk.MayDecide)
                    return NothingToDecide;
                if (string.IsNullOrWhiteSpace(reason))
                    return Refusals.ReasonMissing;
                return scene.Append(new SeverityDecision(severity), new Words(null, reason.Trim()));
            },
            cancel
        );
}
