using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Corbel.Desk.Live;

namespace Corbel.Web.Api;

/// <summary>
/// Server-sent events for open pages: <c>ticket</c> with the number, <c>queue</c> for the lists. Only what this person may
/// see is told.
/// </summary>
internal static class LiveStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    public static IResult Open(HttpContext http, LiveFeed feed, IHostApplicationLifetime lifetime)
    {
        // Ends with the server, not only with the page: else a stop would wait for every open page.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Events(http, feed, stop.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(
        HttpContext http,
        LiveFeed feed,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var actor = http.Actor();
        await using var changes = feed.Listen(cancel).GetAsyncEnumerator(cancel);
        var next = changes.MoveNextAsync().AsTask();
        yield return new SseItem<string>("", "hello");
        while (!cancel.IsCancellationRequested)
        {
            if (await Task.WhenAny(next, Task.Delay(Heartbeat, cancel)) != next)
            {
                yield return new SseItem<string>("", "heartbeat");
                continue;
            }
            if (!await Moved(next))
                yield break;
            var change = changes.Current;
            next = changes.MoveNextAsync().AsTask();
            if (!change.VisibleTo(actor))
                continue;
            if (change.Ticket is { } number)
                yield return new SseItem<string>(number.ToString(CultureInfo.InvariantCulture), "ticket");
            yield return new SseItem<string>("", "queue");
        }
    }

    private static async Task<bool> Moved(Task<bool> next)
    {
        try
        {
            return await next;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
