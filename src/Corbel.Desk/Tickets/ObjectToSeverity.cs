using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>
/// The customer objects, once a cycle, to a severity lower than the one it claims. Its claim drives on until staff decide
/// (reading "severity in dispute").
/// </summary>
public sealed class ObjectToSeverity(TicketWork work)
{
    private static readonly Refusal ForTheCustomer = Refusal.Of(
        "for-the-customer",
        "Only the customer can object. Decide after its objection.",
        "Alleen de klant kan bezwaar maken. Beslis na het bezwaar."
    );

    private static readonly Refusal NothingInDispute = Refusal.Of(
        "nothing-in-dispute",
        "No severity is in dispute here: our staff hold no lower one than yours.",
        "Er is hier geen ernstniveau in geschil: onze medewerkers houden geen lager niveau aan dan u."
    );

    private static readonly Refusal Once = Refusal.Of(
        "objected-already",
        "You have objected already. Our staff decide, with a reason that you will read here.",
        "U hebt al bezwaar gemaakt. Onze medewerkers beslissen, met een reden die u hier kunt lezen."
    );

    private static readonly Refusal WordsMissing = Refusal.Of(
        "objection-missing",
        "Say why you see it otherwise: our staff decide by what you write.",
        "Geef aan waarom u het anders ziet: onze medewerkers beslissen op grond daarvan."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, string? why, CancellationToken cancel = default) =>
        work.On<int>(by, ticket, (scene, _) => Task.FromResult(Object(scene, why)), cancel);

    private static Outcome<int> Object(TicketScene scene, string? why)
    {
        if (scene.Works)
            return ForTheCustomer;
        var talk = scene.Talk;
        if (!talk.InDispute)
            return NothingInDispute;
        if (talk.HasObjected)
            return Once;
        if (string.IsNullOrWhiteSpace(why))
            return WordsMissing;
        return scene.Append(new SeverityObjection(), new Words(null, why.Trim()));
    }
}
