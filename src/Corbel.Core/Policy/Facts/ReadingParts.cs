using System.Collections.Immutable;
using System.Text.Json;

namespace Corbel.Core.Policy;

/// <summary>Builds readings: a setting, its value and its other values, as the policy file writes them.</summary>
internal static class ReadingParts
{
    /// <summary>A reading of a setting that is one of an enumeration's values.</summary>
    public static Reading Choice<T>(
        string id,
        string? clause,
        string setting,
        T value,
        LocalText question,
        LocalText text
    )
        where T : struct, Enum =>
        new(
            id,
            clause,
            $"readings.{setting}",
            FactStates.Of(id),
            question,
            Word(value),
            [.. Enum.GetValues<T>().Where(v => !v.Equals(value)).Select(Word)],
            text
        );

    /// <summary>A reading of any other setting.</summary>
    public static Reading Of(
        string id,
        string? clause,
        string path,
        string value,
        ImmutableArray<string> others,
        LocalText question,
        LocalText text
    ) => new(id, clause, path, FactStates.Of(id), question, value, others, text);

    /// <summary>A value of an enumeration as the policy file writes it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The clause that promises a first response, for readings of its clock.</summary>
    public static string? ResponseClause(PolicyDocument policy) =>
        policy.Targets.FirstOrDefault(t => t.Kind == TargetKind.FirstResponse)?.Clause;
}
