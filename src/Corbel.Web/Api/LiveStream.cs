using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Corbel.Desk.Chats;
using Corbel.Desk.Live;

namespace Corbel.Web.Api;

/// <summary>
/// Server-sent events for open pages: <c>ticket</c> with the number, <c>queue</c> for the lists, <c>call</c> for the
/// telephone, <c>chat</c> and <c>typing</c> with the chat's id. Only what this person may
/// see is told.
/// </summary>
internal static class LiveStream
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    /// <summary>Milliseconds between two signs that an agent is there.</summary>
    private static readonly long Beat = (long)ChatPresence.Beat.TotalMilliseconds / 2;

    /// <summary>Milliseconds after which the sign-in and its clearances are asked about again.</summary>
    private const long Recheck = 20_000;

    /// <summary>Keeps the line open through servers that close silent ones.</summary>
    private static readonly Change Heartbeat = new(
        null,
        new(Guid.Empty, Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"))
    );

    public static IResult Open(
        HttpContext http,
        LiveFeed feed,
        ChatPresence presence,
        IHostApplicationLifetime lifetime
    )
    {
        var stop = Begin(http, lifetime);
        return TypedResults.ServerSentEvents(Events(http, feed, presence, stop));
    }

    /// <summary>Readies the answer for events that come as they happen; the token ends with the reader or the server.</summary>
    public static CancellationToken Begin(HttpContext http, IHostApplicationLifetime lifetime)
    {
        // Ends with the server, not only with the page: else a stop would wait for every open page.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return stop.Token;
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(
        HttpContext http,
        LiveFeed feed,
        ChatPresence presence,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var actor = http.Actor();
        using var listener = feed.Listen();
        yield return new SseItem<string>("", "hello");
        var (seen, asked) = (Environment.TickCount64 - Beat, Environment.TickCount64);
        while (true)
        {
            // A clearance that ended, or a person who left, hears nothing more, and the open pages ask again for what they show.
            if (Environment.TickCount64 - asked >= Recheck)
            {
                if (await http.StillSignedIn(cancel) is not { } still)
                    yield break;
                if (!still.Opens.ToHashSet(StringComparer.Ordinal).SetEquals(actor.Opens))
                    yield return new SseItem<string>("", "shut");
                (actor, asked) = (still, Environment.TickCount64);
            }
            // Who has the desk open is there; who takes no chats is not asked about.
            if (actor.IsStaff && Environment.TickCount64 - seen >= Beat)
            {
                await presence.AgentSeen(actor.Person, cancel);
                seen = Environment.TickCount64;
            }
            if (await Next(listener, cancel) is not { } change)
                yield break;
            if (change == Heartbeat)
                yield return new SseItem<string>("", "heartbeat");
            if (change == Heartbeat)
                continue;
            if (!change.VisibleTo(actor))
            {
                // Whoever could see it without its mark may have it open: that page asks again, and finds nothing.
                if (change.IsShutTo(actor))
                    yield return new SseItem<string>(
                        change.Ticket!.Value.ToString(CultureInfo.InvariantCulture),
                        "shut"
                    );
                continue;
            }
            if (change.Chat is { } chat)
            {
                if (chat.Kind == ChatSignalKind.Changed)
                    yield return new SseItem<string>(chat.Id.ToString(), "chat");
                else if (!chat.ByDesk)
                    yield return new SseItem<string>(chat.Id.ToString(), "typing");
                continue;
            }
            if (change.IsCalls)
            {
                yield return new SseItem<string>("", "call");
                continue;
            }
            if (change.Ticket is { } number)
                yield return new SseItem<string>(number.ToString(CultureInfo.InvariantCulture), "ticket");
            yield return new SseItem<string>("", "queue");
        }
    }

    /// <summary>The next change; a heartbeat where there is none for a while; null at the end.</summary>
    private static async Task<Change?> Next(Listener listener, CancellationToken cancel)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        quiet.CancelAfter(Quiet);
        try
        {
            return await listener.Changes.ReadAsync(quiet.Token);
        }
        catch (OperationCanceledException)
        {
            return cancel.IsCancellationRequested ? null : Heartbeat;
        }
    }
}
