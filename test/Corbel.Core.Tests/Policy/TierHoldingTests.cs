using System.Collections.Immutable;
using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Policy;

/// <summary>Which side gives which level of support (clauses 2 to 4).</summary>
public sealed class TierHoldingTests
{
    private static readonly PolicyDocument Policy = TestPolicy.Document with
    {
        Tiers = new([Tier("1"), Tier("2"), Tier("3")]),
        Support = new()
        {
            ByCustomer = new()
            {
                Clause = "3",
                Tiers = ["1", "2"],
                For = [PolicyRole.PartnerUser],
            },
            ByProvider = new()
            {
                Clause = "4",
                Tiers = ["3"],
                For = [PolicyRole.CustomerAdministrator],
            },
        },
    };

    private static TierSpec Tier(string id) =>
        new()
        {
            Id = id,
            Clause = "2",
            Name = new(id, id),
            Duties = new([]),
        };

    [Fact]
    public void Each_side_gives_its_own()
    {
        TierHolding.Of(Policy, onOwnDesk: true).Select(x => x.Id).ShouldBe(["1", "2"]);
        TierHolding.Of(Policy, onOwnDesk: false).Select(x => x.Id).ShouldBe(["3"]);
        TierHolding.Of(TestPolicy.Document, onOwnDesk: false).ShouldBeEmpty();
    }

    [Fact]
    public void Administrators_hand_over_unless_the_policy_says_who()
    {
        TierHolding.HandedOverBy(TestPolicy.Document).ShouldBe([PolicyRole.CustomerAdministrator]);
        TierHolding.HandedOverBy(Policy).ShouldBe([PolicyRole.CustomerAdministrator]);
        ImmutableArray<PolicyRole> agents = [PolicyRole.DeskAgent];
        TierHolding
            .HandedOverBy(Policy with { Support = Policy.Support! with { HandedOverBy = agents } })
            .ShouldBe(agents);
    }
}
