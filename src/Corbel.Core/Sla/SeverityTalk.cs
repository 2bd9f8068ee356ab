using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Sla;

/// <summary>
/// How the two sides talk about the severity (reading "severity in dispute"): the customer claims one, the provider agrees
/// with it or holds a lower one with a reason; the customer accepts that or objects once; then the provider decides.
/// </summary>
/// <param name="Claimed">What the customer claims; none where it has stated none, or the provider has decided.</param>
/// <param name="Against">The lower severity that the provider holds against the claim; none where they agree.</param>
/// <param name="Driving">The severity that drives; none while nobody has said one.</param>
/// <param name="IsAgreed">The provider has said the very severity that the customer claims.</param>
/// <param name="HasObjected">The customer has made its one objection in this cycle.</param>
/// <param name="Decided">What the provider decided in this cycle after the objection; none where it has not.</param>
public sealed record SeverityTalk(
    string? Claimed,
    string? Against,
    string? Driving,
    bool IsAgreed,
    bool HasObjected,
    string? Decided
)
{
    /// <summary>The provider holds a lower severity than the customer claims, and neither side has given way.</summary>
    public bool InDispute => Against is not null;

    /// <summary>The customer may object: once a cycle, and only to a severity that is in dispute.</summary>
    public bool MayObject => InDispute && !HasObjected;

    /// <summary>The provider may decide: only after the objection.</summary>
    public bool MayDecide => InDispute && HasObjected;

    /// <summary>The provider may agree with a click: there is a claim, and it has not said the same.</summary>
    public bool MayAgree => Claimed is not null && !IsAgreed;

    /// <summary>How it stands at the end of a journal.</summary>
    /// <param name="severities">Those of the policy that the ticket is judged by, the strictest first.</param>
    /// <param name="journal">The ticket's entries, the receipt first.</param>
    /// <exception cref="ArgumentException">The journal does not begin with a receipt.</exception>
    public static SeverityTalk Of(Named<SeveritySpec> severities, IReadOnlyList<Entry> journal)
    {
        if (journal is not [{ What: Receipt receipt }, ..])
        {
            throw new ArgumentException("a journal begins with a receipt", nameof(journal));
        }
        var stated = receipt.StatedSeverity is { } s && severities.ContainsKey(s) ? s : null;
        var standing = new SeverityStanding(severities, stated);
        var (held, objected, decided) = ((string?)null, false, (string?)null);
        foreach (var entry in journal)
        {
            switch (entry.What)
            {
                case SeverityChoice said when severities.ContainsKey(said.Severity):
                    standing.Say(said.Severity, entry.By.Party);
                    held = entry.By.Party == Party.Customer ? held : said.Severity;
                    break;
                case SeverityObjection when standing.Against is not null:
                    objected = true;
                    break;
                case SeverityDecision decision when severities.ContainsKey(decision.Severity):
                    standing.Decide(decision.Severity);
                    (held, decided) = (decision.Severity, decision.Severity);
                    break;
                case Reopening:
                    standing.BeginCycle();
                    (objected, decided) = (false, null);
                    break;
            }
        }
        var agreed = standing.Claimed is { } claimed && claimed == held;
        return new(standing.Claimed, standing.Against, standing.Driving, agreed, objected, decided);
    }
}

/// <summary>The order of severities.</summary>
public static class SeverityOrder
{
    /// <summary>Whether the one is stricter than the other; one that the policy does not know is the least strict.</summary>
    public static bool IsStricter(this Named<SeveritySpec> severities, string? one, string? other)
    {
        var ranks = new SeverityStanding(severities, null);
        return ranks.Rank(one) < ranks.Rank(other);
    }
}
