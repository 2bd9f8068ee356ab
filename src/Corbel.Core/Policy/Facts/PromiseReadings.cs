using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>How the desk reads the promises besides the first response.</summary>
internal static class PromiseReadings
{
    public static IEnumerable<Reading> Of(PolicyDocument policy) =>
        [
            .. Acceptance(policy),
            .. Maintenance(policy),
            .. Gaps(policy),
            WhoMayLog(policy),
            .. StatusReports(policy),
            .. StatusReportCounts(policy),
            .. Marking(policy),
            UnknownSender(policy),
        ];

    private static IEnumerable<Reading> Acceptance(PolicyDocument policy)
    {
        if (policy.Terms is { AcceptedByUse: true } terms)
        {
            var product = policy.Provider.Product;
            yield return ReadingParts.Choice(
                ReadingIds.Acceptance,
                terms.Clause,
                "acceptance",
                policy.Readings.Acceptance,
                new("What use is acceptance?", "Welk gebruik is aanvaarding?"),
                new(
                    $"Use of {product} itself, as {product} tells it. Use of this desk is recorded apart and is no acceptance. An objection is recorded and answered; it does not suspend the version.",
                    $"Gebruik van {product} zelf, zoals {product} dat doorgeeft. Gebruik van deze desk wordt apart vastgelegd en is geen aanvaarding. Een bezwaar wordt vastgelegd en beantwoord; het schort de versie niet op."
                )
            );
        }
    }

    private static IEnumerable<Reading> Maintenance(PolicyDocument policy)
    {
        if (policy.Availability is { Maintenance: { } maintenance } availability)
        {
            var zones = maintenance.Zones.Select(DateWords.Zone).ToImmutableArray();
            var (en, nl) = (AmountWords.List(zones, Language.En), AmountWords.List(zones, Language.Nl));
            var notice = maintenance.Notice;
            var ahead =
                notice == default
                    ? new LocalText("before it began", "voor het begin")
                    : new(
                        $"at least {AmountWords.Plain(notice, Language.En)} before",
                        $"ten minste {AmountWords.Plain(notice, Language.Nl)} vooraf"
                    );
            yield return ReadingParts.Of(
                ReadingIds.PlannedMaintenance,
                availability.Clause,
                "availability.maintenance",
                $"{notice}, outside {maintenance.Outside}",
                ["another notice", "another calendar"],
                new("Which maintenance counts as planned?", "Welk onderhoud telt als gepland?"),
                new(
                    $"What was announced {ahead.En}, lies wholly outside office hours read in {en}, and was not edited after its start. What overruns is downtime.",
                    $"Wat {ahead.Nl} is aangekondigd, geheel buiten kantooruren ligt volgens {nl} en na het begin niet meer is gewijzigd. Wat uitloopt, is uitval."
                )
            );
        }
    }

    private static IEnumerable<Reading> Gaps(PolicyDocument policy)
    {
        if (policy.Availability is { } availability)
        {
            yield return ReadingParts.Choice(
                ReadingIds.MonthWithGaps,
                availability.Clause,
                "month-with-gaps",
                policy.Readings.MonthWithGaps,
                new("What of a month without enough measurements?", "Wat geldt voor een maand met te weinig metingen?"),
                new(
                    "\"Not proven\", when the gaps could decide it.",
                    "\"Niet aangetoond\", als de gaten de doorslag kunnen geven."
                )
            );
        }
    }

    private static Reading WhoMayLog(PolicyDocument policy) =>
        ReadingParts.Choice(
            ReadingIds.WhoMayLog,
            policy.Channels.Portal?.Clause ?? policy.Channels.Mail?.Clause,
            "who-may-log",
            policy.Readings.WhoMayLog,
            new("Who may log an issue with us?", "Wie mag bij ons een melding doen?"),
            policy.Readings.WhoMayLog == WhoMayLogReading.RegisteredUsers
                ? new(
                    "Administrators and registered users, with the full clock from receipt. Partner users and the customer's own customers arrive at the customer's desk first.",
                    "Beheerders en geregistreerde gebruikers, met de volledige klok vanaf ontvangst. Partnergebruikers en eigen klanten van de klant komen eerst bij de desk van de klant."
                )
                : new(
                    "Administrators, with the full clock from receipt. All others, registered users too, arrive at the customer's own desk first; our clock begins when that desk hands the issue over.",
                    "Beheerders, met de volledige klok vanaf ontvangst. Alle anderen, ook geregistreerde gebruikers, komen eerst bij de eigen desk van de klant; onze klok begint wanneer die desk de melding overdraagt."
                )
        );

