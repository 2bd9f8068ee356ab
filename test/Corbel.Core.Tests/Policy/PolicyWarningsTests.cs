using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Tests.Policy;

/// <summary>What is not wrong with a policy but should be known. The lists of the test policy end with 2026.</summary>
public sealed class PolicyWarningsTests
{
    private static readonly PolicyDocument Late = TestPolicy.Document with
    {
        Readings = new ReadingsSpec { WarnHolidaysEndDays = 59 },
    };

    private static IEnumerable<string> Of(PolicyDocument policy, LocalDate today, Language language = Language.En) =>
        PolicyWarnings.Of(TestPolicy.Compile(policy), today).Select(x => x.In(language));

    [Fact]
    public void How_far_holidays_are_known_is_told_strongly_near_their_end()
    {
        Of(Late, new(2026, 11, 1)).ShouldBe(["calendar business-hour: holidays not known after 2026."]);
        Of(Late, new(2026, 11, 2))
            .ShouldBe(["calendar business-hour: holidays not known after 2026; get a newer list now."]);
        Of(Late, new(2026, 11, 1), Language.Nl).ShouldBe(["kalender business-hour: feestdagen na 2026 niet bekend."]);
        Of(Late, new(2026, 11, 2), Language.Nl)
            .ShouldBe(["kalender business-hour: feestdagen na 2026 niet bekend; haal nu een nieuwere lijst op."]);
    }

    [Fact]
    public void A_calendar_without_holidays_has_no_end() =>
        Of(
                TestPolicy.Document with
                {
                    Calendars = new([TestPolicy.BusinessHour with { Holidays = null }]),
                },
                new(2026, 12, 31)
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_severity_with_no_target_for_all_is_named()
    {
        var one = TestPolicy.Response("1", 1);
        var policy = TestPolicy.Document with
        {
            Calendars = new([TestPolicy.BusinessHour with { Holidays = null }]),
            Targets =
            [
                one,
                TestPolicy.Response("2", 4) with
                {
                    Customers = ["northwind"],
                },
                TestPolicy.Target(TargetKind.Resolution, "3", 8),
            ],
        };
        Of(policy, new(2026, 1, 1))
            .ShouldBe([
                "Severity 2 has first-response targets for some customers, products or channels only.",
                "Severity 3 has no first-response target.",
            ]);
        Of(policy, new(2026, 1, 1), Language.Nl)
            .ShouldBe([
                "Voor Ernstniveau 2 is alleen voor bepaalde klanten, producten of kanalen een Reactietijd toegezegd.",
                "Voor Ernstniveau 3 is geen Reactietijd toegezegd.",
            ]);
    }
}
