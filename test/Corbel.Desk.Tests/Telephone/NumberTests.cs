using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Corbel.Tests;

namespace Corbel.Desk.Tests.Telephone;

/// <summary>Numbers are kept as E.164 and found however people write them.</summary>
public sealed class NumberTests
{
    private static NumberPlan Plan(string region) => new(new DeskOptions { Telephone = { Region = region } });

    [Theory]
    [InlineData("GB", "01273 041140", "+441273041140", "01273 041140")]
    [InlineData("GB", "+44 (0)1273 041140", "+441273041140", "01273 041140")]
    [InlineData("GB", "441273041140", "+441273041140", "01273 041140")]
    [InlineData("GB", "tel:+31207940000", "+31207940000", "+31 20 794 0000")]
    [InlineData("NL", "020 794 0000", "+31207940000", "020 794 0000")]
    [InlineData("nl", "0044 1273 041140", "+441273041140", "+44 1273 041140")]
    public void A_number_is_read_as_people_of_the_region_write_it(
        string region,
        string typed,
        string kept,
        string shown
    )
    {
        Plan(region).Parse(typed).ShouldBe(kept);
        Plan(region).Show(kept).ShouldBe(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("12")]
    [InlineData("+44 1")]
    [InlineData("0800 FLOWERS")]
    [InlineData("sip:ada@desk.example")]
    public void What_is_no_number_is_none(string typed) => Plan("GB").Parse(typed).ShouldBeNull();

    [Theory, OnEveryDatabase]
    public async Task A_person_before_the_organisation_and_a_longer_beginning_before_a_shorter(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, keep) = (desk.Cast, desk.Get<KeepNumbers>());
        await keep.OfPerson(cast.Nora.Id, ["+31 20 794 0011", "0031207940012", "+31207940011"]);
        await keep.OfPerson(cast.Rik.Id, ["+31 20 794 0012"]);
        (await keep.OfOrganisation(cast.Northwind.Id, ["+31 20 794*"])).Value.ShouldBe(1);
        (await keep.OfOrganisation(cast.Southbank.Id, ["+31 20 7949*", "020 7946 0000"])).Value.ShouldBe(2);

        (await Who(desk, "+31207940011")).ShouldBe("Nora Noord | Northwind");
        (await Who(desk, "+31207940012")).ShouldBe("Nora Noord, Rik de Vries | Northwind");
        (await Who(desk, "+31207940099")).ShouldBe(" | Northwind");
        (await Who(desk, "+31207949999")).ShouldBe(" | Southbank");
        (await Who(desk, "+442079460000")).ShouldBe(" | Southbank");
        (await Who(desk, "+442079460001")).ShouldBe(" | ");
        (await Who(desk, null)).ShouldBe(" | ");
        // What is set again replaces what was there.
        await keep.OfPerson(cast.Nora.Id, [" "]);
        (await Who(desk, "+31207940011")).ShouldBe(" | Northwind");
        (await keep.OfOrganisation(cast.Southbank.Id, [])).Value.ShouldBe(0);
        (await Who(desk, "+442079460000")).ShouldBe(" | ");
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_wrong_is_refused_and_changes_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, keep) = (desk.Cast, desk.Get<KeepNumbers>());
        await keep.OfPerson(cast.Sam.Id, ["020 7946 0018"]);

        (await keep.OfPerson(cast.Sam.Id, ["020 7946 0019", "12"])).Refused!.Code.ShouldBe("not-a-number");
        (await keep.OfOrganisation(cast.Southbank.Id, ["+44*"])).Refused!.Code.ShouldBe("prefix-too-short");
        (await Who(desk, "+442079460018")).ShouldBe("Sam South | Southbank");
        (await keep.Extension(cast.Ada.Id, "12")).Value!.Extension.ShouldBe("12");
        (await keep.Extension(cast.Max.Id, "12")).Refused!.Code.ShouldBe("extension-taken");
        (await keep.Extension(cast.Sam.Id, "13")).Refused!.Code.ShouldBe("extension-of-staff");
        (await keep.Extension(cast.Ada.Id, "")).Value!.Extension.ShouldBeNull();
    }

    private static async Task<string> Who(TestDesk desk, string? number)
    {
        await using var db = desk.Read();
        var caller = await Caller.Of(db, number);
        return $"{string.Join(", ", caller.People.Select(x => x.Name))} | {string.Join(", ", caller.Organisations.Select(x => x.Name))}";
    }
}
