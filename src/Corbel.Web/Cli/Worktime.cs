using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary>
/// One line of <c>corbel worktime</c> to its answer, without I/O: an object with the fields zone, week, holidays, op
/// (add or between), start, seconds (add) or end (between), and due_at_closing, the only one that may be left out.
/// Remembers the calendars it compiled. Not thread-safe.
/// </summary>
internal sealed class Worktime
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    private static readonly OffsetDateTimePattern Rfc3339 = OffsetDateTimePattern.Rfc3339;

    private readonly WorktimeCalendars _calendars = new();

    /// <summary>{"result": …} or {"error": …}, without a line end.</summary>
    public string Answer(ReadOnlyMemory<char> line)
    {
        if (line.Span.IsWhiteSpace())
        {
            return Error("The line is empty.");
        }
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return Answer(document.RootElement);
        }
        catch (JsonException wrong)
        {
            return Error($"The line is not the JSON that is read here: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            // The parser's way to say that a surrogate stands alone.
            return Error($"The line is not valid Unicode: {wrong.Message}");
        }
    }

    /// <summary>The answer for a line that cannot be answered.</summary>
    public static string Error(string sentence) =>
        $$"""{"error": "{{JsonEncodedText.Encode(sentence, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""";

    private string Answer(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return Error($"A line holds one JSON object, not {Shown(line)}.");
        }
        if (!WorktimeFields.TryRead(line, out var fields, out var refusal))
        {
            return Error(refusal);
        }
        if (_calendars.Find(fields, out refusal) is not { } calendar)
        {
            return Error(refusal!);
        }
        if (!TryInstant("start", fields.Start, out var start, out refusal))
        {
            return Error(refusal);
        }
        return fields.Adds ? Add(calendar, start, fields.Seconds) : Between(calendar, start, fields.End);
    }

    private static string Add(WorkCalendar calendar, Instant start, JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Number || !given.TryGetInt64(out var seconds) || seconds < 0)
        {
            return Error($"\"seconds\" is a whole number of at least 0, written in digits, not {Shown(given)}.");
        }
        return calendar.TryAdd(start, seconds, out var due)
            ? $$"""{"result": "{{InstantPattern.ExtendedIso.Format(due)}}"}"""
            : Error("The result lies past the year 2100.");
    }

    private static string Between(WorkCalendar calendar, Instant start, JsonElement given) =>
        TryInstant("end", given, out var end, out var refusal)
            ? $$"""{"result": {{calendar.Between(start, end).ToString(CultureInfo.InvariantCulture)}}}"""
            : Error(refusal);

    private static bool TryInstant(string name, JsonElement given, out Instant instant, out string refusal)
    {
        refusal = "";
        instant = default;
        if (
            given.ValueKind != JsonValueKind.String
            || !Rfc3339.Parse(given.GetString()!).TryGetValue(default, out var at)
        )
        {
            refusal = $"\"{name}\" is an instant such as \"2026-08-28T16:30:00Z\", not {Shown(given)}.";
            return false;
        }
        instant = at.ToInstant();
        if (!WorkCalendar.Covers(instant))
        {
            refusal = $"\"{name}\" lies outside the years 2000 to 2100: {Shown(given)}.";
            return false;
        }
        return true;
    }

    /// <summary>What was given, as written, short enough for a sentence.</summary>
    internal static string Shown(JsonElement given)
    {
        var text = given.GetRawText();
        return text.Length <= 60 ? text : $"{text.AsSpan(0, 57)}…";
    }
}
