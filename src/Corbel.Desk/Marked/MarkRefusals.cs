using Corbel.Core;

namespace Corbel.Desk.Marked;

/// <summary>What marks and clearances are refused for.</summary>
internal static class MarkRefusals
{
    public static readonly Refusal NoMarks = Refusal.Of(
        "no-marks",
        "The policy in force knows no marks.",
        "Het geldende beleid kent geen markeringen."
    );

    public static readonly Refusal MayNotRaise = Refusal.Of(
        "may-not-mark",
        "The policy does not let your role mark an issue.",
        "Het beleid laat uw rol geen melding markeren."
    );

    public static readonly Refusal MayNotLower = Refusal.Of(
        "may-not-lower",
        "Only an administrator of the customer lowers a mark or takes it off.",
        "Alleen een beheerder van de klant verlaagt een markering of haalt die weg."
    );

    public static readonly Refusal NoSuchPlace = Refusal.Of(
        "no-such-place",
        "This issue has no such message or file. Reload the page and choose again.",
        "Deze melding heeft dat bericht of bestand niet. Laad de pagina opnieuw en kies nog eens."
    );

    public static readonly Refusal NotHigher = Refusal.Of(
        "not-higher",
        "It bears this mark or a higher one already. To lower a mark, say why.",
        "Dit draagt deze markering of een hogere al. Wie een markering wil verlagen, geeft daar een reden voor."
    );

    public static readonly Refusal NotLower = Refusal.Of(
        "not-lower",
        "It bears no higher mark than that. Reload the page to see how it stands.",
        "Dit draagt geen hogere markering. Laad de pagina opnieuw om te zien hoe het ervoor staat."
    );

    public static readonly Refusal WhyMissing = Refusal.Of(
        "reason-missing",
        "Say why the mark is lowered: the reason stays with the issue.",
        "Geef aan waarom de markering omlaag gaat: de reden blijft bij de melding staan."
    );

    public static readonly Refusal NotMarked = Refusal.Of(
        "not-marked",
        "This issue bears no mark, so nobody needs to be named.",
        "Deze melding draagt geen markering: er hoeft niemand aangewezen te worden."
    );

    public static readonly Refusal MayNotName = Refusal.Of(
        "may-not-name",
        "Only who logged the issue, an administrator, or cleared staff on the list can name others.",
        "Alleen de melder, een beheerder of gescreende medewerkers op de lijst kunnen anderen aanwijzen."
    );

    public static readonly Refusal CannotBeNamed = Refusal.Of(
        "cannot-be-named",
        "This person cannot see the issue: name a colleague of the same side who may, and of staff one who is cleared.",
        "Deze persoon mag de melding niet zien: wijs een collega van dezelfde kant aan, en van de medewerkers iemand die gescreend is."
    );

    public static readonly Refusal LastOnList = Refusal.Of(
        "last-on-list",
        "This is the last cleared person on the list. Add another first.",
        "Dit is de laatste gescreende persoon op de lijst. Voeg eerst een ander toe."
    );

    public static readonly Refusal NotYours = Refusal.Of(
        "not-yours",
        "Only managers and the owner propose, grant and end clearances.",
        "Alleen managers en de eigenaar stellen screenings voor, kennen ze toe en beëindigen ze."
    );

    public static readonly Refusal SponsorMissing = Refusal.Of(
        "sponsor-missing",
        "Say who sponsors the clearance, in at most 200 characters.",
        "Geef aan wie voor de screening instaat, in hoogstens 200 tekens."
    );

    public static readonly Refusal WrongDays = Refusal.Of(
        "wrong-days",
        "The last day lies before the first one, or has passed already.",
        "De laatste dag ligt vóór de eerste, of is al voorbij."
    );

    public static readonly Refusal NotStaff = Refusal.Of(
        "not-staff",
        "Only people of staff carry a clearance. Choose one from the list.",
        "Alleen medewerkers dragen een screening. Kies iemand uit de lijst."
    );

    public static readonly Refusal NoLongerOpen = Refusal.Of(
        "not-open",
        "This clearance was granted or ended meanwhile. Reload the page.",
        "Deze screening is intussen toegekend of beëindigd. Laad de pagina opnieuw."
    );

    public static readonly Refusal TwoPeople = Refusal.Of(
        "two-people",
        "A clearance is granted by another person than the one who proposed it, and never by the one who gets it.",
        "Een screening wordt toegekend door een ander dan wie haar voorstelde, en nooit door wie haar krijgt."
    );

    public static Refusal UnknownMark(string given, IEnumerable<string> known) =>
        Refusal.Of(
            "unknown-mark",
            $"The policy has no mark “{given}”. It has: {string.Join(", ", known)}.",
            $"Het beleid kent geen markering “{given}”. Het kent: {string.Join(", ", known)}."
        );

    public static Refusal UnknownKind(string given, IEnumerable<string> known) =>
        Refusal.Of(
            "unknown-clearance",
            $"The policy has no clearance “{given}”. It has: {string.Join(", ", known)}.",
            $"Het beleid kent geen screening “{given}”. Het kent: {string.Join(", ", known)}."
        );
}
