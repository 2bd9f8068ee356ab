using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>How the desk reads receipt, contact and severity, and so the clocks.</summary>
internal static class ClockReadings
{
    public static IEnumerable<Reading> Of(PolicyDocument policy)
    {
        var (readings, clause) = (policy.Readings, ReadingParts.ResponseClause(policy));
        var definition = policy.ResponseTime?.Clause ?? clause;
        return
        [
            Received(readings, definition),
            Contact(readings, definition),
            NotStated(policy, clause),
            NoDefinition(policy),
            Dispute(readings, clause),
            Raised(readings, clause),
            Waiting(readings, clause),
            Reopened(readings, clause),
        ];
    }

    private static Reading Received(ReadingsSpec readings, string? clause) =>
        ReadingParts.Choice(
            ReadingIds.Received,
            clause,
            "received",
            readings.Received,
            new("When is a request received?", "Wanneer is een verzoek ontvangen?"),
            new(
                "When the desk takes it into custody, or at the earlier time that the mail server gives, where that is plausible. A file counts from its own time, a form from its arrival, a chat from its first line, a call from its start.",
                "Als de desk het in bewaring neemt, of op het eerdere tijdstip dat de mailserver noemt, als dat aannemelijk is. Een bestand telt vanaf zijn eigen tijd, een formulier vanaf aankomst, een chat vanaf de eerste regel, een gesprek vanaf het begin."
            )
        );

    private static Reading Contact(ReadingsSpec readings, string? clause) =>
        ReadingParts.Choice(
            ReadingIds.Contact,
            clause,
            "contact",
            readings.Contact,
            new("What counts as contacting the customer?", "Wat telt als contact met de klant?"),
            new(
                "The first message by a person on our side to a person on the customer's: mail once the receiving server has taken it, a line in chat or on the pages once it is kept, a call once both have spoken. An automatic acknowledgement, a voicemail, an attempt or a note never counts.",
                "Het eerste bericht van een mens aan onze kant aan een mens bij de klant: e-mail zodra de ontvangende server die heeft aangenomen, een regel in de chat of op de pagina's zodra die is vastgelegd, een gesprek zodra beiden elkaar hebben gesproken. Een automatische bevestiging, voicemail, poging of notitie telt nooit."
            )
        );

    private static Reading NotStated(PolicyDocument policy, string? clause)
    {
        var value = policy.Readings.SeverityNotStated;
        return ReadingParts.Of(
            ReadingIds.SeverityNotStated,
            clause,
            "readings.severity-not-stated",
            value,
            value == ReadingsSpec.Strictest ? ["the id of a severity"] : [ReadingsSpec.Strictest],
            new("Which severity counts when none is stated?", "Welk ernstniveau geldt als er geen is opgegeven?"),
            value == ReadingsSpec.Strictest
                ? new(
                    "For our staff the clock of the strictest runs until a person sets one. The acknowledgement names every test with its due time, and a link to claim it.",
                    "Voor onze medewerkers loopt de klok van het strengste tot iemand er een kiest. De bevestiging noemt elk criterium met de uiterste tijd, en een link om het te kiezen."
                )
                : new($"{policy.Severities[value].Name.En}.", $"{policy.Severities[value].Name.Nl}.")
        );
    }

    private static Reading NoDefinition(PolicyDocument policy) =>
        ReadingParts.Choice(
            ReadingIds.NoDefinitionFits,
            policy.Severities.Items[0].Clause,
            "no-definition-fits",
            policy.Readings.NoDefinitionFits,
            new(
                "Which severity has a problem that fits none of the tests?",
                "Welk ernstniveau heeft een probleem dat aan geen criterium voldoet?"
            ),
            new(
                $"{NoDefinitionText.Of(policy).En} That the product is not the cause is an outcome, recorded with its reason; clock and verdict stay.",
                $"{NoDefinitionText.Of(policy).Nl} Dat het product niet de oorzaak is, is een uitkomst die met reden wordt vastgelegd; klok en oordeel blijven staan."
            )
        );

