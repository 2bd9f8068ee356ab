using Corbel.Core.Access;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.People;

public sealed class RegisterTests
{
    [Theory, OnEveryDatabase]
    public async Task Organisations_have_a_name_a_zone_and_domains_of_their_own(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var register = desk.Get<Register>();
        async Task<string> Code(string name, string[] domains, string zone = "Europe/London") =>
            (await register.Organisation(name, OrganisationKind.Customer, domains, zone: zone)).Refused!.Code;

        (await Code(" ", [])).ShouldBe("name-missing");
        (await Code("Northwind ", [])).ShouldBe("organisation-exists");
        (await Code("New", ["NORTHWIND.example"])).ShouldBe("domain-taken");
        (await Code("New", [], "Europe/Atlantis")).ShouldBe("unknown-zone");
        var made = await register.Organisation(
            " New ",
            OrganisationKind.Customer,
            ["a.example", " A.Example ", "b.example"]
        );

        made.Value!.Name.ShouldBe("New");
        await using var db = desk.Read();
        (
            await db
                .OrganisationDomains.Where(x => x.OrganisationId == made.Value.Id)
                .Select(x => x.Domain)
                .ToListAsync()
        ).ShouldBe(["a.example", "b.example"], ignoreOrder: true);
    }

    [Theory, OnEveryDatabase]
    public async Task A_partner_belongs_to_a_customer_on_whose_desk_its_issues_arrive(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        async Task<string?> Code(Guid? customer) =>
            (await desk.Get<Register>().Organisation("New", OrganisationKind.Partner, [], customer: customer))
                .Refused
                ?.Code;

        foreach (var wrong in (Guid?[])[null, Guid.NewGuid(), desk.Cast.Provider.Id, desk.Cast.Partnerhuis.Id])
            (await Code(wrong)).ShouldBe("partner-of-nobody");
        (await Code(desk.Cast.Southbank.Id)).ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task People_have_one_address_and_a_role_that_fits_their_organisation(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (register, cast) = (desk.Get<Register>(), desk.Cast);
        async Task<string?> Code(Guid home, string email, Role role, string name = "Some Body") =>
            (await register.Person(home, name, email, role)).Refused?.Code;

        (await Code(cast.Southbank.Id, "SAM@southbank.example", Role.RegisteredUser)).ShouldBe("person-exists");
        (await Code(cast.Southbank.Id, "x@y.example", Role.RegisteredUser, " ")).ShouldBe("name-missing");
        foreach (var wrong in (string[])["", "nobody", "a@", "@b", "a b@c.example", "Sam <new@southbank.example>"])
            (await Code(cast.Southbank.Id, wrong, Role.RegisteredUser)).ShouldBe("not-an-address", wrong);
        Guid[] homes = [cast.Provider.Id, cast.Southbank.Id, cast.Partnerhuis.Id];
        Role[][] fitting =
        [
            [Role.Owner, Role.Manager, Role.Agent],
            [Role.Administrator, Role.DeskAgent, Role.RegisteredUser],
            [Role.PartnerUser],
        ];
        for (var i = 0; i < homes.Length; i++)
            foreach (var role in Enum.GetValues<Role>())
                (await Code(homes[i], $"{role}{i}@new.example", role)).ShouldBe(
                    fitting[i].Contains(role) ? null : "role-does-not-fit",
                    $"{role} at {i}"
                );

        var person = (
            await register.Person(cast.Northwind.Id, " Piet ", " Piet@northwind.example ", Role.RegisteredUser)
        ).Value!;
        (person.Name, person.Email, person.Language, person.Zone).ShouldBe(
            ("Piet", "Piet@northwind.example", "nl", "Europe/Amsterdam")
        );
    }
}
