using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>What is not wrong with a policy but should be known (reading "after the last year the holiday list knows").</summary>
public static class PolicyWarnings
{
    /// <summary>
    /// How far the holidays of each calendar are known, told strongly from the policy's number of days before their end
    /// on; and severities for which nothing is promised.
    /// </summary>
    public static ImmutableArray<LocalText> Of(CompiledPolicy policy, LocalDate today) =>
        [
            .. policy.Document.Calendars.Items.SelectMany(c => Holidays(policy, policy.Calendars[c.Id], today)),
            .. policy
                .Document.Severities.Items.Where(s => policy.FirstResponseTarget(s.Id) is null)
                .Select(s => NoTarget(policy, s)),
        ];

    private static LocalText NoTarget(CompiledPolicy policy, SeveritySpec severity) =>
        policy.Document.Targets.Any(t => t.Kind == TargetKind.FirstResponse && t.Severity == severity.Id)
            ? new(
                $"{severity.Name.En} has first-response targets for some customers, products or channels only.",
                $"Voor {severity.Name.Nl} is alleen voor bepaalde klanten, producten of kanalen een Reactietijd toegezegd."
            )
            : new(
                $"{severity.Name.En} has no first-response target.",
                $"Voor {severity.Name.Nl} is geen Reactietijd toegezegd."
            );

    /// <summary>Whether managers are to be warned now that the holidays of a calendar end.</summary>
    public static bool HolidaysEndSoon(CompiledPolicy policy, CompiledCalendar calendar, LocalDate today) =>
        calendar.Holidays.LastKnownYear is { } year
        && today.PlusDays(policy.Document.Readings.WarnHolidaysEndDays) >= new LocalDate(year, 12, 31);

    private static IEnumerable<LocalText> Holidays(CompiledPolicy policy, CompiledCalendar calendar, LocalDate today)
    {
        if (calendar.Holidays.LastKnownYear is not { } year)
        {
            yield break;
        }
        var until = year.ToString(CultureInfo.InvariantCulture);
        var (id, soon) = (calendar.Spec.Id, HolidaysEndSoon(policy, calendar, today));
        yield return new(
            $"calendar {id}: holidays not known after {until}" + (soon ? "; get a newer list now." : "."),
            $"kalender {id}: feestdagen na {until} niet bekend" + (soon ? "; haal nu een nieuwere lijst op." : ".")
        );
    }
}
