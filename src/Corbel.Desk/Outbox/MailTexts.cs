namespace Corbel.Desk.Outbox;

/// <summary>The words of the desk's own mails, in English and Dutch.</summary>
internal static class MailTexts
{
    private static bool Dutch(string language) => language == "nl";

    public static string Reply(string text, long number, string url, string language) =>
        Dutch(language)
            ? $"{text}\n\n-- \nMelding {number}. Antwoord op deze e-mail of ga naar {url}\n"
            : $"{text}\n\n-- \nTicket {number}. Answer this mail or go to {url}\n";

    public static string SignInSubject(string language) =>
        Dutch(language) ? "Uw link om in te loggen" : "Your link to sign in";

    public static string SignIn(string name, string link, string language) =>
        Dutch(language)
            ? $"""
                Beste {name},

                Met deze link logt u één keer in. Hij werkt een half uur:
                {link}

                Hebt u hier niet om gevraagd? Dan hoeft u niets te doen.

                """
            : $"""
                Dear {name},

                This link signs you in once. It works for half an hour:
                {link}

                If you did not ask for it, you need not do anything.

                """;

    public static string StrangerSubject(string subject) => $"Re: {subject}";

    /// <summary>To an unknown sender, whose language is not known: both, and no promise in either.</summary>
    public static string Stranger(string support) =>
        $"""
            We have received your message. Your address is not known to us, so a person
            will look at it first. If you work for one of our customers, ask your
            administrator to register you, or write from the address we know.

            Wij hebben uw bericht ontvangen. Uw adres is bij ons niet bekend, daarom kijkt
            er eerst iemand naar. Werkt u bij een van onze klanten? Vraag dan uw beheerder
            om u te registreren, of schrijf vanaf het adres dat wij kennen.

            {support}

            """;

    /// <summary>The same where the policy refuses unknown senders.</summary>
    public static string Refused(string support) =>
        $"""
            Your address is not known to us, so your message was not taken up as an issue.
            If you work for one of our customers, ask your administrator to register you,
            or write again from the address we know.

            Uw adres is bij ons niet bekend, daarom is uw bericht niet als melding in
            behandeling genomen. Werkt u bij een van onze klanten? Vraag dan uw beheerder
            om u te registreren, of schrijf opnieuw vanaf het adres dat wij kennen.

            {support}

            """;
}
