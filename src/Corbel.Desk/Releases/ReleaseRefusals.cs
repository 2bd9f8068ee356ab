using Corbel.Core;
using Corbel.Core.Access;

namespace Corbel.Desk.Releases;

/// <summary>Refusals of the slices about products, order forms and releases.</summary>
internal static class ReleaseRefusals
{
    public static readonly Refusal NotForYou = Refusal.Of(
        "release-not-for-you",
        "Only managers of the provider can do this.",
        "Alleen managers van de aanbieder kunnen dit doen."
    );

    public static readonly Refusal NoSuchRelease = Refusal.Of(
        "no-such-release",
        "There is no such release.",
        "Deze release bestaat niet."
    );

    public static readonly Refusal NoSuchProduct = Refusal.Of(
        "no-such-product",
        "There is no such product.",
        "Dit product bestaat niet."
    );

    public static readonly Refusal NoSuchRing = Refusal.Of(
        "no-such-ring",
        "There is no such ring.",
        "Deze ring bestaat niet."
    );

    public static readonly Refusal NoSuchCustomer = Refusal.Of(
        "no-such-customer",
        "There is no such customer.",
        "Deze klant bestaat niet."
    );

    public static readonly Refusal BadProduct = Refusal.Of(
        "product",
        "A product has a name, and a key of small letters, digits and hyphens, such as isms-online.",
        "Een product heeft een naam en een sleutel van kleine letters, cijfers en koppeltekens, zoals isms-online."
    );

    public static readonly Refusal BadOrder = Refusal.Of(
        "order-form",
        "An order form has a reference and at least one product, each of which ends after it begins.",
        "Een bestelformulier heeft een kenmerk en minstens één product, dat telkens eindigt na zijn begin."
    );

    public static readonly Refusal BadRing = Refusal.Of(
        "ring",
        "A ring has a name of at most 60 characters.",
        "Een ring heeft een naam van hoogstens 60 tekens."
    );

    public static readonly Refusal BadRelease = Refusal.Of(
        "release",
        "A release has a number, and a title and notes in both languages.",
        "Een release heeft een nummer, en een titel en toelichting in beide talen."
    );

    public static readonly Refusal ReleaseExists = Refusal.Of(
        "release-exists",
        "This product has a release of that number already.",
        "Dit product heeft al een release met dat nummer."
    );

    public static readonly Refusal AlreadyDelivered = Refusal.Of(
        "release-delivered",
        "This release was delivered there already.",
        "Deze release is daar al geleverd."
    );

    public static readonly Refusal Delivered = Refusal.Of(
        "release-is-out",
        "What was delivered is not edited. Plan another release.",
        "Wat geleverd is, wordt niet meer gewijzigd. Plan een andere release."
    );

    public static readonly Refusal NoSuchOrder = Refusal.Of(
        "no-such-order-form",
        "There is no such order form, or it was withdrawn.",
        "Dit bestelformulier bestaat niet, of is ingetrokken."
    );

    public static readonly Refusal BadEnd = Refusal.Of(
        "order-form-end",
        "An order form ends after it begins, and not later than it does already. What was a mistake is withdrawn.",
        "Een bestelformulier eindigt na zijn begin, en niet later dan nu al. Een vergissing wordt ingetrokken."
    );

    public static readonly Refusal WhyMissing = Refusal.Of(
        "order-form-why",
        "Say why it is withdrawn.",
        "Geef aan waarom het wordt ingetrokken."
    );

    /// <summary>Who answers for what is delivered.</summary>
    public static bool May(Actor actor) => actor.Role is Role.Manager or Role.Owner;
}
