using System.Globalization;
using Corbel.Core.Policy;

namespace Corbel.Web.Status;

/// <summary>
/// Facts that are set together. Definitions and promises begin with what they are about ("Severity 1: …", "Guarantee: …"):
/// that is set in bold, and once where several follow each other.
/// </summary>
/// <param name="Lead">What they are about; null for plain sentences.</param>
/// <param name="Items">Each fact and the rest of its sentence.</param>
/// <param name="Targets">The first-response target of each fact, where the group is nothing else and each holds for all: then it is a table.</param>
public sealed record FactGroup(
    string? Lead,
    IReadOnlyList<(Fact Fact, string Text)> Items,
    IReadOnlyList<TargetSpec> Targets
)
{
    private static readonly string[] WithLead =
    [
        "tiers.",
        "severities.",
        "response-time",
        "calendars.",
        "targets[",
        "availability.percent",
    ];

    public static IReadOnlyList<FactGroup> Of(IEnumerable<Fact> facts, PolicyDocument policy, Language language)
    {
        var groups = new List<FactGroup>();
        foreach (var fact in facts)
        {
            var (lead, text) = Split(fact, language);
            if (lead is not null && groups is [.., var last] && last.Lead == lead)
            {
                groups[^1] = last with { Items = [.. last.Items, (fact, text)] };
            }
            else
            {
                groups.Add(new(lead, [(fact, text)], []));
            }
        }
        return groups.ConvertAll(group => group with { Targets = TargetsOf(group, policy) });
    }

    private static (string? Lead, string Text) Split(Fact fact, Language language)
    {
        var text = Typography.Of(fact.Text.In(language));
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var leads = WithLead.Any(x => fact.Path.StartsWith(x, StringComparison.Ordinal));
        return leads && colon > 0 ? (text[..colon], text[(colon + 2)..]) : (null, text);
    }

    private static IReadOnlyList<TargetSpec> TargetsOf(FactGroup group, PolicyDocument policy)
    {
        var targets = group.Items.Select(x => Target(x.Fact, policy)).OfType<TargetSpec>().ToList();
        return
            targets.Count > 1
            && targets.Count == group.Items.Count
            && targets.TrueForAll(x => x is { Kind: TargetKind.FirstResponse, IsScoped: false })
            ? targets
            : [];
    }

    /// <summary>The target that a fact is generated from: its path is targets[2].</summary>
    private static TargetSpec? Target(Fact fact, PolicyDocument policy) =>
        fact.Path.Split('[', ']') is ["targets", var index, ..]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? policy.Targets[at]
            : null;
}
