using Corbel.Core;

namespace Corbel.Desk;

/// <summary>Refusals that several slices give.</summary>
internal static class Refusals
{
    /// <summary>Missing and forbidden look the same.</summary>
    public static readonly Refusal NoSuchTicket = Refusal.Of(
        "no-such-ticket",
        "There is no such ticket.",
        "Deze melding bestaat niet."
    );

    public static readonly Refusal NotForYou = Refusal.Of(
        "not-for-you",
        "Only the people of the desk that has the issue can do this.",
        "Alleen de medewerkers van de desk die de melding heeft kunnen dit doen."
    );

    public static readonly Refusal EmptyText = Refusal.Of(
        "text-missing",
        "The text is empty. Write something before you send it.",
        "De tekst is leeg. Schrijf iets voordat u verzendt."
    );

    public static readonly Refusal ReasonMissing = Refusal.Of(
        "reason-missing",
        "Say why: the customer reads the reason beside the severity.",
        "Geef een reden: de klant leest die naast het ernstniveau."
    );

    public static Refusal GoesOnIn(long number) =>
        Refusal.Of(
            "merged",
            $"This ticket goes on in ticket {number}. Do it there.",
            $"Deze melding gaat verder in melding {number}. Doe het daar."
        );

    public static Refusal UnknownSeverity(string given, IEnumerable<string> known) =>
        Refusal.Of(
            "unknown-severity",
            $"The policy has no severity “{given}”. It has: {string.Join(", ", known)}.",
            $"Het beleid kent geen ernstniveau “{given}”. Het kent: {string.Join(", ", known)}."
        );

    public static Refusal UnknownZone(string zone) =>
        Refusal.Of(
            "unknown-zone",
            $"“{zone}” is no time zone of the IANA database. One looks like Europe/London.",
            $"“{zone}” is geen tijdzone uit de IANA-database. Een zone ziet eruit als Europe/Amsterdam."
        );
}
