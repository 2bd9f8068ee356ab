namespace Corbel.Core.Policy;

/// <summary>What governs, how it changes, how a change is accepted.</summary>
internal static class TermsFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy)
    {
        if (policy.Terms is not { } terms)
        {
            yield break;
        }
        var (provider, product) = (policy.Provider.Name, policy.Provider.Product);
        if (terms.SoleTerms)
        {
            yield return Phrases.Fact(
                terms.Clause,
                "sole-terms",
                "terms.sole-terms",
                "sole-terms",
                new(
                    $"For service and support of {product}, {policy.Provider.ProductIs.En}, only these terms hold between {provider} and its customers. Anything else holds only where {provider} and a customer have agreed it in writing.",
                    $"Voor dienstverlening en ondersteuning van {product}, {policy.Provider.ProductIs.Nl}, gelden tussen {provider} en zijn klanten alleen deze voorwaarden. Iets anders geldt alleen als {provider} en een klant dat schriftelijk zijn overeengekomen."
                )
            );
        }
        if (terms.EffectiveWhenPosted)
        {
            yield return Phrases.Fact(
                terms.Clause,
                "changes",
                "terms.effective-when-posted",
                "changes",
                new(
                    $"{provider} may change these terms at any time. A change takes effect at the moment it is posted.",
                    $"{provider} mag deze voorwaarden op elk moment wijzigen. Een wijziging gaat in op het moment waarop zij wordt geplaatst."
                )
            );
        }
        if (terms.AcceptedByUse)
        {
            yield return Phrases.Fact(
                terms.Clause,
                "acceptance",
                "terms.accepted-by-use",
                "acceptance",
                new(
                    $"A customer that goes on using {product} after that has accepted the change.",
                    $"Een klant die {product} daarna blijft gebruiken, heeft de wijziging aanvaard."
                )
            );
        }
    }
}
