using Corbel.Core;

namespace Corbel.Desk.Availability;

/// <summary>Why a webhook was not added or tested.</summary>
internal static class WebhookRefusals
{
    public static readonly Refusal NotForYou = Refusal.Of(
        "not-for-you",
        "Only your administrators do this.",
        "Alleen uw beheerders doen dit."
    );

    public static readonly Refusal WrongAddress = Refusal.Of(
        "webhook-address",
        $"An address begins with https://, holds no name and password, and has at most {KeepWebhooks.Longest} characters.",
        $"Een adres begint met https://, bevat geen naam en wachtwoord en heeft ten hoogste {KeepWebhooks.Longest} tekens."
    );

    public static readonly Refusal Known = Refusal.Of(
        "webhook-known",
        "This address gets the news already. For a new secret, remove it first.",
        "Dit adres krijgt het nieuws al. Voor een nieuwe sleutel verwijdert u het eerst."
    );

    public static readonly Refusal TooMany = Refusal.Of(
        "webhook-too-many",
        $"There are {KeepWebhooks.Most} addresses already: remove one first.",
        $"Er zijn al {KeepWebhooks.Most} adressen: verwijder er eerst een."
    );

    public static readonly Refusal Disabled = Refusal.Of(
        "webhook-disabled",
        "This webhook was switched off. Remove it and add it anew.",
        "Deze webhook is uitgeschakeld. Verwijder hem en voeg hem opnieuw toe."
    );

    public static readonly Refusal TestedJustNow = Refusal.Of(
        "webhook-tested",
        "A test was sent just now: wait a moment before the next.",
        "Er is zojuist een test verstuurd: wacht even met de volgende."
    );
}
