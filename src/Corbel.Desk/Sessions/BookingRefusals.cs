using Corbel.Core;

namespace Corbel.Desk.Sessions;

/// <summary>Refusals of the slices about sessions.</summary>
internal static class BookingRefusals
{
    public static readonly Refusal NotForYou = Refusal.Of(
        "session-not-for-you",
        "Only the customer’s administrators and staff can do this.",
        "Alleen de beheerders van de klant en medewerkers kunnen dit doen."
    );

    /// <summary>Missing and forbidden look the same.</summary>
    public static readonly Refusal NoSuchSession = Refusal.Of(
        "no-such-session",
        "There is no such session.",
        "Deze sessie bestaat niet."
    );

    public static readonly Refusal NoSuchCustomer = Refusal.Of(
        "no-such-customer",
        "There is no such customer.",
        "Deze klant bestaat niet."
    );

    public static readonly Refusal SlotTaken = Refusal.Of(
        "session-slot-taken",
        "This time is not free any more. Choose another.",
        "Dit moment is niet meer vrij. Kies een ander."
    );

    public static readonly Refusal OtherKind = Refusal.Of(
        "session-other-kind",
        "That time is offered for another kind of session.",
        "Dat moment is bedoeld voor een ander soort sessie."
    );

    public static readonly Refusal NobodyInvited = Refusal.Of(
        "session-nobody",
        "Choose at least one person of the customer who attends.",
        "Kies minstens één persoon van de klant die deelneemt."
    );

    public static readonly Refusal TopicsMissing = Refusal.Of(
        "session-topics",
        "Say which topics were covered: the report tells the customer.",
        "Noem de behandelde onderwerpen: het rapport meldt ze aan de klant."
    );

    public static readonly Refusal NotReached = Refusal.Of(
        "session-skill",
        "A skill is a duty that the sessions are to reach, of a person who was there.",
        "Een vaardigheid is een taak die de sessies moeten bereiken, van iemand die er was."
    );

    public static readonly Refusal ReasonMissing = Refusal.Of(
        "session-reason",
        "Say why: the ledger keeps the reason.",
        "Geef een reden: die blijft in het overzicht staan."
    );

    public static readonly Refusal BadTimes = Refusal.Of(
        "session-times",
        "A session begins in the future and lasts 10 minutes to 10 hours.",
        "Een sessie begint in de toekomst en duurt 10 minuten tot 10 uur."
    );

    public static readonly Refusal TrainerBusy = Refusal.Of(
        "session-trainer-busy",
        "This trainer has another session at that time.",
        "Deze trainer heeft op dat moment een andere sessie."
    );

    public static readonly Refusal NoTrainer = Refusal.Of(
        "session-trainer",
        "The trainer is somebody of the staff.",
        "De trainer is een medewerker."
    );

    public static readonly Refusal PlaceMissing = Refusal.Of(
        "session-place",
        "Say where: a room, or the link of the meeting (at most 300 characters).",
        "Geef aan waar: een ruimte of de link van de vergadering (hoogstens 300 tekens)."
    );

    public static readonly Refusal BadSeats = Refusal.Of(
        "session-seats",
        "A time has 1 to 50 seats; one that is kept for a customer has one.",
        "Een moment heeft 1 tot 50 plaatsen; een moment voor één klant heeft er één."
    );

    public static readonly Refusal BadProposal = Refusal.Of(
        "proposal",
        "A proposal has a reference, ends after it begins, and counts 1 to 999 of at least one kind.",
        "Een voorstel heeft een kenmerk, eindigt na zijn begin en telt 1 tot 999 van minstens één soort."
    );

    public static readonly Refusal ProposalExists = Refusal.Of(
        "proposal-exists",
        "This customer has a proposal with that reference already.",
        "Deze klant heeft al een voorstel met dat kenmerk."
    );

    public static readonly Refusal ProposalDrawn = Refusal.Of(
        "proposal-drawn",
        "Sessions draw on this proposal: it cannot be withdrawn.",
        "Er zijn sessies uit dit voorstel geboekt: het kan niet worden ingetrokken."
    );

    public static Refusal UnknownKind(string given, IEnumerable<string> known) =>
        Refusal.Of(
            "session-kind",
            $"The policy has no kind of session “{given}”. It has: {string.Join(", ", known)}.",
            $"Het beleid kent geen soort sessie “{given}”. Het kent: {string.Join(", ", known)}."
        );
}
