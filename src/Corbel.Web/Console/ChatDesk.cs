using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A chat in a list.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="Ticket">Its ticket.</param>
/// <param name="IsThere">The visitor is there.</param>
internal sealed record ChatRow(Chat Chat, Ticket Ticket, bool IsThere);

/// <summary>A chat as an agent holds it.</summary>
/// <param name="Row">The chat.</param>
/// <param name="View">What was said, through the choke point.</param>
/// <param name="Macros">Texts that are filled in for this customer, by name.</param>
internal sealed record ChatPane(ChatRow Row, TicketView View, ImmutableArray<(string Name, string Text)> Macros)
{
    public Ticket Ticket => Row.Ticket;

    /// <summary>Who of staff may get it, where it is marked; null: everybody.</summary>
    public IReadOnlySet<Guid>? Cleared { get; init; }

    /// <summary>What the chat shows: messages of both sides, and notes among staff.</summary>
    public IEnumerable<TimelineEntry> Lines =>
        View.Entries.Where(x =>
            x.Entry.What is Receipt or CustomerMessage { Machine: false } or StaffReply or StaffNote
        );

    /// <summary>The number of the visitor's last line.</summary>
    public int Theirs => Lines.LastOrDefault(x => x.Entry.What is Receipt or CustomerMessage)?.Entry.Number ?? 0;

    /// <summary>The clock on which an answer is owed first; null where none is.</summary>
    public Clock? Owed => View.Open.FirstOrDefault();
}

/// <summary>The chats of the desk as an agent sees them: those that wait, the agent's own, and those that others have.</summary>
internal sealed record ChatDesk(
    bool TakesChats,
    IReadOnlyList<ChatRow> Waiting,
    IReadOnlyList<ChatRow> Mine,
    IReadOnlyList<ChatRow> Others
)
{
    /// <summary>Those that are the agent's, or wait for somebody.</summary>
    public int Concerning => Waiting.Count + Mine.Count;

    /// <summary>A visitor who has been gone for that long waits no more: the issue is answered by mail.</summary>
    private static readonly Duration Gone = Duration.FromMinutes(10);

    /// <summary>An agent's own chat stands there for that long after the visitor left.</summary>
    private static readonly Duration Kept = Duration.FromHours(1);

    public static async Task<ChatDesk> Read(DeskDb db, Actor actor, Instant now, CancellationToken cancel)
    {
        var (since, kept) = (now - Gone, now - Kept);
        var chats = await db.Chats.Where(x => x.TicketId != null && x.SeenAt >= kept).ToListAsync(cancel);
        var ids = chats.ConvertAll(x => x.TicketId!.Value);
        var tickets = await db
            .Tickets.VisibleTo(actor)
            .WorkedBy(actor)
            .Where(x => ids.Contains(x.Id) && x.Status == TicketStatus.Open && x.MergedInto == null)
            .Include(x => x.Organisation)
            .Include(x => x.Reporter)
            .Include(x => x.Assignee)
            .ToDictionaryAsync(x => x.Id, cancel);
        var rows = chats
            .Where(x => tickets.ContainsKey(x.TicketId!.Value))
            .OrderBy(x => x.StartedAt)
            .GroupBy(x => x.TicketId)
            .Select(x => x.Last())
            .Select(x => new ChatRow(x, tickets[x.TicketId!.Value], x.IsThere(now)))
            .ToList();
        return new(
            await db.ChatAgents.AnyAsync(x => x.PersonId == actor.Person && x.TakesChats, cancel),
            rows.FindAll(x => x.Ticket.AssigneeId is null && x.Chat.EndedAt is null && x.Chat.SeenAt >= since),
            rows.FindAll(x => x.Ticket.AssigneeId == actor.Person),
            rows.FindAll(x => x.Ticket.AssigneeId is { } other && other != actor.Person && x.IsThere)
        );
    }

    /// <summary>One of the agent's own chats with all that was said.</summary>
    public static async Task<ChatPane?> Pane(
        DeskDb db,
        ReadTicket read,
        Actor actor,
        ChatRow row,
        IReadOnlyList<Macro> macros,
        CancellationToken cancel
    )
    {
        if (await read.Run(db, actor, row.Ticket.Number, cancel) is not { } view)
            return null;
        var agent = await db.People.Where(x => x.Id == actor.Person).Select(x => x.Name).SingleAsync(cancel);
        return new ChatPane(row, view, Filled(macros, view.Ticket, agent));
    }

    public static ImmutableArray<(string Name, string Text)> Filled(
        IEnumerable<Macro> macros,
        Ticket ticket,
        string agent
    )
    {
        var facts = new MacroFacts(ticket.Reporter!.Name, agent, ticket.Number);
        return [.. macros.Select(x => (x.Name, Macros.Fill(x, ticket.Language, facts)))];
    }

    /// <summary>To whom a chat can be handed over: staff, first those who take chats and are there.</summary>
    public static async Task<IReadOnlyList<(Person Person, bool IsThere)>> Colleagues(
        DeskDb db,
        Actor actor,
        Instant now,
        CancellationToken cancel
    )
    {
        var since = now - Chat.There;
        var people = await db
            .People.Where(x =>
                x.OrganisationId == actor.Organisation && x.Id != actor.Person && x.DeactivatedAt == null
            )
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        var there = await db
            .ChatAgents.Where(x => x.TakesChats && x.SeenAt >= since)
            .Select(x => x.PersonId)
            .ToListAsync(cancel);
        return [.. people.Select(x => (x, there.Contains(x.Id))).OrderBy(x => !x.Item2)];
    }
}
