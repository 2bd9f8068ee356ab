namespace Corbel.Core.Policy;

/// <summary>What the service includes besides answers.</summary>
internal static class ServiceFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy)
    {
        if (policy.Services is not { } services)
        {
            yield break;
        }
        var provider = policy.Provider.Name;
        var effort =
            services.Effort == Effort.Best
                ? new LocalText("its best effort", "alles")
                : new("commercially reasonable effort", "wat commercieel redelijk is");
        yield return Phrases.Fact(
            services.Clause,
            "effort",
            "services.effort",
            "effort",
            new(
                $"{provider} puts in {effort.En} to answer every relevant technical request quickly.",
                $"{provider} doet {effort.Nl} om elk relevant technisch verzoek snel te beantwoorden."
            )
        );
        foreach (var fact in Included(services, policy))
        {
            yield return fact;
        }
    }

    private static IEnumerable<Fact> Included(ServicesSpec services, PolicyDocument policy)
    {
        if (services.WebLogging)
        {
            yield return Phrases.Fact(
                services.Clause,
                "web-logging",
                "services.web-logging",
                "web-logging",
                new("Issues can be logged over the internet.", "Meldingen kunnen via internet worden gedaan.")
            );
        }
        if (services.TelephoneSupport is { } telephone)
        {
            var who = Phrases.Capital(Phrases.People(telephone.For, policy));
            var hours = policy.Calendars[telephone.Hours];
            yield return Phrases.Fact(
                services.Clause,
                "telephone-support",
                "services.telephone-support",
                "telephone-support",
                new(
                    $"{who.En} get technical support by telephone in office hours ({CalendarWords.Hours(hours, Language.En)}).",
                    $"{who.Nl} krijgen technische ondersteuning per telefoon tijdens kantooruren ({CalendarWords.Hours(hours, Language.Nl)})."
                )
            );
        }
        if (services.Reports is { } period)
        {
            var every = Phrases.Every(period);
            yield return Phrases.Fact(
                services.Clause,
                "reports",
                "services.reports",
                "reports",
                new(
                    $"Each {every.En} the customer gets a report on its incidents and activity.",
                    $"Elk{(period == Period.Month ? "e" : "")} {every.Nl} krijgt de klant een rapport over incidenten en activiteit."
                )
            );
        }
        if (services.ReleasesFor is { } order)
        {
            yield return Phrases.Fact(
                services.Clause,
                "releases",
                "services.releases-for",
                "releases",
                new(
                    $"Updates and upgrades for the services on {order.En} are delivered when and as often as {policy.Provider.Name} decides.",
                    $"Updates en upgrades voor de diensten op {order.Nl} worden geleverd wanneer en zo vaak als {policy.Provider.Name} bepaalt."
                )
            );
        }
    }
}
