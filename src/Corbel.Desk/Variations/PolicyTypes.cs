using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Variations;

/// <summary>What may stand below what in a policy file, by the policy's types.</summary>
internal static class PolicyTypes
{
    /// <summary>Whether names stand below it.</summary>
    public static bool HasNames(Type type) =>
        type == typeof(LocalText)
        || IsNamed(type)
        || (SingleValues.Of(type) is null && !type.IsEnum && ElementOf(type) is null);

    public static bool IsNamed(Type type) => DocumentReader.IsNamed(type);

    /// <summary>The names that may stand below it; null where any may.</summary>
    public static ImmutableArray<string>? NamesOf(Type type) =>
        IsNamed(type) ? null
        : type == typeof(LocalText) ? [.. DocumentReader.MembersOf(typeof(NamedText)).Keys]
        : [.. DocumentReader.MembersOf(type).Keys];

    /// <summary>What stands below a name; null where the name is none.</summary>
    public static Type? Below(Type type, string name)
    {
        if (IsNamed(type))
            return type.GetGenericArguments()[0];
        var members = DocumentReader.MembersOf(type == typeof(LocalText) ? typeof(NamedText) : type);
        return members.TryGetValue(name, out var member)
            ? Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType
            : null;
    }

    /// <summary>What a list is made of; null where it is none.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? type.GetGenericArguments()[0]
            : null;
}
