using Corbel.Core;
using Corbel.Core.Records;

namespace Corbel.Desk.Policies;

/// <summary>Why a record is not written.</summary>
internal static class RecordRefusals
{
    public static readonly Refusal NotForYou = Refusal.Of(
        "not-for-you",
        "Only managers and the owner record this.",
        "Alleen leidinggevenden en de eigenaar leggen dit vast."
    );

    public static readonly Refusal ReasonMissing = Refusal.Of(
        "reason-missing",
        "Say why the record is wrong.",
        "Zeg waarom de vastlegging onjuist is."
    );

    public static readonly Refusal NoSuchRecord = Refusal.Of(
        "no-such-record",
        "There is no such record.",
        "Deze vastlegging bestaat niet."
    );

    public static readonly Refusal AlreadyCorrected = Refusal.Of(
        "already-corrected",
        "This record was corrected already: correct the one that took its place.",
        "Deze vastlegging is al verbeterd: verbeter de vastlegging die ervoor in de plaats kwam."
    );

    public static readonly Refusal NoSuchCustomer = Refusal.Of(
        "no-such-customer",
        "Choose a customer of the provider.",
        "Kies een klant van de aanbieder."
    );

    public static readonly Refusal RecordedBefore = Refusal.Of(
        "recorded-before",
        "This period is recorded already: correct that record.",
        "Deze periode is al vastgelegd: verbeter die vastlegging."
    );

    public static Refusal ReasonTooLong(int length) =>
        Refusal.Of(
            "reason-too-long",
            $"The reason has {length} characters; at most {RecordFigures.LongestWords} fit.",
            $"De reden telt {length} tekens; er passen er {RecordFigures.LongestWords}."
        );

    public static Refusal NotRecorded(string fact, IEnumerable<string> known) =>
        Refusal.Of(
            "not-recorded",
            $"Nothing is recorded by hand of “{fact}”. Of these it is: {string.Join(", ", known)}.",
            $"Van “{fact}” wordt niets met de hand vastgelegd. Wel van: {string.Join(", ", known)}."
        );
}
