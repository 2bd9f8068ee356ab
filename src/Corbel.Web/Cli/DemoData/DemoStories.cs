namespace Corbel.Web.Cli.DemoData;

/// <summary>One kind of issue that the demo's customers have, and how it goes.</summary>
/// <param name="English">Subject and text, for people who write English.</param>
/// <param name="Dutch">The same in Dutch.</param>
/// <param name="Severity">What the customer states; null where nothing is stated.</param>
/// <param name="Minutes">Open minutes until a person answers.</param>
/// <param name="Answer">What the agent writes.</param>
/// <param name="Antwoord">The same in Dutch.</param>
internal sealed record DemoStory(
    (string Subject, string Text) English,
    (string Subject, string Text) Dutch,
    string? Severity,
    int Minutes,
    string Answer,
    string Antwoord
)
{
    public static readonly DemoStory[] All =
    [
        new(
            ("Nobody can sign in", "Since this morning the sign-in page gives an error for everyone here."),
            ("Niemand kan inloggen", "Sinds vanochtend geeft de inlogpagina bij iedereen een fout."),
            "1",
            24,
            "We see the same and have found the cause: a certificate. It is being replaced now.",
            "Wij zien hetzelfde en hebben de oorzaak gevonden: een certificaat. Dat wordt nu vervangen."
        ),
        new(
            ("Evidence pages are slow", "Opening the evidence of a control takes half a minute for two of us."),
            (
                "Bewijspagina’s zijn traag",
                "Het openen van bewijs bij een maatregel duurt bij twee van ons een halve minuut."
            ),
            "2",
            95,
            "Thank you for the times. We can reproduce it with large files and are looking at the cause.",
            "Dank voor de tijden. Met grote bestanden zien wij het ook; we zoeken de oorzaak."
        ),
        new(
            ("Typing error in the risk template", "The second heading says “Treatement”."),
            ("Tikfout in het risicosjabloon", "In de tweede kop staat “Behandelling”."),
            "3",
            300,
            "Well spotted. It is corrected and comes with the next update.",
            "Goed gezien. Het is verbeterd en komt mee met de volgende update."
        ),
        new(
            ("How do I add an auditor?", "Our auditor comes in two weeks. How do I give her reading rights only?"),
            ("Hoe voeg ik een auditor toe?", "Onze auditor komt over twee weken. Hoe geef ik haar alleen leesrechten?"),
            null,
            41,
            "Under Organisation, People, choose the role Auditor: it reads everything and changes nothing.",
            "Kies onder Organisatie, Mensen de rol Auditor: die leest alles en wijzigt niets."
        ),
        new(
            ("Export of the statement of applicability fails", "The PDF stops at page 12. Word works."),
            ("Export van de verklaring van toepasselijkheid mislukt", "De pdf stopt bij pagina 12. Word werkt wel."),
            "2",
            170,
            "The page break in control 8.9 is at fault. A way round: shorten its note for now.",
            "De paginaovergang bij maatregel 8.9 is de oorzaak. Kort de notitie daar voorlopig in."
        ),
        new(
            ("Please add a dark theme", "Several of us work in the evening and would like darker pages."),
            ("Graag een donker thema", "Een aantal van ons werkt ’s avonds en wil graag donkere pagina’s."),
            "3",
            380,
            "Noted as a wish; others asked for it too. We will tell you when it is planned.",
            "Genoteerd als wens; anderen vroegen er ook om. U hoort het als het gepland is."
        ),
        new(
            ("Reminder mails come twice", "Each reminder about a task arrives two times since Monday."),
            ("Herinneringen komen dubbel", "Elke herinnering over een taak komt sinds maandag twee keer."),
            "2",
            205,
            "Two schedules were running. One is off now; tell us if you still see doubles tomorrow.",
            "Er liepen twee planningen. Eén staat nu uit; laat het weten als u morgen nog dubbele ziet."
        ),
        new(
            ("Tickets to our HR system fail", "The link answers 403 since your update."),
            ("Koppeling met ons HR-systeem faalt", "De koppeling antwoordt sinds de update met 403."),
            null,
            77,
            "The key of the link expired. Here is how to make a new one: Settings, Links, Renew.",
            "De sleutel van de koppeling was verlopen. Maak een nieuwe via Instellingen, Koppelingen, Vernieuwen."
        ),
    ];
}