    private static IEnumerable<Reading> StatusReports(PolicyDocument policy)
    {
        var targets = policy.Targets.Where(t => t is { Kind: TargetKind.StatusReport, Promise: null }).ToArray();
        if (targets.Length > 0)
        {
            string Row(TargetSpec t, Language l) =>
                $"{policy.Severities[t.Severity].Name.In(l)}{ScopeWords.Of(t, policy, l)}: {TargetFacts.Every(t, policy, l)}";
            yield return ReadingParts.Of(
                ReadingIds.StatusReports,
                targets[0].Clause,
                "targets",
                string.Join(", ", targets.Select(t => $"{t.Severity}: {t.Every}")),
                ["any rhythm"],
                new("How often is \"regularly\"?", "Hoe vaak is \"regelmatig\"?"),
                new(
                    string.Join("; ", targets.Select(t => Row(t, Language.En)))
                        + "; others none. Owed by whoever holds the first level.",
                    string.Join("; ", targets.Select(t => Row(t, Language.Nl)))
                        + "; overige geen. Te geven door wie het eerste niveau heeft."
                )
            );
        }
    }

    private static IEnumerable<Reading> StatusReportCounts(PolicyDocument policy)
    {
        if (policy.Targets.FirstOrDefault(t => t.Kind == TargetKind.StatusReport) is { } target)
        {
            yield return ReadingParts.Choice(
                ReadingIds.StatusReportCounts,
                target.Clause,
                "status-report",
                policy.Readings.StatusReport,
                new("What counts as a status report?", "Wat telt als voortgangsbericht?"),
                policy.Readings.StatusReport == StatusReportReading.AnyMessageByAPerson
                    ? new(
                        "Any message by a person to the customer: it says how things stand.",
                        "Elk bericht van een mens aan de klant: het zegt hoe het ervoor staat."
                    )
                    : new(
                        "Only a message that its writer has marked as a status report.",
                        "Alleen een bericht dat de schrijver als voortgangsbericht heeft aangemerkt."
                    )
            );
        }
    }

    private static IEnumerable<Reading> Marking(PolicyDocument policy)
    {
        if (policy.Marking is not { } marking)
        {
            yield break;
        }
        yield return ReadingParts.Choice(
            ReadingIds.GovernmentCustomer,
            marking.Clause,
            "government-customer",
            policy.Readings.GovernmentCustomer,
            new("Who counts as a government customer?", "Wie telt als overheidsklant?"),
            new(
                "An organisation that is noted as one; its people are offered the marking first. People of any customer may use it.",
                "Een organisatie die zo is aangemerkt; haar mensen krijgen de markering als eerste aangeboden. Mensen van elke klant mogen haar gebruiken."
            )
        );
        yield return ReadingParts.Of(
            ReadingIds.NeedToKnow,
            marking.Clause,
            "marking.need-to-know",
            marking.NeedToKnow ? "true" : "false",
            [marking.NeedToKnow ? "false" : "true"],
            new("Is the clearance enough?", "Is de machtiging genoeg?"),
            marking.NeedToKnow
                ? new(
                    "No: staff must be on the issue's need-to-know list too.",
                    "Nee: een medewerker moet ook op de need-to-knowlijst van de melding staan."
                )
                : new("Yes.", "Ja.")
        );
    }

    private static Reading UnknownSender(PolicyDocument policy) =>
        ReadingParts.Choice(
            ReadingIds.UnknownSender,
            policy.Channels.Mail?.Clause,
            "unknown-sender",
            policy.Readings.UnknownSender,
            new("What of mail from an unknown sender?", "Wat gebeurt er met e-mail van een onbekende afzender?"),
            policy.Readings.UnknownSender == UnknownSenderReading.Hold
                ? new(
                    "It is held for staff to place, and acknowledged without a promise at most once a day, where the sender is proven. Once placed, the clock counts from receipt.",
                    "Die wordt vastgehouden tot een medewerker haar plaatst, en hooguit eenmaal per dag zonder toezegging bevestigd als de afzender vaststaat. Eenmaal geplaatst telt de klok vanaf ontvangst."
                )
                : new("It is refused politely.", "Die wordt beleefd geweigerd.")
        );
}
