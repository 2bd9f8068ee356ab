using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Telephone;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Api;

/// <summary>A call of a telephone system that was let in.</summary>
/// <param name="Pbx">Which one.</param>
/// <param name="Address">The whole address it called, without its query.</param>
/// <param name="Body">What it sent.</param>
/// <param name="Fields">The same as a form, in its order; empty where it is none.</param>
internal sealed record PbxCall(Pbx Pbx, string Address, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>The first value of a field; null where there is none.</summary>
    public string? this[string name] =>
        Fields.FirstOrDefault(x => x.Key == name) is { Key: not null, Value.Length: > 0 } field ? field.Value : null;

    public IEnumerable<string> All(string name) => Fields.Where(x => x.Key == name).Select(x => x.Value);
}

/// <summary>
/// Lets in the telephone systems that the desk knows: by their secret address, and besides by a signature or by the addresses
/// they call from. An address that nobody has looks like a missing page.
/// </summary>
internal sealed class PbxCalls(Database database, DeskOptions options, IClock clock)
{
    private const int LargestBody = 64 * 1024;

    private static readonly Dictionary<string, string> Why = new(StringComparer.Ordinal)
    {
        ["address-not-listed"] = "The telephone system may not call from this address. See: corbel pbx list",
        ["signature-missing"] = "The call bears no signature that can be read.",
        ["signature-wrong"] = "The signature is not of this telephone system over this body.",
        ["signature-out-of-time"] = "The signature is right, and its time is more than five minutes away from ours.",
    };

    /// <summary>Whether the call may go on; where not, the answer says why.</summary>
    public async Task<bool> Admits(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var secret = http.Request.RouteValues["secret"] as string ?? "";
        var hash = Pbxes.HashOf(secret);
        await using var db = database.Read();
        var pbx = await db.Pbxes.SingleOrDefaultAsync(x => x.AddressSha256 == hash && x.WithdrawnAt == null, cancel);
        if (pbx is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }
        if (await BodyOf(http.Request, cancel) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return false;
        }
        var call = new PbxCall(pbx, $"{options.Url.TrimEnd('/')}{http.Request.Path}", body, Form(http.Request, body));
        if (Fault(http, call) is { } fault)
        {
            var problem = SignedCalls.Problem(StatusCodes.Status401Unauthorized, fault, Why[fault]);
            await problem.ExecuteAsync(http);
            return false;
        }
        http.Features.Set(call);
        return true;
    }

    private string? Fault(HttpContext http, PbxCall call)
    {
        var (pbx, headers) = (call.Pbx, http.Request.Headers);
        if (!Pbxes.MayCallFrom(pbx, http.Connection.RemoteIpAddress))
            return "address-not-listed";
        if (pbx.Secret is not { } secret)
            return null;
        if (pbx.Kind == PbxKind.Twilio)
        {
            var signature = headers[TwilioSignature.Header].ToString();
            // Twilio signs the address as the desk is reached from outside, whatever stands between.
            var url = call.Address + http.Request.QueryString;
            return signature.Length == 0 ? "signature-missing"
                : TwilioSignature.IsRight(signature, secret, url, call.Fields) ? null
                : "signature-wrong";
        }
        var (_, fault) = CallSignature.Verify(
            headers[CallSignature.Header].ToString(),
            [Encoding.UTF8.GetBytes(secret)],
            call.Body,
            clock.GetCurrentInstant()
        );
        return fault switch
        {
            null => null,
            SignatureFault.Malformed => "signature-missing",
            SignatureFault.OutOfTime => "signature-out-of-time",
            _ => "signature-wrong",
        };
    }

    private static List<KeyValuePair<string, string>> Form(HttpRequest request, byte[] body)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true)
            return [];
        var fields = new List<KeyValuePair<string, string>>();
        using var reader = new FormReader(new MemoryStream(body), Encoding.UTF8) { ValueCountLimit = 200 };
        while (reader.ReadNextPair() is { } pair)
            fields.Add(pair);
        return fields;
    }

    private static async Task<byte[]?> BodyOf(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > LargestBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            if (body.Length + count > LargestBody)
                return null;
            body.Write(buffer, 0, count);
        }
        return body.ToArray();
    }
}
