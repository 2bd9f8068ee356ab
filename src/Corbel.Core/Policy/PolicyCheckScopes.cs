using System.Collections.Immutable;

namespace Corbel.Core.Policy;

public static partial class PolicyCheck
{
    /// <summary>Products that do not exist, and names that stand twice in one list.</summary>
    private static IEnumerable<PolicyError> Scope(TargetSpec target, string path, PolicyDocument policy) =>
        [
            .. Missing(Each($"{path}.products", target.Products), "product", policy.Products.Keys),
            .. Repeated($"{path}.customers", target.Customers, StringComparer.OrdinalIgnoreCase),
            .. Repeated($"{path}.products", target.Products, StringComparer.Ordinal),
            .. Repeated($"{path}.channels", Words(target.Channels), StringComparer.Ordinal),
        ];

    private static IEnumerable<PolicyError> Repeated(
        string path,
        ImmutableArray<string> names,
        StringComparer comparer
    ) =>
        Each(path, names)
            .Where((n, i) => names.Take(i).Contains(n.Name, comparer))
            .Select(n => new PolicyError(n.Path, "this name stands here a second time", n.Name));

    /// <summary>An earlier target of the same rank that holds for an issue that this one holds for too.</summary>
    private static IEnumerable<PolicyError> Twice(ImmutableArray<TargetSpec> targets, int index)
    {
        var target = targets[index];
        for (var i = 0; i < index; i++)
        {
            var other = targets[i];
            if (other.Kind != target.Kind || other.Severity != target.Severity)
            {
                continue;
            }
            if (Both(target, other) is { } both)
            {
                return [Twice(target, both, $"targets[{index}]", $"targets[{i}]")];
            }
            if (
                target.Promise is not null
                && other.Promise is not null
                && TargetFacts.Id(target) == TargetFacts.Id(other)
            )
            {
                const string message = "by letters and digits these names cannot be told from those of";
                return [new($"targets[{index}].customers", $"{message} targets[{i}]")];
            }
        }
        return [];
    }

    private static PolicyError Twice(TargetSpec target, ImmutableArray<string> both, string path, string other) =>
        target.IsScoped
            ? new(
                path,
                $"two targets of this kind hold for severity {target.Severity}, {string.Join(", ", both)}; the other is {other}"
            )
            : new($"{path}.severity", "there are two targets of this kind for one severity", target.Severity);

    /// <summary>What two targets of one rank both hold for; null where there is nothing, or one of them wins.</summary>
    private static ImmutableArray<string>? Both(TargetSpec a, TargetSpec b)
    {
        if (TargetChoice.Rank(a) != TargetChoice.Rank(b))
        {
            return null;
        }
        (string What, ImmutableArray<string> A, ImmutableArray<string> B)[] lists =
        [
            ("customer", a.Customers, b.Customers),
            ("product", a.Products, b.Products),
            ("channel", Words(a.Channels), Words(b.Channels)),
        ];
        var both = ImmutableArray.CreateBuilder<string>();
        foreach (var (what, ours, theirs) in lists.Where(l => !l.A.IsEmpty))
        {
            if (ours.FirstOrDefault(n => theirs.Contains(n, StringComparer.OrdinalIgnoreCase)) is not { } shared)
            {
                return null;
            }
            both.Add($"{what} {shared}");
        }
        return both.ToImmutable();
    }

    private static ImmutableArray<string> Words<T>(ImmutableArray<T> values)
        where T : struct, Enum => [.. values.Select(ReadingParts.Word)];
}
