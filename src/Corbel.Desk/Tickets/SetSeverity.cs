using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Sets the severity: staff at any time, with a reason where they change one; the customer by claiming one. What that does
/// to the clock is the policy's business (readings "severity not stated", "in dispute", "raised before the first contact").
/// </summary>
public sealed class SetSeverity(TicketWork work)
{
    private static readonly Refusal ReasonMissing = Refusal.Of(
        "reason-missing",
        "Say why: the customer reads the reason beside the new severity.",
        "Geef een reden: de klant leest die naast het nieuwe ernstniveau."
    );

    private static readonly Refusal Unchanged = Refusal.Of(
        "severity-unchanged",
        "The ticket has this severity already.",
        "De melding heeft dit ernstniveau al."
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
        var known = scene.Policy.Document.Severities.Items.Select(x => x.Id).ToList();
        if (!known.Contains(severity))
            return Refusals.UnknownSeverity(severity, known);
        if (Said(scene) == severity)
            return Unchanged;
        var changes = scene.By.IsStaff && scene.State.Severity is not null;
        if (changes && string.IsNullOrWhiteSpace(reason))
            return ReasonMissing;
        var words = string.IsNullOrWhiteSpace(reason) ? null : new Words(null, reason.Trim());
        return scene.Append(new SeverityChoice(severity), words);
    }

    /// <summary>
    /// What this side said last. A customer accepts a lower severity that staff have set by saying it too, which ends the
    /// dispute; until then the one it claimed drives.
    /// </summary>
    private static string? Said(TicketScene scene) =>
        scene.By.IsStaff
            ? scene.State.Severity
            : scene
                .Journal.Entries.Where(x => x.By.Party == Party.Customer)
                .Select(x => (x.What as SeverityChoice)?.Severity ?? (x.What as Receipt)?.StatedSeverity)
                .LastOrDefault(x => x is not null);
}
