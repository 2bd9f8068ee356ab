using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Policy;

/// <summary>
/// Takes a policy document apart into its single values. It reads the types and knows none of them by name, so that a
/// setting that is added to the format cannot be forgotten here.
/// </summary>
internal static class SettingTree
{
    /// <summary>Every value that is set, in the order of the types.</summary>
    public static IEnumerable<Setting> Of(PolicyDocument policy) => Members(policy, "", [], null);

    private static IEnumerable<Setting> Members(object thing, string path, ImmutableArray<Step> steps, string? clause)
    {
        var members = MembersOf(thing.GetType());
        var own = members.FirstOrDefault(m => m.Name == "Clause")?.GetValue(thing) as string ?? clause;
        var any = false;
        foreach (var member in members)
        {
            var name = JsonNamingPolicy.KebabCaseLower.ConvertName(member.Name);
            var inner = Of(
                member.GetValue(thing),
                path.Length == 0 ? name : $"{path}.{name}",
                steps.Add(new(member, null)),
                own
            );
            foreach (var setting in inner)
            {
                any = true;
                yield return setting;
            }
        }
        if (!any)
        {
            yield return new(path, steps, own, thing, new("{}", "{}"));
        }
    }

    private static IEnumerable<Setting> Of(object? value, string path, ImmutableArray<Step> steps, string? clause)
    {
        if (value is null)
        {
            return [];
        }
        if (ItemsOf(value) is not { } items)
        {
            return IsThing(value.GetType())
                ? Members(value, path, steps, clause)
                : [new(path, steps, clause, value, Text(value))];
        }
        if (items.Length == 0)
        {
            return [];
        }
        if (!IsThing(items[0].GetType()))
        {
            var text = string.Join(", ", items.Select(i => Text(i).En));
            return [new(path, steps, clause, value, new(text, text))];
        }
        var keys = Keys(items);
        var order = string.Join(", ", keys);
        var named = value is not IStructuralEquatable;
        return
        [
            new(path, steps, clause, value, new(order, order), Order: true),
            .. items.SelectMany(
                (item, i) =>
                    Members(
                        item,
                        named ? $"{path}.{keys[i]}" : $"{path}[{keys[i]}]",
                        steps.Add(new(null, keys[i])),
                        clause
                    )
            ),
        ];
    }

    /// <summary>The members of a type that the file can set.</summary>
    public static PropertyInfo[] MembersOf(Type type) =>
        [.. type.GetProperties().Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)];

    /// <summary>The items of a list or map; null for everything else. A list that was never set has none.</summary>
    public static object[]? ItemsOf(object value)
    {
        var type = value.GetType();
        if (!type.IsGenericType)
        {
            return null;
        }
        var kind = type.GetGenericTypeDefinition();
        return kind == typeof(Named<>) ? ItemsOf(type.GetProperty(nameof(Named<>.Items))!.GetValue(value)!)
            : kind != typeof(ImmutableArray<>) ? null
            : (bool)type.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(value)! ? []
            : [.. ((IEnumerable)value).Cast<object>()];
    }

    /// <summary>What each item is called: by what tells it from the others, so that its place in the list does not matter.</summary>
    public static string[] Keys(IReadOnlyList<object> items)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. items.Select(item =>
            {
                var key = item switch
                {
                    INamed named => named.Id,
                    ClauseHeading heading => heading.Number,
                    ClosedDate closed => LocalDatePattern.Iso.Format(closed.Date),
                    TargetSpec target => string.Join(',', [Word(target.Kind), target.Severity, .. Scope(target)]),
                    _ => "",
                };
                var times = seen[key] = seen.GetValueOrDefault(key) + 1;
                return times == 1 && key.Length > 0 ? key : $"{key} #{times}".Trim();
            }),
        ];
    }

    private static IEnumerable<string> Scope(TargetSpec target) =>
        [.. target.Customers, .. target.Products, .. target.Channels.Select(c => Word(c))];

    /// <summary>Whether values of a type are taken apart: it has members, and is not written as one word.</summary>
    private static bool IsThing(Type type) =>
        type.IsClass
        && type.Assembly == typeof(PolicyDocument).Assembly
        && type != typeof(LocalText)
        && type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static) is null;

    private static LocalText Text(object value)
    {
        if (value is LocalText text)
        {
            return text;
        }
        var word = value switch
        {
            bool yes => yes ? "true" : "false",
            Enum choice => Word(choice),
            Opening opening => OpeningText.Format(opening),
            LocalDate date => LocalDatePattern.Iso.Format(date),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return new(word, word);
    }

    private static string Word(Enum choice) => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());
}
