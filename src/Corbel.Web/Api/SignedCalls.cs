using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Api;

/// <summary>A call whose signature was verified: who made it, and the very bytes that were signed.</summary>
internal sealed record SignedCall(string Host, byte[] Body);

/// <summary>Verifies the calls of host applications before their route sees them.</summary>
internal sealed class SignedCalls(Database database, IClock clock)
{
    /// <summary>Bytes of a body.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Whether the call may go on; where not, the answer says why.</summary>
    public async Task<bool> Admits(HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await Body(http.Request, cancel) is not { } body)
        {
            await Answer(http, StatusCodes.Status413PayloadTooLarge, "too-large", TooLarge);
            return false;
        }
        await using var db = database.Read();
        var secrets = await db.HostSecrets.OrderBy(x => x.AddedAt).ToListAsync(cancel);
        var header = http.Request.Headers[CallSignature.Header].ToString();
        var (found, fault) = CallSignature.Verify(
            header,
            secrets.ConvertAll(x => System.Text.Encoding.UTF8.GetBytes(x.Secret)),
            body,
            clock.GetCurrentInstant()
        );
        if (found is { } place)
        {
            http.Features.Set(new SignedCall(secrets[place].Host, body));
            return true;
        }
        var (code, why) = fault switch
        {
            SignatureFault.Malformed => ("signature-missing", Missing),
            SignatureFault.OutOfTime => ("signature-out-of-time", OutOfTime),
            _ => ("signature-wrong", Wrong),
        };
        await Answer(http, StatusCodes.Status401Unauthorized, code, why);
        return false;
    }

    private const string TooLarge = "The body is larger than 256 kB. Send fewer events at a time.";

    private const string Missing =
        "The call needs a header Corbel-Signature: t=SECONDS,v1=HEX, with HMAC-SHA-256 over the time, a full stop and the body.";

    private const string Wrong = "No secret known here made this signature over this body and time.";

    private const string OutOfTime =
        "The signature is right, and its time is more than five minutes away from ours. Sign again at the time of sending.";

    /// <summary>A problem (RFC 9457) with a code for programs.</summary>
    public static IResult Problem(int status, string code, string why, IDictionary<string, object?>? more = null) =>
        Results.Problem(
            why,
            statusCode: status,
            extensions: new Dictionary<string, object?>(more ?? new Dictionary<string, object?>()) { ["code"] = code }
        );

    private static Task Answer(HttpContext http, int status, string code, string why) =>
        Problem(status, code, why).ExecuteAsync(http);

    internal static async Task<byte[]?> Body(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LargestBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            if (body.Length + count > LargestBody)
                return null;
            body.Write(buffer, 0, count);
        }
        return body.ToArray();
    }
}

/// <summary>The call that the route guard verified.</summary>
internal static class SignedCallOfRequest
{
    public static SignedCall SignedCall(this HttpContext http) =>
        http.Features.Get<SignedCall>()
        ?? throw new InvalidOperationException("The route table should have asked for a signature");
}
