using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>A policy that Northwind runs its own desk by: half of the provider's times, in its own name.</summary>
internal static class OwnPolicy
{
    public static readonly string Text = PolicyFile
        .Shipped.Replace("name: Alliantist", "name: Northwind", StringComparison.Ordinal)
        .Replace("severity: 2, within: 4 h", "severity: 2, within: 2 h", StringComparison.Ordinal);
}
