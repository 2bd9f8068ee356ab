using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Sets the severity: staff at any time, with a reason where they change one, without where they agree with the customer's
/// claim; the customer by claiming one, or by accepting the lower one that staff hold. What that does to the clock is the
/// policy's business (readings "severity not stated", "in dispute", "raised before the first contact").
/// </summary>
public sealed class SetSeverity(TicketWork work)
{
    private static readonly Refusal Unchanged = Refusal.Of(
        "severity-unchanged",
        "The ticket has this severity already.",
        "De melding heeft dit ernstniveau al."
    );

    private static readonly Refusal Objected = Refusal.Of(
        "severity-objected",
        "The customer has objected to a lower severity: agree with its claim, or decide with a reason.",
        "De klant heeft bezwaar gemaakt tegen een lager ernstniveau: stem in met de opgave, of beslis met een reden."
    );

    private static readonly Refusal DecisionStands = Refusal.Of(
        "severity-decided",
        "After your objection we decided on the severity, and that decision stands. If the problem has become worse, write to us: our staff can raise it.",
        "Na uw bezwaar hebben wij over het ernstniveau beslist, en die beslissing blijft staan. Is het probleem erger geworden, schrijf ons dan: onze medewerkers kunnen het verhogen."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string severity,
        string? reason,
        CancellationToken cancel = default
    ) => work.On<int>(by, ticket, (scene, _) => Task.FromResult(Set(scene, severity, reason)), cancel);

    private static Outcome<int> Set(TicketScene scene, string severity, string? reason)
    {
        var severities = scene.Policy.Document.Severities;
        if (!severities.ContainsKey(severity))
            return Refusals.UnknownSeverity(severity, severities.Keys);
        var refused = scene.Works ? ByStaff(scene, severity, reason) : ByCustomer(scene, severity);
        if (refused is not null)
            return refused;
        var words = string.IsNullOrWhiteSpace(reason) ? null : new Words(null, reason.Trim());
        return scene.Append(new SeverityChoice(severity), words);
    }

    private static Refusal? ByStaff(TicketScene scene, string severity, string? reason)
    {
        var (talk, said) = (scene.Talk, scene.State.Severity);
        if (severity == talk.Claimed)
            return talk.MayAgree ? null : Unchanged;
        if (severity == said)
            return Unchanged;
        if (talk.MayDecide && scene.Policy.Document.Severities.IsStricter(talk.Claimed, severity))
            return Objected;
        return said is not null && string.IsNullOrWhiteSpace(reason) ? Refusals.ReasonMissing : null;
    }

    /// <summary>
    /// The customer accepts a lower severity that staff hold by saying it too, which ends the dispute; until then the one
    /// that it claims drives. After a decision it can only lower it.
    /// </summary>
    private static Refusal? ByCustomer(TicketScene scene, string severity)
    {
        var talk = scene.Talk;
        if (talk.Decided is not null && scene.Policy.Document.Severities.IsStricter(severity, talk.Driving))
            return DecisionStands;
        var stands = talk.Claimed ?? (talk.Decided is null ? null : talk.Driving);
        return severity == stands ? Unchanged : null;
    }
}
