using Corbel.Core.Access;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Api;

/// <summary>A call of a place whose signature was verified.</summary>
internal sealed record PlaceCall(Place Place, byte[] Body);

/// <summary>Verifies the calls of remote probes before their route sees them: signed as those of host applications are.</summary>
internal sealed class PlaceCalls(Database database, IClock clock)
{
    public async Task<bool> Admits(HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await SignedCalls.Body(http.Request, cancel) is not { } body)
        {
            await SignedCalls
                .Problem(
                    StatusCodes.Status413PayloadTooLarge,
                    "too-large",
                    "The body is larger than 256 kB. Send fewer results at a time."
                )
                .ExecuteAsync(http);
            return false;
        }
        await using var db = database.Read();
        var places = await db
            .Places.Where(x => x.RemovedAt == null && x.Secret != "")
            .OrderBy(x => x.AddedAt)
            .ToListAsync(cancel);
        var (found, fault) = CallSignature.Verify(
            http.Request.Headers[CallSignature.Header].ToString(),
            places.ConvertAll(x => System.Text.Encoding.UTF8.GetBytes(x.Secret)),
            body,
            clock.GetCurrentInstant()
        );
        if (found is { } place)
        {
            http.Features.Set(new PlaceCall(places[place], body));
            return true;
        }
        var (code, why) = fault switch
        {
            SignatureFault.Malformed => (
                "signature-missing",
                "The call needs a header Corbel-Signature, made by corbel probe."
            ),
            SignatureFault.OutOfTime => (
                "signature-out-of-time",
                "The signature is right, and its time is more than five minutes away from ours. Set the clock of the place."
            ),
            _ => ("signature-wrong", "No place known here has the secret that made this signature."),
        };
        await SignedCalls.Problem(StatusCodes.Status401Unauthorized, code, why).ExecuteAsync(http);
        return false;
    }
}

/// <summary>The call that the route guard verified.</summary>
internal static class PlaceCallOfRequest
{
    public static PlaceCall PlaceCall(this HttpContext http) =>
        http.Features.Get<PlaceCall>()
        ?? throw new InvalidOperationException("The route table should have asked for a place's signature");
}
