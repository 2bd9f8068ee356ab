using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using Corbel.Core;
using Corbel.Core.Policy;

namespace Corbel.Desk.Policies;

/// <summary>
/// Fills the policy's types from YAML nodes: the types are the format, so reader, schema and code cannot drift apart. It
/// never stops at an error; it notes it, takes a filler and reads on.
/// </summary>
internal sealed class DocumentReader
{
    private readonly List<PolicyError> _errors = [];
    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<PolicyError> Errors => _errors;

    /// <summary>Where a path stands in the file, or else the nearest thing around it.</summary>
    public (int Line, int Column) PlaceOf(string path)
    {
        while (!_places.ContainsKey(path) && path.Length > 0)
        {
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }
        return _places.GetValueOrDefault(path, (1, 1));
    }

    public T Read<T>(YamlItem item) => (T)Value(typeof(T), item, "");

    private object Value(Type type, YamlItem item, string path)
    {
        _places.TryAdd(path, (item.Line, item.Column));
        if (type.IsEnum)
        {
            return Enumeration(type, item, path);
        }
        if (SingleValues.Of(type) is { } single)
        {
            return Single(single, item, path);
        }
        if (Generic(type, typeof(ImmutableArray<>)) is { } element)
        {
            return List(element, item, path);
        }
        if (item is not YamlMap map)
        {
            return Wrong(item, path, "expected names and values (name: value)", type);
        }
        if (type == typeof(LocalText))
        {
            var text = (NamedText)Members(typeof(NamedText), map, path);
            return new LocalText(text.En, text.Nl);
        }
        return Generic(type, typeof(Named<>)) is { } named ? Named(type, named, map, path) : Members(type, map, path);
    }

    private object Enumeration(Type type, YamlItem item, string path)
    {
        var words = SingleValues.Words(type);
        if (item is YamlText { Value: var text } && words.IndexOf(text) is >= 0 and var index)
        {
            return Enum.GetValues(type).GetValue(index)!;
        }
        _errors.Add(new(path, "this is none of the values that may stand here", Shown(item), words));
        return Filler(type);
    }

    private object Single(SingleValue kind, YamlItem item, string path) =>
        item is YamlText { Value: var text } && kind.Read(text) is { } value
            ? value
            : Wrong(item, path, $"expected {kind.Form}", kind.Filler);

    private object List(Type element, YamlItem item, string path)
    {
        if (item is not YamlList list)
        {
            return Wrong(
                item,
                path,
                "expected a list: [a, b], or a line with a dash for each",
                typeof(ImmutableArray<>).MakeGenericType(element)
            );
        }
        var items = list.Items.Select((e, i) => Value(element, e, $"{path}[{i}]")).ToArray();
        return Call(nameof(ToArray), element, [items]);
    }

    private object Named(Type type, Type element, YamlMap map, string path)
    {
        var items = new List<object>();
        foreach (var (key, value) in Distinct(map, path))
        {
            var at = Under(path, key.Value);
            _places.TryAdd(at, (key.Line, key.Column));
            var item = Value(element, value, at);
            element.GetProperty(nameof(INamed.Id))!.SetValue(item, key.Value);
            items.Add(item);
        }
        return Activator.CreateInstance(type, Call(nameof(ToArray), element, [items.ToArray()]))!;
    }

    private object Members(Type type, YamlMap map, string path)
    {
        var made = Activator.CreateInstance(type)!;
        var members = MembersOf(type);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in Distinct(map, path))
        {
            var at = Under(path, key.Value);
            if (!members.TryGetValue(key.Value, out var member))
            {
                _places.TryAdd(at, (key.Line, key.Column));
                _errors.Add(new(at, "this name is not known here", key.Value, [.. members.Keys]));
                continue;
            }
            given.Add(key.Value);
            member.SetValue(made, Value(Plain(member.PropertyType), value, at));
        }
        foreach (var (name, member) in members.Where(m => !given.Contains(m.Key) && IsRequired(m.Value)))
        {
            _errors.Add(new(Under(path, name), $"\"{name}\" is missing"));
            member.SetValue(made, Filler(member.PropertyType));
        }
        return made;
    }

    private IEnumerable<(YamlText Key, YamlItem Value)> Distinct(YamlMap map, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (seen.Add(key.Value))
            {
                yield return (key, value);
                continue;
            }
            var again = Under(path, key.Value) + ".";
            _places[again] = (key.Line, key.Column);
            _errors.Add(new(again, "this name stands here a second time", key.Value));
        }
    }

    private object Wrong(YamlItem item, string path, string expected, object filler)
    {
        var found = Shown(item);
        _errors.Add(
            new(path, found is "" ? $"nothing is written here; {expected}" : expected, found is "" ? null : found)
        );
        return filler is Type type ? Filler(type) : filler;
    }

    private static string Shown(YamlItem item) =>
        item switch
        {
            YamlText text => text.Value,
            YamlList => "a list",
            _ => "names and values",
        };

    /// <summary>Something of that type to go on with, so that the errors further down are found too.</summary>
    private static object Filler(Type type)
    {
        if (type == typeof(LocalText))
        {
            return new LocalText("", "");
        }
        if (SingleValues.Of(Plain(type)) is { } single)
        {
            return single.Filler;
        }
        if (Generic(type, typeof(ImmutableArray<>)) is { } element)
        {
            return Call(nameof(ToArray), element, [Array.Empty<object>()]);
        }
        if (Generic(type, typeof(Named<>)) is { } named)
        {
            return Activator.CreateInstance(type, Call(nameof(ToArray), named, [Array.Empty<object>()]))!;
        }
        var made = Activator.CreateInstance(type)!;
        foreach (var member in MembersOf(type).Values.Where(IsRequired))
        {
            member.SetValue(made, Filler(member.PropertyType));
        }
        return made;
    }

    internal static Dictionary<string, PropertyInfo> MembersOf(Type type) =>
        type.GetProperties()
            .Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .ToDictionary(p => SingleValues.Names.ConvertName(p.Name), StringComparer.Ordinal);

    internal static bool IsRequired(PropertyInfo member) =>
        member.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;

    /// <summary>Whether it is a mapping from names to things.</summary>
    internal static bool IsNamed(Type type) => Generic(type, typeof(Named<>)) is not null;

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static Type? Generic(Type type, Type of) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == of ? type.GetGenericArguments()[0] : null;

    private static object Call(string method, Type element, object[] arguments) =>
        typeof(DocumentReader)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(element)
            .Invoke(null, arguments)!;

    private static ImmutableArray<T> ToArray<T>(object[] items) => [.. items.Cast<T>()];
}
