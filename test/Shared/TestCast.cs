using Corbel.Core.Access;
using Corbel.Desk.People;

namespace Corbel.Tests;

/// <summary>The organisations and people of the tests.</summary>
public sealed class TestCast
{
    public required Organisation Provider { get; init; }
    public required Organisation Northwind { get; init; }
    public required Organisation Southbank { get; init; }
    public required Organisation Partnerhuis { get; init; }

    /// <summary>Owner of the provider.</summary>
    public required Person Olive { get; init; }

    /// <summary>Manager of the provider.</summary>
    public required Person Max { get; init; }

    /// <summary>Agent of the provider.</summary>
    public required Person Ada { get; init; }

    /// <summary>Administrator of Northwind; reads Dutch, in Amsterdam.</summary>
    public required Person Nora { get; init; }

    /// <summary>Registered user of Northwind.</summary>
    public required Person Rik { get; init; }

    /// <summary>Another registered user of Northwind.</summary>
    public required Person Roos { get; init; }

    /// <summary>Agent of Northwind's own desk.</summary>
    public required Person Dirk { get; init; }

    /// <summary>Administrator of Southbank; reads English, in London.</summary>
    public required Person Sam { get; init; }

    /// <summary>Partner user of a partner of Northwind.</summary>
    public required Person Pia { get; init; }

    public IEnumerable<Person> Everybody => [Olive, Max, Ada, Nora, Rik, Roos, Dirk, Sam, Pia];

    public static async Task<TestCast> Enter(Register register)
    {
        async Task<Organisation> Home(
            string name,
            OrganisationKind kind,
            string[] domains,
            string language = "en",
            string zone = "Europe/London",
            Guid? customer = null
        ) => (await register.Organisation(name, kind, domains, language, zone, customer)).Value!;
        async Task<Person> Somebody(Organisation home, string name, string email, Role role) =>
            (await register.Person(home.Id, name, email, role)).Value!;

        var provider = await Home("Alliantist", OrganisationKind.Provider, []);
        string[] domains = ["northwind.example"];
        var northwind = await Home("Northwind", OrganisationKind.Customer, domains, "nl", "Europe/Amsterdam");
        var southbank = await Home("Southbank", OrganisationKind.Customer, ["southbank.example"]);
        var partner = await Home("Partnerhuis", OrganisationKind.Partner, [], customer: northwind.Id);
        return new TestCast
        {
            Provider = provider,
            Northwind = northwind,
            Southbank = southbank,
            Partnerhuis = partner,
            Olive = await Somebody(provider, "Olive Owner", "olive@isms.example", Role.Owner),
            Max = await Somebody(provider, "Max Manager", "max@isms.example", Role.Manager),
            Ada = await Somebody(provider, "Ada Agent", "ada@isms.example", Role.Agent),
            Nora = await Somebody(northwind, "Nora Noord", "nora@northwind.example", Role.Administrator),
            Rik = await Somebody(northwind, "Rik de Vries", "rik@northwind.example", Role.RegisteredUser),
            Roos = await Somebody(northwind, "Roos Bakker", "roos@northwind.example", Role.RegisteredUser),
            Dirk = await Somebody(northwind, "Dirk Desk", "dirk@northwind.example", Role.DeskAgent),
            Sam = await Somebody(southbank, "Sam South", "sam@southbank.example", Role.Administrator),
            Pia = await Somebody(partner, "Pia Partner", "pia@partner.example", Role.PartnerUser),
        };
    }
}
