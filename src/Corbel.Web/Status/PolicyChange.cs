using Corbel.Core.Policy;

namespace Corbel.Web.Status;

/// <summary>What a new version says otherwise than the one before it.</summary>
/// <param name="Id">The fact or reading.</param>
/// <param name="Clause">The clause; null for a reading of the whole.</param>
/// <param name="Before">What was said; null where it is new.</param>
/// <param name="Now">What is said; null where it was dropped.</param>
public sealed record PolicyChange(string Id, string? Clause, LocalText? Before, LocalText? Now)
{
    /// <summary>The changes in the order of the new text; what was dropped comes last.</summary>
    public static IReadOnlyList<PolicyChange> Between(PolicyDocument before, PolicyDocument now)
    {
        var (old, current) = (Said(before), Said(now));
        var known = old.ToDictionary(x => x.Id, x => x.Text, StringComparer.Ordinal);
        var kept = current.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. current
                .Where(x => known.GetValueOrDefault(x.Id) != x.Text)
                .Select(x => new PolicyChange(x.Id, x.Clause, known.GetValueOrDefault(x.Id), x.Text)),
            .. old.Where(x => !kept.Contains(x.Id)).Select(x => new PolicyChange(x.Id, x.Clause, x.Text, null)),
        ];
    }

    private static List<(string Id, string? Clause, LocalText Text)> Said(PolicyDocument policy) =>
        [
            .. PolicyText.Facts(policy).Select(x => (x.Id, (string?)x.Clause, x.Text)),
            .. PolicyText.Readings(policy).Select(x => (x.Id, x.Clause, x.Text)),
        ];
}
