using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>Which levels of support the side gives that holds a ticket (clauses 2 to 4).</summary>
public static class TierHolding
{
    /// <summary>The tiers that are given where a ticket lies; none where the policy does not say.</summary>
    /// <param name="policy">The provider's policy.</param>
    /// <param name="onOwnDesk">It lies on a customer's own desk, not on the provider's.</param>
    public static ImmutableArray<TierSpec> Of(PolicyDocument policy, bool onOwnDesk) =>
        (onOwnDesk ? policy.Support?.ByCustomer : policy.Support?.ByProvider) is { } share
            ? [.. share.Tiers.Where(policy.Tiers.ContainsKey).Select(x => policy.Tiers[x])]
            : [];

    /// <summary>Who hands an issue on a customer's own desk over to the provider.</summary>
    public static ImmutableArray<PolicyRole> HandedOverBy(PolicyDocument policy) =>
        policy.Support?.HandedOverBy ?? SupportSpec.ByAdministrators;
}
