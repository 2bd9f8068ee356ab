using System.Net.Mail;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.People;

/// <summary>Enters organisations and people.</summary>
public sealed class Register(GroupWriter writer, IClock clock)
{
    private static readonly Refusal NameMissing = Refusal.Of("name-missing", "The name is empty.", "De naam is leeg.");

    private static readonly Refusal PartnerOfNobody = Refusal.Of(
        "partner-of-nobody",
        "A partner belongs to a customer, on whose desk its issues arrive. Name that customer.",
        "Een partner hoort bij een klant, op wiens desk zijn meldingen binnenkomen. Noem die klant."
    );

    /// <summary>Enters an organisation.</summary>
    public Task<Outcome<Organisation>> Organisation(
        string name,
        OrganisationKind kind,
        IReadOnlyList<string> domains,
        string language = "en",
        string zone = "Europe/London",
        Guid? customer = null,
        bool government = false,
        CancellationToken cancel = default
    ) =>
        writer.Write(
            async (db, token) =>
            {
                name = name.Trim();
                if (name.Length == 0)
                    return NameMissing;
                if (await db.Organisations.AnyAsync(x => x.Name == name, token))
                    return Refusal.Of(
                        "organisation-exists",
                        $"There is an organisation “{name}” already.",
                        $"Er is al een organisatie “{name}”."
                    );
                var own = domains.Select(x => x.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
                if (await db.OrganisationDomains.FirstOrDefaultAsync(x => own.Contains(x.Domain), token) is { } taken)
                    return Refusal.Of(
                        "domain-taken",
                        $"The domain {taken.Domain} belongs to another organisation.",
                        $"Het domein {taken.Domain} hoort bij een andere organisatie."
                    );
                if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
                    return Refusals.UnknownZone(zone);
                // A partner's issues arrive at the desk of its customer: without one they would arrive nowhere.
                if (
                    kind == OrganisationKind.Partner
                    && !await db.Organisations.AnyAsync(
                        x => x.Id == customer && x.Kind == OrganisationKind.Customer,
                        token
                    )
                )
                    return PartnerOfNobody;
                var id = Guid.CreateVersion7(clock.GetCurrentInstant().ToDateTimeOffset());
                var organisation = new Organisation
                {
                    Id = id,
                    Name = name,
                    Kind = kind,
                    CustomerId = customer,
                    Government = government,
                    Language = language,
                    Zone = zone,
                    Domains = [.. own.Select(x => new OrganisationDomain { Domain = x, OrganisationId = id })],
                };
                db.Organisations.Add(organisation);
                return (Outcome<Organisation>)organisation;
            },
            cancel
        );

    /// <summary>Enters a person of an organisation, with the language and zone of it.</summary>
    public Task<Outcome<Person>> Person(
        Guid organisation,
        string name,
        string email,
        Role role,
        CancellationToken cancel = default
    ) =>
        writer.Write(
            async (db, token) =>
            {
                email = email.Trim();
                // "Sam <sam@x.example>" is read as an address too, but no mail would ever come from it.
                if (!MailAddress.TryCreate(email, out var address) || address.Address != email)
                    return Refusal.Of(
                        "not-an-address",
                        $"“{email}” is no mail address. One looks like name@example.com.",
                        $"“{email}” is geen e-mailadres. Een adres ziet eruit als naam@voorbeeld.nl."
                    );
                if (string.IsNullOrWhiteSpace(name))
                    return NameMissing;
                var normalized = People.Person.Normalize(email);
                if (await db.People.AnyAsync(x => x.NormalizedEmail == normalized, token))
                    return Refusal.Of(
                        "person-exists",
                        $"There is a person with the address {email} already.",
                        $"Er is al iemand met het adres {email}."
                    );
                var home = await db.Organisations.SingleAsync(x => x.Id == organisation, token);
                if (!Fits(role, home.Kind))
                    return Refusal.Of(
                        "role-does-not-fit",
                        $"A person of a {home.Kind} cannot be {role}.",
                        $"Iemand van een organisatie van soort {home.Kind} kan geen {role} zijn."
                    );
                var person = new Person
                {
                    Id = Guid.CreateVersion7(clock.GetCurrentInstant().ToDateTimeOffset()),
                    OrganisationId = organisation,
                    Name = name.Trim(),
                    Email = email,
                    NormalizedEmail = normalized,
                    Role = role,
                    Language = home.Language,
                    Zone = home.Zone,
                    SecurityStamp = Passwords.NewStamp(),
                };
                db.People.Add(person);
                return (Outcome<Person>)person;
            },
            cancel
        );

    private static bool Fits(Role role, OrganisationKind kind) =>
        kind switch
        {
            OrganisationKind.Provider => role is Role.Owner or Role.Manager or Role.Agent,
            OrganisationKind.Customer => role is Role.Administrator or Role.DeskAgent or Role.RegisteredUser,
            _ => role is Role.PartnerUser,
        };
}
