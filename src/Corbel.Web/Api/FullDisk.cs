using Corbel.Desk.Files;
using NodaTime.Text;

namespace Corbel.Web.Api;

/// <summary>
/// What cannot be written for want of room is refused as that: 507, and nothing of it was taken. Whoever sends it again later
/// loses nothing.
/// </summary>
internal sealed class FullDisk(RequestDelegate next, DiskWatch disk)
{
    private const string Sentence =
        "Nothing was taken: there is no room on the disk. Send it again later; the desk goes on by itself once there is room.";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception failure)
            when (!http.Response.HasStarted && disk.Explains(failure, http.Request.ContentLength ?? 0))
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status507InsufficientStorage;
            http.Response.Headers.RetryAfter = "60";
            // A person gets the page of the status.
            if (
                RouteTable.Of(http.GetEndpoint())
                is Permission.IntakeToken
                    or Permission.Signed
                    or Permission.Pbx
                    or Permission.HostPage
                    or Permission.Visitor
            )
                await SignedCalls.Problem(http.Response.StatusCode, "no-room", Sentence).ExecuteAsync(http);
        }
    }

    /// <summary><c>GET /healthz</c>: 200 and <c>ok</c>, or 503 and since when nothing can be written.</summary>
    public static IResult Health(DiskWatch disk) =>
        disk.Trouble is { } trouble
            ? Results.Text(
                $"Nothing can be written since {InstantPattern.General.Format(trouble.Since)}: {trouble.Why}.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            )
            : Results.Text("ok");
}
