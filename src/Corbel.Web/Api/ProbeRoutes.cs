using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Api;

/// <summary>What remote probes ask and tell. Both are signed by the place's secret.</summary>
internal static class ProbeRoutes
{
    private const int MostResults = 1000;

    /// <summary>How both sides write it.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>What the place is to look at.</summary>
    public static async Task<IResult> List(HttpContext http, DeskDb db, CancellationToken cancel)
    {
        var place = http.PlaceCall().Place;
        var probes = await db.Probes.Where(x => x.RetiredAt == null).OrderBy(x => x.CreatedAt).ToListAsync(cancel);
        var asked = probes.Where(x => x.Asks(place)).Select(AskedProbe.Of).ToList();
        var references = place.References.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Results.Json(new ProbeList(place.Name, place.LastSequence, references, asked), Json);
    }

    /// <summary>Takes results; the answer says how many counted.</summary>
    public static async Task<IResult> Take(HttpContext http, TakeResults take, CancellationToken cancel)
    {
        var call = http.PlaceCall();
        SentResults? sent;
        try
        {
            sent = JsonSerializer.Deserialize<SentResults>(call.Body, Json);
        }
        catch (JsonException unreadable)
        {
            return Malformed($"The body is no list of results: {unreadable.Message}");
        }
        if (sent?.Results is not { Count: > 0 and <= MostResults })
            return Malformed($"Send 1 to {MostResults} results at a time.");
        if (sent.Results.Any(x => x is null || x.Sequence < 1 || x.At < 1 || !Enum.IsDefined(x.Outcome)))
            return Malformed("A result has a number and a time above nought and a known outcome.");
        var told = sent
            .Results.Select(x => new ToldResult(
                x.Probe,
                new(x.Sequence, x.At, x.Outcome),
                x.Why ?? "",
                x.CertificateUntil
            ))
            .ToList();
        return Results.Json(await take.Run(call.Place.Id, sent.Sent, told, cancel), Json);
    }

    private static IResult Malformed(string why) =>
        SignedCalls.Problem(StatusCodes.Status400BadRequest, "malformed", why);
}
