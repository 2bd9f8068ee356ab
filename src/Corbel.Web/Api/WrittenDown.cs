using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Microsoft.AspNetCore.Http.Features;

namespace Corbel.Web.Api;

/// <summary>
/// Whoever is signed in reads marked text only so (clause 11): what an answer opened is in the access log before its first byte
/// leaves. Where it cannot be written, the answer is 503 and nothing of it is shown; once it leaves, nothing opens any more.
/// </summary>
internal sealed partial class WrittenDown(
    RequestDelegate next,
    Database database,
    AccessLog log,
    ILogger<WrittenDown> logger
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if ((http.ActorOrNull() ?? http.Features.Get<Visitor>()?.Actor) is not { } reader)
        {
            await next(http);
            return;
        }
        using var reading = MarkedReading.Begin(database, reader);
        var answer = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var held = new HeldAnswer(answer, () => Write(http, reading));
        http.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await next(http);
            await held.Finish();
        }
        catch (NotWrittenDownException failure) when (!http.Response.HasStarted)
        {
            NotWritten(logger, failure);
            http.Features.Set(answer);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.CacheControl = "no-store";
        }
        finally
        {
            http.Features.Set(answer);
        }
    }

    private async Task Write(HttpContext http, MarkedReading reading)
    {
        try
        {
            if (reading.Any)
                await log.Write(reading, AccessRoutes.KindOf(http), AccessRoutes.NameOf(http), http.RequestAborted);
        }
        catch (Exception failure)
        {
            throw new NotWrittenDownException(failure);
        }
        finally
        {
            reading.Shut();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The access log could not be written; what was read is not shown")]
    private static partial void NotWritten(ILogger log, Exception failure);
}

/// <summary>What was read could not be written down.</summary>
internal sealed class NotWrittenDownException(Exception because) : Exception("It was not written down", because);
