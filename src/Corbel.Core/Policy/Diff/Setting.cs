using System.Collections.Immutable;
using System.Reflection;

namespace Corbel.Core.Policy;

/// <summary>A step into a policy document: to a member, or to the item of a list or map that has a key.</summary>
internal readonly record struct Step(PropertyInfo? Member, string? Key);

/// <summary>One value of a policy document.</summary>
/// <param name="Path">The path as a reader of the file finds it, such as targets[first-response,2].within.</param>
/// <param name="Steps">The way there from the document.</param>
/// <param name="Clause">The clause that the things around it name; null where none does.</param>
/// <param name="Value">The value itself.</param>
/// <param name="Text">The value as the file writes it.</param>
/// <param name="Order">It is no value but the order of the items of a list or map.</param>
internal sealed record Setting(
    string Path,
    ImmutableArray<Step> Steps,
    string? Clause,
    object Value,
    LocalText Text,
    bool Order = false
);
