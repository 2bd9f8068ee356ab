using System.Collections.Immutable;
using System.Globalization;
using Corbel.Core.Time;

namespace Corbel.Core.Policy;

/// <summary>How the desk reads zones, office hours, holidays and boundaries.</summary>
internal static class CalendarReadings
{
    public static IEnumerable<Reading> Of(PolicyDocument policy) =>
        [
            .. policy.Calendars.Items.Where(c => c.ZoneInText is not null).Take(1).Select(Zone),
            .. OfficeHours(policy),
            .. policy.Calendars.Items.Where(c => c.Holidays is not null).Take(1).Select(Holidays),
            HolidaysEnd(policy),
            Closing(policy),
            ClockChange(policy),
        ];

    private static Reading Zone(CalendarSpec calendar)
    {
        var (text, zones) = (calendar.ZoneInText!, calendar.Zone.Zones);
        var (en, nl) = (CalendarWords.Zones(calendar, Language.En), CalendarWords.Zones(calendar, Language.Nl));
        var fixedToGreenwich = zones is ["Etc/GMT" or "GMT" or "Etc/UTC" or "UTC"];
        return ReadingParts.Of(
            ReadingIds.Gmt,
            calendar.Clause,
            $"calendars.{calendar.Id}.zone",
            calendar.Zone.ToString(),
            [.. calendar.OtherZones.Where(z => !zones.Contains(z)), "an IANA zone", "earlier-of two zones"],
            new($"Does \"{text}\" hold in summer too?", $"Geldt \"{text}\" ook in de zomer?"),
            zones.Length > 1
                    ? new(
                        $"\"{text}\" is read in two ways, {AmountWords.List([.. zones.Select(DateWords.Zone)], Language.En)}; both due times are shown and the earlier one binds.",
                        $"\"{text}\" wordt op twee manieren gelezen, {AmountWords.List([.. zones.Select(DateWords.Zone)], Language.Nl)}; beide tijdstippen worden getoond en het vroegste geldt."
                    )
                : fixedToGreenwich
                    ? new(
                        $"\"{text}\" is UTC+0 all year. On British clocks in summer the hours are therefore one hour later.",
                        $"\"{text}\" is het hele jaar UTC+0. Op de Britse klok liggen de uren 's zomers dus een uur later."
                    )
                : new(
                    $"\"{text}\" is the time of {en}, summer time included.",
                    $"\"{text}\" is de tijd van {nl}, zomertijd inbegrepen."
                )
        );
    }

    private static IEnumerable<Reading> OfficeHours(PolicyDocument policy)
    {
        string?[] uses =
        [
            policy.Targets.FirstOrDefault(t => t.Kind == TargetKind.FirstResponse)?.Calendar,
            policy.Availability?.Maintenance?.Outside,
            policy.Channels.Telephone?.Hours,
            policy.Services?.TelephoneSupport?.Hours,
        ];
        ImmutableArray<string> names = [.. uses.OfType<string>().Distinct(StringComparer.Ordinal)];
        // With one use there are no two words for office hours to read.
        if (uses.Count(u => u is not null) < 2)
        {
            yield break;
        }
        var calendars = names.Select(n => policy.Calendars[n]).ToArray();
        yield return ReadingParts.Of(
            ReadingIds.OfficeHours,
            calendars[0].Clause,
            "targets[].calendar, availability.maintenance.outside, channels.telephone.hours, services.telephone-support.hours",
            string.Join(", ", names),
            ["a calendar each"],
            new("Which hours are working hours and office hours?", "Welke uren zijn werkuren en kantooruren?"),
            names.Length == 1
                ? new(
                    $"Working hours, office hours and normal office hours are all the {calendars[0].Plural.En}.",
                    $"Werkuren, kantooruren en gewone kantooruren zijn allemaal de {calendars[0].Plural.Nl}."
                )
                : new(
                    $"They differ by use: {AmountWords.List([.. calendars.Select(c => c.Plural.En)], Language.En)}.",
                    $"Dat verschilt per toepassing: {AmountWords.List([.. calendars.Select(c => c.Plural.Nl)], Language.Nl)}."
                )
        );
    }

    private static Reading Holidays(CalendarSpec calendar)
    {
        var holidays = calendar.Holidays!;
        var (en, nl) = (HolidayWords.Of(holidays, Language.En), HolidayWords.Of(holidays, Language.Nl));
        return ReadingParts.Of(
            ReadingIds.BankHolidays,
            calendar.Clause,
            $"calendars.{calendar.Id}.holidays.divisions",
            string.Join(", ", holidays.Divisions),
            ["other divisions of the list", "several together"],
            new("Which bank holidays count?", "Welke feestdagen tellen?"),
            holidays.Because is { } because
                ? new($"The {en}, because {because.En}.", $"De {nl}, omdat {because.Nl}.")
                : new($"The {en}.", $"De {nl}.")
        );
    }

    private static Reading HolidaysEnd(PolicyDocument policy)
    {
        var days = policy.Readings.WarnHolidaysEndDays.ToString(CultureInfo.InvariantCulture);
        return ReadingParts.Of(
            ReadingIds.HolidaysEnd,
            null,
            "readings.warn-holidays-end-days",
            days,
            ["another number of days"],
            new(
                "What holds after the last year that the holiday list knows?",
                "Wat geldt na het laatste jaar dat de feestdagenlijst kent?"
            ),
            new(
                $"A due time there says that the holidays are not known. Managers are warned {days} days ahead.",
                $"Bij een tijdstip daarna staat dat de feestdagen niet bekend zijn. Managers worden {days} dagen vooraf gewaarschuwd."
            )
        );
    }

    private static Reading Closing(PolicyDocument policy) =>
        ReadingParts.Choice(
            ReadingIds.DueAtClosing,
            ReadingParts.ResponseClause(policy),
            "due-at-closing",
            policy.Readings.DueAtClosing,
            new(
                "When is something due that falls exactly on closing?",
                "Wat is de uiterste tijd als die precies op sluiting valt?"
            ),
            policy.Readings.DueAtClosing == DueAtClosing.ClosingInstant
                ? new(
                    "The moment of closing. A contact later than that is late.",
                    "Het moment van sluiting. Contact daarna is te laat."
                )
                : new("The next opening.", "De volgende opening.")
        );

    private static Reading ClockChange(PolicyDocument policy) =>
        ReadingParts.Choice(
            ReadingIds.ClockChange,
            null,
            "clock-change",
            policy.Readings.ClockChange,
            new(
                "What is an opening time that a clock change skips or repeats?",
                "Wat is een openingstijd die door de klokwisseling niet of twee keer bestaat?"
            ),
            new(
                "One that is skipped moves forward by the gap; of two, the first counts.",
                "Een overgeslagen tijd schuift op met de sprong; van twee telt de eerste."
            )
        );
}