    private static Reading Dispute(ReadingsSpec readings, string? clause) =>
        ReadingParts.Choice(
            ReadingIds.SeverityInDispute,
            clause,
            "severity-in-dispute",
            readings.SeverityInDispute,
            new("Which severity counts while we disagree?", "Welk ernstniveau geldt zolang wij het oneens zijn?"),
            new(
                "The one that the customer claims, until it accepts a lower one or we decide after its one objection. Both verdicts are shown.",
                "Het niveau dat de klant opgeeft, tot die een lager niveau aanvaardt of wij na één bezwaar beslissen. Beide oordelen worden getoond."
            )
        );

    private static Reading Raised(ReadingsSpec readings, string? clause) =>
        ReadingParts.Choice(
            ReadingIds.SeverityRaised,
            clause,
            "severity-raised",
            readings.SeverityRaised,
            new(
                "From when does a severity count that is raised before the first contact?",
                "Vanaf wanneer telt een ernstniveau dat vóór het eerste contact wordt verhoogd?"
            ),
            readings.SeverityRaised == RaisedReading.FromReceipt
                ? new(
                    "From receipt. If that makes us late although the customer's own lower severity was kept, the verdict is \"late by reclassification\"; where we had chosen the lower one, late is late. Lowering never changes a clock that has run out.",
                    "Vanaf ontvangst. Zijn wij daardoor te laat terwijl het door de klant zelf opgegeven lagere niveau is gehaald, dan luidt het oordeel \"te laat door herindeling\"; hadden wij het lagere gekozen, dan is te laat te laat. Verlagen verandert nooit een klok die al is afgelopen."
                )
                : new(
                    "From the change, but never later than it was due before. Lowering never changes a clock that has run out.",
                    "Vanaf de wijziging, maar nooit later dan het al moest. Verlagen verandert nooit een klok die al is afgelopen."
                )
        );

    private static Reading Waiting(ReadingsSpec readings, string? clause)
    {
        var stops = readings.WaitingStops;
        return ReadingParts.Of(
            ReadingIds.Waiting,
            clause,
            "readings.waiting-stops",
            stops.IsEmpty ? "[]" : $"[{string.Join(", ", stops.Select(ReadingParts.Word))}]",
            ["[resolution]", "[next-response]", "[next-response, resolution]"],
            new("Does waiting for the customer stop a clock?", "Staat een klok stil terwijl wij op de klant wachten?"),
            stops.IsEmpty
                ? new("Never the clock of the first response.", "Nooit de klok van de eerste reactie.")
                : new(
                    $"Never the clock of the first response; {Stopped(stops, Language.En)}.",
                    $"Nooit de klok van de eerste reactie; {Stopped(stops, Language.Nl)}."
                )
        );
    }

    private static string Stopped(ImmutableArray<TargetKind> stops, Language language)
    {
        var nl = language == Language.Nl;
        ImmutableArray<string> kinds =
        [
            .. stops
                .Distinct()
                .Order()
                .Select(x =>
                    (x, nl) switch
                    {
                        (TargetKind.NextResponse, false) => "the next answer",
                        (TargetKind.NextResponse, true) => "het volgende antwoord",
                        (_, false) => "the resolution",
                        (_, true) => "de oplossing",
                    }
                ),
        ];
        var of = AmountWords.List(kinds, language);
        return (kinds.Length, nl) switch
        {
            (1, false) => $"that of {of} does",
            (_, false) => $"those of {of} do",
            (_, true) => $"die van {of} wel",
        };
    }

    private static Reading Reopened(ReadingsSpec readings, string? clause) =>
        ReadingParts.Choice(
            ReadingIds.Reopened,
            clause,
            "reopened",
            readings.Reopened,
            new("What does reopening do to the clock?", "Wat doet heropenen met de klok?"),
            readings.Reopened == ReopenedReading.NewCycle
                ? new(
                    "Only a message that a person marks as a new problem, or the Reopen button, starts a new clock; the old verdict stands. Other answers to a resolved issue show as unread. Mail from machines never reopens.",
                    "Alleen een bericht dat iemand als nieuw probleem aanmerkt, of de knop Heropenen, start een nieuwe klok; het oude oordeel blijft staan. Andere antwoorden op een opgeloste melding verschijnen als ongelezen. Automatische e-mail heropent nooit."
                )
                : new(
                    "The old clock resumes; a verdict that was reached stands.",
                    "De oude klok loopt verder; een bereikt oordeel blijft staan."
                )
        );
}
