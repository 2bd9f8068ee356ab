using Corbel.Core.Access;
using Corbel.Desk.People;

namespace Corbel.Web.Cli.DemoData;

/// <summary>The organisations and people of the demo and of the browser tests.</summary>
internal sealed record DemoCast(IReadOnlyDictionary<string, Person> People)
{
    public const string Agent = "ada@alliantist.example";
    public const string Administrator = "priya@harbourbank.example";
    public const string DeskAgent = "wim@noordzee.example";
    public const string PartnerUser = "piet@kadeadvies.example";

    private static readonly (string Name, OrganisationKind Kind, string Domain, string Language, string Zone)[] Homes =
    [
        ("Alliantist", OrganisationKind.Provider, "alliantist.example", "en", "Europe/London"),
        ("Harbour Bank", OrganisationKind.Customer, "harbourbank.example", "en", "Europe/London"),
        ("Noordzee Logistiek", OrganisationKind.Customer, "noordzee.example", "nl", "Europe/Amsterdam"),
        ("Wessex Council", OrganisationKind.Customer, "wessex.example", "en", "Europe/London"),
        ("Kade Advies", OrganisationKind.Partner, "kadeadvies.example", "nl", "Europe/Amsterdam"),
    ];

    private static readonly (string Home, string Name, string Email, Role Role)[] Persons =
    [
        ("Alliantist", "Ada Whitfield", Agent, Role.Agent),
        ("Alliantist", "Ben Okafor", "ben@alliantist.example", Role.Agent),
        ("Alliantist", "Margaret Lowe", "margaret@alliantist.example", Role.Manager),
        ("Alliantist", "Oliver Hart", "oliver@alliantist.example", Role.Owner),
        ("Harbour Bank", "Priya Shah", Administrator, Role.Administrator),
        ("Harbour Bank", "Tom Becker", "tom@harbourbank.example", Role.RegisteredUser),
        ("Noordzee Logistiek", "Sanne de Boer", "sanne@noordzee.example", Role.Administrator),
        ("Noordzee Logistiek", "Joris Visser", "joris@noordzee.example", Role.RegisteredUser),
        ("Noordzee Logistiek", "Wim Dekker", DeskAgent, Role.DeskAgent),
        ("Wessex Council", "Helen Marsh", "helen@wessex.example", Role.Administrator),
        ("Wessex Council", "Isla Reid", "isla@wessex.example", Role.RegisteredUser),
        ("Kade Advies", "Piet Kade", PartnerUser, Role.PartnerUser),
    ];

    public Person this[string email] => People[email];

    public static async Task<DemoCast> Enter(Register register)
    {
        var homes = new Dictionary<string, Organisation>();
        foreach (var (name, kind, domain, language, zone) in Homes)
        {
            Guid? customer = kind == OrganisationKind.Partner ? homes["Noordzee Logistiek"].Id : null;
            var government = name == "Wessex Council";
            var made = await register.Organisation(name, kind, [domain], language, zone, customer, government);
            homes[name] = made.Value!;
        }
        var people = new Dictionary<string, Person>();
        foreach (var (home, name, email, role) in Persons)
            people[email] = (await register.Person(homes[home].Id, name, email, role)).Value!;
        return new DemoCast(people);
    }
}
