namespace Corbel.Core.Policy;

/// <summary>What the words mean: severities, response time, hours.</summary>
internal static class DefinitionFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy)
    {
        foreach (var severity in policy.Severities.Items)
        {
            yield return Phrases.Fact(
                severity.Clause,
                $"severity-{severity.Id}",
                $"severities.{severity.Id}",
                "severity",
                new($"{severity.Name.En}: {severity.Test.En}", $"{severity.Name.Nl}: {severity.Test.Nl}")
            );
        }
        if (policy.ResponseTime is { } response)
        {
            var provider = policy.Provider.Name;
            yield return Phrases.Fact(
                response.Clause,
                "response-time",
                "response-time",
                "response-time",
                new(
                    $"Response time: the time from the moment {provider} receives the request until it contacts the customer.",
                    $"Reactietijd: de tijd vanaf het moment waarop {provider} het verzoek ontvangt tot het contact opneemt met de klant."
                )
            );
        }
        foreach (var calendar in policy.Calendars.Items.Where(c => c.Clause is not null))
        {
            yield return Phrases.Fact(
                calendar.Clause!,
                calendar.Id,
                $"calendars.{calendar.Id}",
                "calendar",
                new(
                    $"{Phrases.Capital(calendar.Name.En)}: each hour{Hours(calendar, Language.En)}{Except(calendar, Language.En)}.",
                    $"{Phrases.Capital(calendar.Name.Nl)}: elk uur{Hours(calendar, Language.Nl)}{Except(calendar, Language.Nl)}."
                )
            );
        }
    }

    /// <summary>The hours with the zone as the text has it; how it is read stands with the reading.</summary>
    private static string Hours(CalendarSpec calendar, Language language)
    {
        var shown = calendar.ZoneInText is { } zone ? calendar with { Zone = ZoneChoice.One(zone) } : calendar;
        var of =
            CalendarWords.IsAlwaysOpen(calendar) ? ", "
            : language == Language.Nl ? " van "
            : " of ";
        return of + CalendarWords.Hours(shown, language);
    }

    private static string Except(CalendarSpec calendar, Language language)
    {
        var nl = language == Language.Nl;
        return calendar.Holidays is { } holidays
                ? (nl ? ", behalve op " : ", except on ") + HolidayWords.List(holidays.List, language)
            : calendar.Closed.IsEmpty ? ""
            : nl ? ", behalve op de genoemde dagen"
            : ", except on the days named";
    }
}
