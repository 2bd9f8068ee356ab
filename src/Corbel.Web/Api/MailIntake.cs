using Corbel.Core.Tickets;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using NodaTime;

namespace Corbel.Web.Api;

/// <summary>
/// <c>POST /intake/mail</c>: a raw message (RFC 5322) as the body, with the intake's bearer token. 201 says that it is on disk
/// and in its place; the same Idempotency-Key, or without one the same bytes, is the same delivery.
/// </summary>
internal static class MailIntake
{
    private const int LargestMail = 50 * 1024 * 1024;

    public static async Task<IResult> Take(
        HttpContext http,
        ReceiveMessage receive,
        IClock clock,
        CancellationToken cancel
    )
    {
        var arrivedAt = clock.GetCurrentInstant();
        if (http.Request.ContentLength > LargestMail)
            return TooLarge();
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancel);
        if (body.Length == 0)
            return Results.Problem(
                "The body is empty; send the raw message.",
                statusCode: StatusCodes.Status400BadRequest
            );
        if (body.Length > LargestMail)
            return TooLarge();
        var raw = body.ToArray();
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 200)
            return Results.Problem(
                "Idempotency-Key is longer than 200 characters.",
                statusCode: StatusCodes.Status400BadRequest
            );
        var custodyKey = key.Length > 0 ? $"http:{key}" : $"http-sha256:{FileStore.NameOf(raw)}";
        var received = await receive.Mail(new ArrivedMail(custodyKey, raw, arrivedAt, ReceivedBasis.Arrival), cancel);
        return Results.Json(
            new
            {
                custody = received.Custody,
                state = received.State.ToString().ToLowerInvariant(),
                ticket = received.Ticket,
            },
            statusCode: StatusCodes.Status201Created
        );
    }

    private static IResult TooLarge() =>
        Results.Problem(
            $"The message is larger than {LargestMail / 1024 / 1024} MB.",
            statusCode: StatusCodes.Status413PayloadTooLarge
        );
}
