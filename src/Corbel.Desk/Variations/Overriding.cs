using System.Collections.Immutable;
using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Variations;

/// <summary>
/// Puts one value of a variation into the nodes of a policy file. It walks the policy's types beside the nodes, so that a
/// path that leads nowhere is refused with the names that would.
/// </summary>
internal sealed class Overriding(Override setting)
{
    private IReadOnlyList<PathStep> steps = [];
    private YamlItem? before;

    /// <summary>What is wrong with the path; null where nothing is.</summary>
    public PolicyError? Error { get; private set; }

    /// <summary>The path by numbers and names alone: targets[0].within.</summary>
    public string Path { get; private set; } = setting.Path.Value;

    /// <summary>What stood there; null where nothing did.</summary>
    public YamlItem? Before => before;

    /// <summary>The nodes with the value in them; unchanged where there is an error.</summary>
    public YamlItem Into(YamlItem policy)
    {
        if (SettingPath.Parse(setting.Path.Value) is not { } parsed)
        {
            Error = new(setting.Path.Value, SettingPath.Form);
            return policy;
        }
        steps = parsed;
        var varied = Step(typeof(PolicyDocument), policy, 0, "");
        return Error is null ? varied : policy;
    }

    private YamlItem Step(Type type, YamlItem node, int at, string path)
    {
        if (at == steps.Count)
        {
            (Path, before) = (path, node);
            return setting.Value;
        }
        return (steps[at].Brackets, node) switch
        {
            (true, YamlList list) when PolicyTypes.ElementOf(type) is { } element => InList(element, list, at, path),
            (false, YamlMap map) when PolicyTypes.HasNames(type) => InMap(type, map, at, path),
            (true, _) => Refuse(node, path, "this is no list: nothing can be chosen from it in brackets"),
            _ => Refuse(node, path, "nothing stands below this value"),
        };
    }

    private YamlItem InMap(Type type, YamlMap map, int at, string path)
    {
        var name = steps[at].Text;
        var entries = map.Entries.ToList();
        var index = entries.FindIndex(x => x.Key.Value == name);
        var below = path.Length == 0 ? name : $"{path}.{name}";
        if (PolicyTypes.Below(type, name) is not { } member || (index < 0 && PolicyTypes.IsNamed(type) && !IsLast(at)))
        {
            var known = PolicyTypes.NamesOf(type) ?? [.. entries.Select(x => x.Key.Value)];
            Error = new(below, "the policy has no such setting", name, known);
            return map;
        }
        // The key takes the override's place in its file, so that what is wrong there is told of that line.
        var key = IsLast(at) || index < 0 ? setting.Path with { Value = name } : entries[index].Key;
        var value =
            index >= 0 ? Step(member, entries[index].Value, at + 1, below)
            : IsLast(at) ? New(below)
            : Step(member, new YamlMap(setting.Path.Line, setting.Path.Column, []), at + 1, below);
        if (index >= 0)
            entries[index] = (key, value);
        else
            entries.Add((key, value));
        return map with { Entries = entries };
    }

    private YamlItem New(string path)
    {
        Path = path;
        return setting.Value;
    }

    private YamlItem InList(Type element, YamlList list, int at, string path)
    {
        var chosen = steps[at].Text;
        var index = chosen.Contains(',', StringComparison.Ordinal)
            ? Target(list, chosen.Split(','), path)
            : Number(list, chosen, path);
        if (index < 0)
            return list;
        var items = list.Items.ToList();
        items[index] = Step(
            element,
            items[index],
            at + 1,
            string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")
        );
        return list with { Items = items };
    }

    private int Number(YamlList list, string chosen, string path)
    {
        if (
            int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < list.Items.Count
        )
            return index;
        Error = new(
            $"{path}[{chosen}]",
            list.Items.Count == 0
                ? "the policy's list is empty"
                : $"the policy's list has the places 0 to {list.Items.Count - 1}"
                    + (path == "targets" ? ", or a kind and a severity as in targets[first-response,1]" : "")
        );
        return -1;
    }

    /// <summary>A target by kind and severity: the one that holds for all, or else the only one.</summary>
    private int Target(YamlList list, string[] chosen, string path)
    {
        var own = list
            .Items.Select((x, i) => (Map: x as YamlMap, Index: i))
            .Where(x => path == "targets" && TextOf(x.Map, "kind") == chosen[0])
            .Where(x => TextOf(x.Map, "severity") == chosen[1])
            .ToList();
        var forAll = own.FindAll(x => !x.Map!.Entries.Any(e => e.Key.Value is "customers" or "products" or "channels"));
        var found = forAll.Count > 0 ? forAll : own;
        if (found.Count == 1)
            return found[0].Index;
        var known = list
            .Items.OfType<YamlMap>()
            .Select(x => $"{TextOf(x, "kind")},{TextOf(x, "severity")}")
            .Distinct()
            .ToImmutableArray();
        Error =
            found.Count == 0
                ? new(
                    $"{path}[{string.Join(',', chosen)}]",
                    "the policy has no such target",
                    string.Join(',', chosen),
                    known
                )
                : new(
                    $"{path}[{string.Join(',', chosen)}]",
                    $"several targets are meant: name one by its place, {string.Join(" or ", found.Select(x => $"targets[{x.Index}]"))}"
                );
        return -1;
    }

    private static string? TextOf(YamlMap? map, string name) =>
        map?.Entries.FirstOrDefault(x => x.Key.Value == name).Value is YamlText text ? text.Value : null;

    private bool IsLast(int at) => at == steps.Count - 1;

    private YamlItem Refuse(YamlItem node, string path, string why)
    {
        Error = new(setting.Path.Value, $"{path}: {why}");
        return node;
    }
}
