using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>Who is there: visitors in their chats, and agents who take chats. It says nothing about an issue.</summary>
public sealed class ChatPresence(GroupWriter writer, LiveFeed live, IClock clock)
{
    /// <summary>How often somebody who is there says so again.</summary>
    public static readonly Duration Beat = Duration.FromSeconds(20);

    /// <summary>The visitor is there.</summary>
    public Task Seen(Guid chat, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        return writer.Write(
            (db, token) =>
                db
                    .Chats.Where(x => x.Id == chat && x.SeenAt < now)
                    .ExecuteUpdateAsync(x => x.SetProperty(y => y.SeenAt, now), token),
            cancel
        );
    }

    /// <summary>An agent's console is open; who does not take chats is not asked about.</summary>
    public Task AgentSeen(Guid person, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        return writer.Write(
            (db, token) =>
                db
                    .ChatAgents.Where(x => x.PersonId == person && x.TakesChats && x.SeenAt < now)
                    .ExecuteUpdateAsync(x => x.SetProperty(y => y.SeenAt, now), token),
            cancel
        );
    }

    /// <summary>An agent takes chats from now on, or no more.</summary>
    public async Task Take(Guid person, bool takes, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        await writer.Write(
            async (db, token) =>
            {
                var agent = await db.ChatAgents.FindAsync([person], token);
                if (agent is null)
                    db.ChatAgents.Add(agent = new ChatAgent { PersonId = person });
                (agent.TakesChats, agent.SeenAt) = (takes, now);
            },
            cancel
        );
        // Every door may have changed.
        await live.Signal(new Change(null, default) { Chat = AllDoors }, cancel);
    }

    /// <summary>The visitor has the lines up to this one before them.</summary>
    public async Task Read(Visitor visitor, int line, CancellationToken cancel = default)
    {
        var id = visitor.Chat.Id;
        var moved = await writer.Write(
            (db, token) =>
                db
                    .Chats.Where(x => x.Id == id && x.ReadByPerson < line)
                    .ExecuteUpdateAsync(x => x.SetProperty(y => y.ReadByPerson, line), token),
            cancel
        );
        if (moved > 0)
            await live.Signal(ChatSignals.Changed(visitor, byDesk: false), cancel);
    }

    /// <summary>Somebody of the desk has the entries of a ticket before them, up to this one.</summary>
    public async Task ReadByDesk(Guid ticket, int entry, CancellationToken cancel = default)
    {
        var chats = await writer.Write(
            async (db, token) =>
            {
                var behind = await db
                    .Chats.AsTracking()
                    .Where(x => x.TicketId == ticket && x.ReadByDesk < entry)
                    .ToListAsync(token);
                behind.ForEach(x => x.ReadByDesk = entry);
                var people = behind.ConvertAll(x => x.PersonId);
                var of = await db.People.Where(x => people.Contains(x.Id)).ToListAsync(token);
                return behind.ConvertAll(x => (x.Id, Person: of.Single(p => p.Id == x.PersonId)));
            },
            cancel
        );
        foreach (var (id, person) in chats)
            await live.Signal(
                ChatSignals.Of(id, person.OrganisationId, person.Id, ChatSignalKind.Changed, byDesk: true, null),
                cancel
            );
    }

    /// <summary>It concerns every chat.</summary>
    internal static readonly ChatSignal AllDoors = new(Guid.Empty, ChatSignalKind.Changed, ByDesk: true);

    /// <summary>Whether the person whose chat stands on a ticket is there to read an answer.</summary>
    internal static Task<bool> IsThere(DeskDb db, Guid ticket, Instant now, CancellationToken cancel)
    {
        var since = now - Chat.There;
        return db.Chats.AnyAsync(x => x.TicketId == ticket && x.EndedAt == null && x.SeenAt >= since, cancel);
    }

    /// <summary>Whether an agent takes chats and is there.</summary>
    internal static Task<bool> IsAnAgentThere(DeskDb db, Instant now, CancellationToken cancel)
    {
        var since = now - Chat.There;
        return db.ChatAgents.AnyAsync(
            x => x.TakesChats && x.SeenAt >= since && db.People.Any(p => p.Id == x.PersonId && p.DeactivatedAt == null),
            cancel
        );
    }
}
