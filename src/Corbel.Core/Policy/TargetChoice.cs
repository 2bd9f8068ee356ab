using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>
/// Chooses the target that holds, prepared once: for each kind and severity the targets in the order in which they win.
/// The check sees to it that no two of one rank hold for one issue, so the first that fits is the only one.
/// </summary>
internal sealed class TargetChoice
{
    private readonly FrozenDictionary<string, Candidate[]>[] _bySeverity;

    public TargetChoice(ImmutableArray<TargetSpec> targets) =>
        _bySeverity = [
            .. Enum.GetValues<TargetKind>()
                .Select(kind =>
                    targets
                        .Where(t => t.Kind == kind)
                        .GroupBy(t => t.Severity)
                        .ToFrozenDictionary(
                            g => g.Key,
                            g => g.OrderByDescending(Rank).Select(t => new Candidate(t)).ToArray(),
                            StringComparer.Ordinal
                        )
                ),
        ];

    /// <summary>How specific a target is: its customers weigh most, then its products, then its channels.</summary>
    public static int Rank(TargetSpec target) =>
        (target.Customers.IsEmpty ? 0 : 4) + (target.Products.IsEmpty ? 0 : 2) + (target.Channels.IsEmpty ? 0 : 1);

    public TargetSpec? Of(TargetKind kind, string severity, TargetScope scope)
    {
        if (_bySeverity[(int)kind].TryGetValue(severity, out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (candidate.HoldsFor(scope))
                {
                    return candidate.Target;
                }
            }
        }
        return null;
    }

    /// <summary>The one that names no customer, product or channel: it stands last.</summary>
    public TargetSpec? ForAll(TargetKind kind, string severity) =>
        _bySeverity[(int)kind].TryGetValue(severity, out var candidates)
        && candidates[^1].Target is { IsScoped: false } all
            ? all
            : null;

    private sealed class Candidate(TargetSpec target)
    {
        private readonly FrozenSet<string>? _customers = Set(target.Customers, StringComparer.OrdinalIgnoreCase);
        private readonly FrozenSet<string>? _products = Set(target.Products, StringComparer.Ordinal);

        /// <summary>A way in that is not known is none of those named.</summary>
        private const int Unknown = int.MinValue;

        private readonly int _channels = target.Channels.IsEmpty ? ~0 : Bits(target);

        public TargetSpec Target => target;

        public bool HoldsFor(TargetScope scope) =>
            (_customers is null || (scope.Customer is { } customer && _customers.Contains(customer)))
            && (_products is null || (scope.Product is { } product && _products.Contains(product)))
            && (_channels & (scope.Channel is { } channel ? 1 << (int)channel : Unknown)) != 0;

        private static int Bits(TargetSpec target) => target.Channels.Aggregate(0, (bits, c) => bits | (1 << (int)c));

        private static FrozenSet<string>? Set(ImmutableArray<string> names, StringComparer comparer) =>
            names.IsEmpty ? null : names.ToFrozenSet(comparer);
    }
}
