using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Corbel.Core.Access;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Web.Api;
using NodaTime;

namespace Corbel.Web.Widget;

/// <summary>
/// What happens in one chat, as server-sent events. The lines come from the journal, each once and in order, whatever was lost
/// on the way here: the feed only says when to look.
/// </summary>
internal static class ChatStream
{
    private static readonly TimeSpan Beat = ChatPresence.Beat.ToTimeSpan();

    public static IResult Open(
        HttpContext http,
        LiveFeed feed,
        ReadChat chats,
        ChatPresence presence,
        Database database,
        AccessLog log,
        IHostApplicationLifetime lifetime
    )
    {
        var stop = LiveStream.Begin(http, lifetime);
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var after = int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;
        var stream = new Reading(
            http.Visitor(),
            http.Request.Headers.Authorization.ToString(),
            chats,
            presence,
            database,
            log
        );
        return TypedResults.ServerSentEvents(stream.Events(feed, after, stop));
    }

    private sealed class Reading(
        Visitor visitor,
        string authorization,
        ReadChat chats,
        ChatPresence presence,
        Database database,
        AccessLog log
    )
    {
        private long seen = long.MinValue / 2;
        private readonly string pass = authorization[(authorization.IndexOf(' ', StringComparison.Ordinal) + 1)..];

        public async IAsyncEnumerable<SseItem<string>> Events(
            LiveFeed feed,
            int after,
            [EnumeratorCancellation] CancellationToken cancel
        )
        {
            // Listens before it looks: nothing falls between the two.
            using var listener = feed.Listen();
            var (last, shown, read, open) = (after, "", 0, false);
            while (await Look(last, cancel) is { } state)
            {
                // What they had before them was shut to them: the page is told to show it no more, and hears nothing else.
                if (open && state.Ticket is null)
                {
                    yield return new SseItem<string>("", "shut");
                    yield break;
                }
                open = state.Ticket is not null;
                var text = ChatJson.Text(ChatJson.State(state));
                if (text != shown)
                    yield return new SseItem<string>(shown = text, "state");
                foreach (var line in state.Lines)
                {
                    last = line.Number;
                    yield return new SseItem<string>(ChatJson.Text(ChatJson.Line(line)), "line")
                    {
                        EventId = last.ToString(CultureInfo.InvariantCulture),
                    };
                }
                if (state.ReadByDesk > read)
                    yield return new SseItem<string>(ChatJson.Text(new { line = read = state.ReadByDesk }), "read");
                while (await Next(listener, state.Ticket, cancel) is { } typing)
                {
                    if (typing.Length == 0)
                        yield return new SseItem<string>("", "heartbeat");
                    else
                        yield return new SseItem<string>(ChatJson.Text(new { name = typing }), "typing");
                    if (typing.Length == 0)
                        break;
                }
            }
        }

        private static bool IsSame(Actor now, Actor then) =>
            (now.Person, now.Organisation, now.Role) == (then.Person, then.Organisation, then.Role);

        /// <summary>How the chat stands; null where the pass holds no more, or nobody listens.</summary>
        private async Task<ChatState?> Look(int last, CancellationToken cancel)
        {
            try
            {
                if (Environment.TickCount64 - seen < Beat.TotalMilliseconds / 2)
                    return await Lines(last, cancel);
                // Who stands for a pass that was taken away, or left, or is somebody else by now, hears no more.
                if ((await chats.Visitor(pass, cancel))?.Actor is not { } still || !IsSame(still, visitor.Actor))
                    return null;
                await presence.Seen(visitor.Chat.Id, cancel);
                seen = Environment.TickCount64;
                return await Lines(last, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return null;
            }
        }

        /// <summary>
        /// The answer has begun to leave long since: each look is a reading of its own, written down before its lines go.
        /// </summary>
        private async Task<ChatState> Lines(int last, CancellationToken cancel)
        {
            using var reading = MarkedReading.Begin(database, visitor.Actor);
            var state = await chats.Run(visitor, last, cancel);
            if (reading.Any && state.Lines.Count > 0)
                await log.Write(reading, AccessKind.View, "chat/stream", cancel);
            return state;
        }

        /// <summary>The name of who types; empty where nothing came for a while; null where it is time to look again.</summary>
        private async Task<string?> Next(Listener listener, long? ticket, CancellationToken cancel)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            quiet.CancelAfter(Beat);
            try
            {
                while (true)
                {
                    var change = await listener.Changes.ReadAsync(quiet.Token);
                    if (
                        change.Ticket is { } number
                        && (number == ticket || ticket is null && change.VisibleTo(visitor.Actor))
                    )
                        return null;
                    if (change.Chat is not { } signal)
                        continue;
                    if (signal.Kind == ChatSignalKind.Changed && (signal.Id == visitor.Chat.Id || signal.Id == default))
                        return null;
                    if (
                        signal is { Kind: ChatSignalKind.Typing, ByDesk: true, Name: { } name }
                        && signal.Id == visitor.Chat.Id
                    )
                        return name;
                }
            }
            catch (OperationCanceledException)
            {
                return cancel.IsCancellationRequested ? null : "";
            }
        }
    }
}
