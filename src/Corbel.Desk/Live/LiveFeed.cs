using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Corbel.Desk.Live;

/// <summary>"This ticket changed", with just what permission needs to know. A ticket of null: the held mail changed, or the calls.</summary>
public sealed record Change(long? Ticket, TicketFacts Facts)
{
    public static readonly Change HeldMail = new(null, default(TicketFacts));

    /// <summary>A call came in, was answered, ended, or was written down.</summary>
    public static readonly Change Calls = new(null, default(TicketFacts)) { IsCalls = true };

    public bool IsCalls { get; init; }

    /// <summary>Something of a chat that lies in no journal, such as that somebody types.</summary>
    public ChatSignal? Chat { get; init; }

    /// <summary>
    /// What permission knew of it before it was marked, or before somebody was taken off its list: whoever saw it then may have
    /// it open. Null where nothing was shut, and of a ticket that bears its mark from the start, which nobody saw.
    /// </summary>
    public TicketFacts? Was { get; init; }

    /// <summary>Whether this change takes the ticket from somebody who saw it before; nobody else hears of it.</summary>
    public bool IsShutTo(Actor actor) =>
        Ticket is not null && Was is { } was && !May.See(actor, Facts) && May.See(actor, was);

    /// <summary>A held message that bears a mark changed, or a mail of a marked ticket did: whom that shuts out hears nothing.</summary>
    public static Change HeldOf(TicketFacts facts) => HeldMail with { Facts = facts };

    public bool VisibleTo(Actor actor) =>
        Ticket is null && Chat is null ? May.SeeHeld(actor) && May.Opens(actor, Facts) : May.See(actor, Facts);
}

/// <summary>What happens in a chat besides its lines. It is told and forgotten.</summary>
/// <param name="Id">The chat.</param>
/// <param name="Kind">What happens.</param>
/// <param name="ByDesk">Somebody of the desk does it; else the visitor.</param>
/// <param name="Name">Who types, or null.</param>
public sealed record ChatSignal(Guid Id, ChatSignalKind Kind, bool ByDesk, string? Name = null);

/// <summary>What happens in a chat besides its lines.</summary>
public enum ChatSignalKind
{
    Typing,

    /// <summary>Somebody came, went, read on, took the chat or ended it: ask again how it stands.</summary>
    Changed,
}

/// <summary>
/// Tells open pages that something changed; they ask again for what they show. In process on SQLite; by LISTEN/NOTIFY on
/// PostgreSQL, where every node hears of it when the writing transaction commits. A lost change costs a refresh, no data.
/// </summary>
public sealed class LiveFeed(Database database) : BackgroundService
{
    private const string Name = "corbel_live";
    private readonly ConcurrentDictionary<Guid, Channel<Change>> listeners = new();

    /// <summary>Changes from now on, until the listener is disposed. One that falls behind loses the oldest.</summary>
    public Listener Listen()
    {
        var id = Guid.NewGuid();
        var channel = Channel.CreateBounded<Change>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        listeners[id] = channel;
        return new Listener(channel.Reader, () => listeners.TryRemove(id, out _));
    }

    /// <summary>Inside the writing transaction: it is told with the commit, on PostgreSQL to every node.</summary>
    internal async Task Announce(DeskDb db, Change change, CancellationToken cancel)
    {
        if (database.IsPostgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Name}, {JsonSerializer.Serialize(change)})", cancel);
        else
            db.OnceCommitted.Add(() => Spread(change));
    }

    /// <summary>The same for a write without a context.</summary>
    internal (string Channel, string Text)? NoticeOf(Change change) =>
        database.IsPostgres ? (Name, JsonSerializer.Serialize(change)) : null;

    /// <summary>Tells of something that is written nowhere, or was written apart.</summary>
    public async Task Signal(Change change, CancellationToken cancel = default)
    {
        change = await WithMark(change, cancel);
        if (!database.IsPostgres)
        {
            Spread(change);
            return;
        }
        await using var tell = database.Source.CreateCommand("SELECT pg_notify($1, $2)");
        tell.Parameters.Add(new NpgsqlParameter { Value = Name });
        tell.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(change) });
        await tell.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>A chat is as shut as the ticket that its lines stand on.</summary>
    private async Task<Change> WithMark(Change change, CancellationToken cancel)
    {
        if (change.Chat is not { Id: var id } || id == default)
            return change;
        await using var db = database.Read();
        var ticket = await db
            .Tickets.Where(x => x.Mark != null && db.Chats.Any(c => c.Id == id && c.TicketId == x.Id))
            .Include(x => x.Listed)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancel);
        return ticket is null
            ? change
            : change with
            {
                Facts = change.Facts with
                {
                    Mark = ticket.Mark,
                    NeedsList = ticket.NeedsList,
                    Listed = [.. ticket.Listed.Select(x => x.PersonId)],
                },
            };
    }

    /// <summary>After a write without a context: in process where there is one node.</summary>
    internal void Committed(Change change)
    {
        if (!database.IsPostgres)
            Spread(change);
    }

    private void Spread(Change change)
    {
        foreach (var listener in listeners.Values)
            listener.Writer.TryWrite(change);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database.IsPostgres && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenToPostgres(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException)
            {
                // The database is away: the pages fall back to what they show until it is there again.
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task ListenToPostgres(CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        connection.Notification += (_, notice) =>
        {
            if (JsonSerializer.Deserialize<Change>(notice.Payload) is { } change)
                Spread(change);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Name}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
            await connection.WaitAsync(cancel);
    }
}

/// <summary>Somebody who hears of changes.</summary>
public sealed class Listener(ChannelReader<Change> changes, Action stop) : IDisposable
{
    public ChannelReader<Change> Changes => changes;

    public void Dispose() => stop();
}
