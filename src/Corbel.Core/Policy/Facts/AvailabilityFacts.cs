namespace Corbel.Core.Policy;

/// <summary>The availability of the product.</summary>
internal static class AvailabilityFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy)
    {
        if (policy.Availability is not { } availability)
        {
            yield break;
        }
        var (clause, product) = (availability.Clause, policy.Provider.Product);
        var hours = policy.Calendars[availability.Hours];
        yield return Phrases.Fact(
            clause,
            "hours",
            "availability.hours",
            "availability",
            new(
                $"{product} is available {CalendarWords.Hours(hours, Language.En)}.",
                $"{product} is beschikbaar, {CalendarWords.Hours(hours, Language.Nl)}."
            )
        );
        var (word, period) = (Phrases.Word(availability.Promise), Phrases.Every(availability.Per));
        yield return Phrases.Fact(
            clause,
            "share",
            "availability.percent",
            "availability",
            new(
                $"{word.En}: in any one {period.En}, {product} is available for at least {AmountWords.Percent(availability.Percent, Language.En)} of that time.",
                $"{word.Nl}: in elk{(availability.Per == Period.Month ? "e" : "")} {period.Nl} is {product} ten minste {AmountWords.Percent(availability.Percent, Language.Nl)} van die tijd beschikbaar."
            )
        );
        if (availability.Excluded.Contains(ExcludedCause.PlannedMaintenance))
        {
            yield return Phrases.Fact(
                clause,
                "planned-maintenance",
                "availability.maintenance",
                "availability",
                new(
                    "Planned maintenance does not count. It is planned outside normal office hours.",
                    "Gepland onderhoud telt niet mee. Het wordt buiten de gewone kantooruren gepland."
                )
            );
        }
        if (availability.Excluded.Contains(ExcludedCause.OutsideControl))
        {
            yield return Phrases.Fact(
                clause,
                "outside-control",
                "availability.excluded",
                "availability",
                new(
                    $"Causes that {policy.Provider.Name} has no control over do not count either.",
                    $"Oorzaken waarop {policy.Provider.Name} geen invloed heeft, tellen evenmin mee."
                )
            );
        }
    }
}
