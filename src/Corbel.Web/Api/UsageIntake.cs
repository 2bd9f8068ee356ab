using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Desk.Policies;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Api;

/// <summary>
/// <c>POST /usage</c>: a host application tells who used the product, signed. The answer says of each event what it came to;
/// telling an event again changes nothing.
/// </summary>
internal static class UsageIntake
{
    private const int MostEvents = 1000;
    private const int LongestText = 200;

    public static async Task<IResult> Take(HttpContext http, RecordUsage usage, IClock clock, CancellationToken cancel)
    {
        var call = http.SignedCall();
        var wrong = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        IReadOnlyList<UsageEvent> events;
        try
        {
            using var json = JsonDocument.Parse(call.Body);
            events = Read(json.RootElement, clock.GetCurrentInstant(), wrong);
        }
        catch (JsonException unreadable)
        {
            return Malformed($"The body is no JSON: {unreadable.Message}");
        }
        if (wrong.Count > 0)
            return Malformed("Nothing was recorded: some values are wrong.", wrong);
        var source = new UsageSource(AcceptedBy.ProductUse, call.Host);
        var results = await usage.Run(source, events, cancel);
        return Results.Json(
            new
            {
                results = results.Select(x => new
                {
                    id = x.Id,
                    outcome = JsonNamingPolicy.KebabCaseLower.ConvertName(x.Outcome.ToString()),
                    version = x.Version,
                }),
            }
        );
    }

    private static IResult Malformed(string why, IDictionary<string, object?>? errors = null) =>
        SignedCalls.Problem(
            StatusCodes.Status400BadRequest,
            "malformed",
            why,
            errors is null ? null : new Dictionary<string, object?> { ["errors"] = errors }
        );

    private static List<UsageEvent> Read(JsonElement root, Instant now, SortedDictionary<string, object?> wrong)
    {
        var events = new List<UsageEvent>();
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("events", out var list)
            || list.ValueKind != JsonValueKind.Array
        )
        {
            wrong["events"] = "Expected an object with a list: {\"events\": [ … ]}.";
            return events;
        }
        if (list.GetArrayLength() is 0 or > MostEvents)
        {
            wrong["events"] = $"Send 1 to {MostEvents} events at a time.";
            return events;
        }
        foreach (var (item, place) in list.EnumerateArray().Select((x, i) => (x, i)))
            events.Add(Event(item, $"events[{place}]", now, wrong));
        return events;
    }

    private static UsageEvent Event(JsonElement item, string path, Instant now, SortedDictionary<string, object?> wrong)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            wrong[path] = "Expected an object.";
            return new("", null, null, null, now);
        }
        string? Text(string name, bool required = false)
        {
            var given = item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
            var text = given && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
            if (!given && !required)
                return null;
            if (text is null or { Length: 0 or > LongestText } || text.Any(char.IsControl))
                wrong[$"{path}.{name}"] = $"Expected a text of 1 to {LongestText} characters.";
            return text;
        }
        var (organisation, person) = (Text("organisation"), Text("person"));
        if (organisation is null == person is null)
            wrong[path] = "Name either the organisation or the person, by mail address.";
        var user = Text("user", required: person is null);
        return new(Text("id", required: true) ?? "", organisation, person, user, At(item, path, now, wrong));
    }

    private static Instant At(JsonElement item, string path, Instant now, SortedDictionary<string, object?> wrong)
    {
        var text =
            item.TryGetProperty("at", out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        if (InstantPattern.ExtendedIso.Parse(text ?? "") is not { Success: true, Value: var at })
        {
            wrong[$"{path}.at"] = "Expected an instant in UTC such as 2026-07-15T09:00:00Z.";
            return now;
        }
        if (at > now + CallSignature.Tolerance)
            wrong[$"{path}.at"] = "That lies in the future.";
        return at;
    }
}
