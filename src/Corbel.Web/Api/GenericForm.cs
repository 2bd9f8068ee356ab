using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Api;

/// <summary>
/// Corbel's own form of a call event: JSON with event (new, answered, hung-up), call, at, and from, to, extension where they
/// are known.
/// </summary>
internal static class GenericForm
{
    /// <returns>The event; or null, and what is wrong, by member.</returns>
    public static (ToldCall? Told, IDictionary<string, object?> Errors) Read(PbxCall call, Instant now)
    {
        var wrong = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(call.Body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                var told = Read(json.RootElement, now, wrong);
                return wrong.Count == 0 ? (told, wrong) : (null, wrong);
            }
            wrong["body"] = "Expected an object.";
        }
        catch (JsonException unreadable)
        {
            wrong["body"] = $"The body is no JSON: {unreadable.Message}";
        }
        return (null, wrong);
    }

    private static ToldCall Read(JsonElement root, Instant now, SortedDictionary<string, object?> wrong)
    {
        string? Text(string name, bool required = false)
        {
            var given = root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
            if (!given && !required)
                return null;
            var text = given && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
            if (text is { Length: > 0 and <= TakeCallEvent.LongestName } && !text.Any(char.IsControl))
                return text;
            wrong[name] = $"Expected a text of 1 to {TakeCallEvent.LongestName} characters.";
            return null;
        }
        CallEventKind? kind = Text("event", required: true) switch
        {
            "new" => CallEventKind.New,
            "answered" => CallEventKind.Answered,
            "hung-up" => CallEventKind.HungUp,
            "passed-on" => CallEventKind.PassedOn,
            _ => null,
        };
        if (kind is null)
            wrong["event"] = "Expected new, answered, hung-up or passed-on.";
        var extension = Text("extension");
        return new ToldCall(
            Text("call", required: true) ?? "",
            Text("from"),
            Text("to"),
            new CallEvent(kind ?? CallEventKind.New, At(Text("at", required: true), now, wrong)),
            extension is null ? [] : [extension]
        );
    }

    private static Instant At(string? text, Instant now, SortedDictionary<string, object?> wrong)
    {
        if (InstantPattern.ExtendedIso.Parse(text ?? "") is not { Success: true, Value: var at })
        {
            wrong["at"] = "Expected an instant in UTC such as 2026-07-15T09:00:00Z.";
            return now;
        }
        if (at > now + CallSignature.Tolerance)
            wrong["at"] = "That lies in the future.";
        if (at < now - LogForPerson.Back)
            wrong["at"] = $"That is more than {LogForPerson.Back.Days} days ago.";
        // Clocks that differ a little: what is told has happened.
        return Instant.Min(at, now);
    }
}
