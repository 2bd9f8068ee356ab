using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using Corbel.Desk.Variations;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Policies;

/// <summary>How one kind of single value is written in a policy file: for the reader, its errors and the schema.</summary>
/// <param name="Form">What may stand there, in words.</param>
/// <param name="Pattern">The same as a regular expression; none where every text goes.</param>
/// <param name="Read">Gives the value, or null where the text has not that form.</param>
/// <param name="Filler">A value of that kind, to go on reading with after an error.</param>
internal sealed record SingleValue(string Form, string? Pattern, Func<string, object?> Read, object Filler);

/// <summary>The kinds of single value that a policy file knows.</summary>
internal static class SingleValues
{
    /// <summary>Names in the file are the code's in kebab-case.</summary>
    public static JsonNamingPolicy Names => JsonNamingPolicy.KebabCaseLower;

    private static readonly Dictionary<Type, SingleValue> Kinds = new()
    {
        [typeof(string)] = new("a text", null, t => string.IsNullOrWhiteSpace(t) ? null : t, ""),
        [typeof(bool)] = new("true or false", null, Bool, false),
        [typeof(int)] = new("a whole number", null, Int, 0),
        [typeof(decimal)] = new("a number such as 99.5", null, Decimal, 0m),
        [typeof(TimeLimit)] = new(
            TimeLimit.Form,
            TimeLimit.Pattern,
            t => TimeLimit.TryParse(t, out var v) ? v : null,
            default(TimeLimit)
        ),
        [typeof(Opening)] = new(
            OpeningText.Form,
            OpeningText.Pattern,
            t => OpeningText.TryParse(t, out var v) ? v : null,
            default(Opening)
        ),
        [typeof(ZoneChoice)] = new(ZoneChoice.Form, ZoneChoice.Pattern, Zone, Zone("Etc/UTC")!),
        [typeof(DateOrInstant)] = new(
            DateOrInstant.Form,
            null,
            DateOrInstant.Parse,
            new DateOrInstant(null, Instant.MinValue)
        ),
        [typeof(LocalDate)] = new("a date such as 2026-12-31", @"^\d{4}-\d{2}-\d{2}$", Date, default(LocalDate)),
    };

    /// <summary>The kinds that have a form of their own.</summary>
    public static IEnumerable<Type> Patterned => Kinds.Where(k => k.Value.Pattern is not null).Select(k => k.Key);

    /// <summary>How that type is written; null for one that is no single value.</summary>
    public static SingleValue? Of(Type type) => Kinds.GetValueOrDefault(type);

    /// <summary>The values of an enumeration as the file writes them.</summary>
    public static ImmutableArray<string> Words(Type type) => [.. Enum.GetNames(type).Select(Names.ConvertName)];

    private static object? Zone(string text) => ZoneChoice.TryParse(text, out var zone) ? zone : null;

    private static object? Date(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value : null;

    private static object? Bool(string text) =>
        text switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    private static object? Int(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static object? Decimal(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;
}
