using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>
/// Finds the changed settings that no changed text tells of. Whether one does is tried, not looked up: the setting is
/// changed alone, and what does not move any of the changed texts is not told by them.
/// </summary>
internal sealed class SilentSettings(
    PolicyDocument before,
    PolicyDocument now,
    ImmutableHashSet<(string Id, int Nth)> changed
)
{
    private readonly ImmutableDictionary<(string, int), Saying> _before = Sayings.ById(Sayings.Of(before));
    private readonly ImmutableDictionary<(string, int), Saying> _now = Sayings.ById(Sayings.Of(now));

    public IEnumerable<PolicyChange> Changes()
    {
        var old = SettingTree.Of(before).ToImmutableDictionary(s => s.Path + (s.Order ? "*" : ""));
        var current = SettingTree.Of(now).ToList();
        var kept = current.Select(s => s.Path + (s.Order ? "*" : "")).ToHashSet(StringComparer.Ordinal);
        foreach (var setting in current)
        {
            var was = old.GetValueOrDefault(setting.Path + (setting.Order ? "*" : ""));
            if (
                setting.Order
                    ? was is not null && IsMoved(was, setting)
                    : was?.Text != setting.Text && IsSilent(was, setting)
            )
            {
                yield return Change(was, setting);
            }
        }
        foreach (var setting in old.Where(s => !kept.Contains(s.Key)).Select(s => s.Value).OrderBy(s => s.Path))
        {
            if (!setting.Order && IsSilent(setting, null))
            {
                yield return Change(setting, null);
            }
        }
    }

    private static PolicyChange Change(Setting? was, Setting? current)
    {
        var shown = current ?? was!;
        return new(ChangedPart.Setting, shown.Path, shown.Clause, null, was?.Text, current?.Text);
    }

    /// <summary>Whether items that both have stand in another order.</summary>
    private static bool IsMoved(Setting was, Setting current)
    {
        var (old, now) = (KeysOf(was), KeysOf(current));
        return !old.Where(now.Contains).SequenceEqual(now.Where(old.Contains));
    }

    private static string[] KeysOf(Setting order) => SettingTree.Keys(SettingTree.ItemsOf(order.Value)!);

    private bool IsSilent(Setting? was, Setting? current) =>
        (was, current) switch
        {
            ({ } a, { } b) => !IsTold(before, _before, a, b.Value) && !IsTold(now, _now, b, a.Value),
            ({ } a, null) => !OtherValues.Of(a.Value, before).Any(other => IsTold(before, _before, a, other)),
            (null, { } b) => !OtherValues.Of(b.Value, now).Any(other => IsTold(now, _now, b, other)),
            _ => false,
        };

    /// <summary>Whether one of the changed texts would read otherwise with that setting changed alone.</summary>
    private bool IsTold(
        PolicyDocument policy,
        ImmutableDictionary<(string, int), Saying> said,
        Setting setting,
        object other
    )
    {
        try
        {
            var alone = Sayings.ById(Sayings.Of(SettingSwap.With(policy, setting.Steps, other)));
            return PolicyDiff.Differing(said, alone).Overlaps(changed);
        }
        catch (Exception e) when (e is KeyNotFoundException or IndexOutOfRangeException or InvalidOperationException)
        {
            // With that value alone it is no policy: it names what is not there, or nobody. Then the path tells of it.
            return false;
        }
    }
}
