namespace Corbel.Core.Policy;

/// <summary>Marks and who may work on what bears one.</summary>
internal static class MarkingFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy)
    {
        if (policy.Marking is not { } marking)
        {
            yield break;
        }
        foreach (var mark in marking.Marks.Items)
        {
            yield return Phrases.Fact(
                marking.Clause,
                $"cleared-staff.{mark.Id}",
                $"marking.marks.{mark.Id}",
                "marking",
                new(
                    $"Only staff with the right security clearance work on an issue of a UK government customer with data at {mark.Name}.",
                    $"Aan een melding van een Britse overheidsklant met gegevens op niveau {mark.Name} werken alleen medewerkers met de juiste veiligheidsmachtiging."
                )
            );
        }
        yield return Phrases.Fact(
            marking.Clause,
            "customer-says",
            "marking.raised-by",
            "marking",
            new(
                "It is for the customer to say that an issue holds such data.",
                "Het is aan de klant om te melden dat een melding zulke gegevens bevat."
            )
        );
        yield return Phrases.Fact(
            marking.Clause,
            "hand-over",
            "marking",
            "marking",
            new(
                "From then on the customer knows that the issue may pass to another member of staff, who has the clearance.",
                "Vanaf dat moment weet de klant dat de melding kan worden overgedragen aan een andere medewerker, die de machtiging heeft."
            )
        );
    }
}
