using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// An administrator objects to a version in the customer's name, once. It is recorded and the provider's managers are told;
/// it suspends nothing (reading "use = acceptance").
/// </summary>
public sealed class LodgeObjection(GroupWriter writer, PolicyShelf policies, PolicyMails mails, IClock clock)
{
    internal const int Longest = 10_000;

    private static readonly Refusal NotYours = Refusal.Of(
        "not-for-you",
        "Only an administrator of a customer can object to a version.",
        "Alleen een beheerder van een klant kan bezwaar maken tegen een versie."
    );

    private static readonly Refusal NoSuchVersion = Refusal.Of(
        "no-such-version",
        "There is no such version.",
        "Deze versie bestaat niet."
    );

    private static readonly Refusal Already = Refusal.Of(
        "objected-already",
        "Your organisation has objected to this version already.",
        "Uw organisatie heeft al bezwaar gemaakt tegen deze versie."
    );

    internal static readonly Refusal TooLong = Refusal.Of(
        "text-too-long",
        "The text is longer than 10,000 characters. Shorten it.",
        "De tekst is langer dan 10.000 tekens. Maak hem korter."
    );

    /// <returns>The objection.</returns>
    public async Task<Outcome<Objection>> Run(Actor by, int version, string? text, CancellationToken cancel = default)
    {
        if (!May.Object(by))
            return NotYours;
        if (string.IsNullOrWhiteSpace(text))
            return Refusals.EmptyText;
        if (text.Length > Longest)
            return TooLong;
        return await writer.Write(
            async (db, token) =>
            {
                if (!await db.PolicyVersions.AnyAsync(x => x.Number == version, token))
                    return NoSuchVersion;
                if (
                    await db.Objections.AnyAsync(
                        x => x.OrganisationId == by.Organisation && x.VersionNumber == version,
                        token
                    )
                )
                    return Already;
                var now = clock.GetCurrentInstant();
                var objection = new Objection
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    OrganisationId = by.Organisation,
                    VersionNumber = version,
                    ById = by.Person,
                    LodgedAt = now,
                    Text = text.Trim(),
                };
                db.Objections.Add(objection);
                var customer = await db
                    .Organisations.Where(x => x.Id == by.Organisation)
                    .Select(x => x.Name)
                    .SingleAsync(token);
                var policy = await policies.At(db, now, token);
                await mails.Objected(db, policy.Policy.Document, objection, customer, token);
                return (Outcome<Objection>)objection;
            },
            cancel
        );
    }
}
