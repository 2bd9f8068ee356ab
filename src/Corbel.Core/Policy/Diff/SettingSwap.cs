using System.Collections.Immutable;
using System.Reflection;

namespace Corbel.Core.Policy;

/// <summary>Makes a document that differs from another in one value.</summary>
internal static class SettingSwap
{
    private static readonly MethodInfo Create = typeof(ImmutableArray)
        .GetMethods()
        .Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }]);

    /// <summary>The document with another value at the end of the steps.</summary>
    public static PolicyDocument With(PolicyDocument policy, ImmutableArray<Step> steps, object? value) =>
        (PolicyDocument)With((object)policy, steps, value)!;

    private static object? With(object thing, ImmutableArray<Step> steps, object? value) =>
        steps switch
        {
            [] => value,
            [{ Member: { } member }, ..] => Member(thing, member, steps, value),
            [{ Key: var key }, ..] => Item(thing, key!, steps, value),
        };

    private static object Member(object thing, PropertyInfo member, ImmutableArray<Step> steps, object? value)
    {
        // What `with` compiles to: every record has it.
        var copy = thing.GetType().GetMethod("<Clone>$")!.Invoke(thing, null)!;
        var inner = steps.Length == 1 ? value : With(member.GetValue(thing)!, steps[1..], value);
        member.SetValue(copy, inner ?? Nothing(member.PropertyType));
        return copy;
    }

    private static object Item(object container, string key, ImmutableArray<Step> steps, object? value)
    {
        var items = SettingTree.ItemsOf(container)!;
        var at = Array.IndexOf(SettingTree.Keys(items), key);
        items[at] = With(items[at], steps[1..], value)!;
        var array = Array.CreateInstance(container.GetType().GetGenericArguments()[0], items.Length);
        items.CopyTo(array, 0);
        return container.GetType().GetGenericTypeDefinition() == typeof(Named<>)
            ? Activator.CreateInstance(container.GetType(), array)!
            : ToList(array);
    }

    /// <summary>A list of the elements of an array.</summary>
    public static object ToList(Array elements) =>
        Create.MakeGenericMethod(elements.GetType().GetElementType()!).Invoke(null, [elements])!;

    private static object? Nothing(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? ToList(Array.CreateInstance(type.GetGenericArguments()[0], 0))
        : type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type)
        : null;
}
