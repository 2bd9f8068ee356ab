using Corbel.Core;

namespace Corbel.Desk.Availability;

/// <summary>Why nothing was planned, excluded or written.</summary>
internal static class StatusRefusals
{
    /// <summary>What is taken to change windows, exclusions and incidents: one after the other.</summary>
    public const string TheStatus = "the status page";
    public const int LongestTitle = 120;
    public const int LongestText = 4000;

    public static readonly Refusal NotForYou = Refusal.Of(
        "not-for-you",
        "Only managers and the owner do this.",
        "Alleen leidinggevenden en de eigenaar doen dit."
    );

    public static readonly Refusal NoSuchThing = Refusal.Of(
        "no-such-thing",
        "There is no such entry.",
        "Dit bestaat niet."
    );

    public static readonly Refusal WordsMissing = Refusal.Of(
        "words-missing",
        "Write it in English and in Dutch: customers read it in their language.",
        "Schrijf het in het Engels en in het Nederlands: klanten lezen het in hun eigen taal."
    );

    public static readonly Refusal TooLong = Refusal.Of(
        "too-long",
        $"A title has at most {LongestTitle} characters, a text {LongestText}.",
        $"Een titel heeft ten hoogste {LongestTitle} tekens, een tekst {LongestText}."
    );

    public static readonly Refusal NoTime = Refusal.Of(
        "no-time",
        "It must end after it begins.",
        "Het moet eindigen nadat het begint."
    );

    public static readonly Refusal Over = Refusal.Of(
        "over",
        "This maintenance is over or was cancelled: it stays as it was.",
        "Dit onderhoud is voorbij of afgelast: het blijft zoals het was."
    );

    public static readonly Refusal Announced = Refusal.Of(
        "announced",
        "Customers were told of this maintenance already.",
        "Klanten hebben over dit onderhoud al bericht gekregen."
    );

    public static readonly Refusal Future = Refusal.Of(
        "future",
        "What is not over cannot be excluded yet.",
        "Wat nog niet voorbij is, kan nog niet worden uitgesloten."
    );

    public static readonly Refusal Decided = Refusal.Of(
        "decided",
        "This was decided already, and is never changed.",
        "Hierover is al beslist, en dat wordt nooit gewijzigd."
    );

    public static readonly Refusal SamePerson = Refusal.Of(
        "same-person",
        "Who proposed it cannot consent to it: another manager or the owner decides.",
        "Wie het heeft voorgesteld, kan er niet mee instemmen: een andere leidinggevende of de eigenaar beslist."
    );

    public static readonly Refusal NotStanding = Refusal.Of(
        "not-standing",
        "Only an exclusion that was consented to, and whose withdrawal nobody has proposed, can be withdrawn.",
        "Alleen een uitsluiting waarmee is ingestemd en waarvan niemand de intrekking heeft voorgesteld, kan worden ingetrokken."
    );

    public static readonly Refusal ReasonMissing = Refusal.Of(
        "reason-missing",
        "Say why it should not stand.",
        "Zeg waarom deze niet moet blijven staan."
    );

    public static readonly Refusal NoSuchIncident = Refusal.Of(
        "no-such-incident",
        "There is no incident with this number.",
        "Er is geen incident met dit nummer."
    );

    public static readonly Refusal ToldBefore = Refusal.Of(
        "told-before",
        "This ticket was told of this update already.",
        "Deze melding heeft over deze stand al bericht gekregen."
    );

    public static readonly Refusal Closed = Refusal.Of("closed", "The ticket is resolved.", "De melding is opgelost.");

    public static readonly Refusal WrongAddress = Refusal.Of(
        "wrong-address",
        "That is no mail address: one looks like name@company.example.",
        "Dat is geen mailadres: een adres ziet eruit als naam@bedrijf.example."
    );

    /// <summary>Words that miss a language or are too long; null where they are right.</summary>
    public static Refusal? Words(string title, string titleNl, string text, string textNl) =>
        string.IsNullOrWhiteSpace(title) || string.IsNullOrWhiteSpace(titleNl) ? WordsMissing
        : string.IsNullOrWhiteSpace(text) || string.IsNullOrWhiteSpace(textNl) ? WordsMissing
        : title.Length > LongestTitle || titleNl.Length > LongestTitle ? TooLong
        : text.Length > LongestText || textNl.Length > LongestText ? TooLong
        : null;
}
