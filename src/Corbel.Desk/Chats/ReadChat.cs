using Corbel.Core.Access;
using Corbel.Core.Chat;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>How a chat stands, for the visitor.</summary>
/// <param name="Mode">Chat, message, or nothing.</param>
/// <param name="Why">Why it is no chat.</param>
/// <param name="Opens">When the desk opens, where it is closed.</param>
/// <param name="Desk">The provider's name.</param>
/// <param name="Mail">The support address, where the policy offers one.</param>
/// <param name="Person">The visitor's name; null for a guest.</param>
/// <param name="Ticket">The number of the chat's ticket.</param>
/// <param name="Agent">Who has it.</param>
/// <param name="Due">By when the first answer is promised, while it is.</param>
public sealed record ChatState(
    ChatMode Mode,
    NoChat? Why,
    Instant? Opens,
    string Desk,
    string? Mail,
    string? Person,
    long? Ticket,
    string? Agent,
    Instant? Due
)
{
    /// <summary>In a sentence: the mark that it bears (clause 11), and where it goes; null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>The marks that the visitor may give it now.</summary>
    public IReadOnlyList<MarkSpec> Marks { get; init; } = [];

    /// <summary>The last line that the desk has read.</summary>
    public int ReadByDesk { get; init; }

    /// <summary>Its lines, in order.</summary>
    public IReadOnlyList<ChatLine> Lines { get; init; } = [];
}

/// <summary>On whose side a line was written.</summary>
public enum LineBy
{
    You,

    /// <summary>Somebody of the visitor's own organisation.</summary>
    Colleague,
    Desk,
}

/// <summary>A line of a chat.</summary>
public sealed record ChatLine(int Number, LineBy By, string? Name, string Text, Instant At)
{
    /// <summary>The client's own id of it; null where it came another way.</summary>
    public Guid? Client { get; init; }
    public IReadOnlyList<Attachment> Files { get; init; } = [];
}

/// <summary>Reads a chat as its visitor sees it: through the choke point, as every page does.</summary>
public sealed class ReadChat(
    Database database,
    PolicyShelf policies,
    DeskChoice desks,
    ReadTicket tickets,
    Clearances clearances,
    IClock clock
)
{
    /// <summary>What a guest of a host finds.</summary>
    public async Task<ChatState> ForGuest(CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = clock.GetCurrentInstant();
        var policy = (await policies.At(db, now, cancel)).Policy;
        return await State(db, policy, null, false, false, now, cancel);
    }

    /// <summary>The chat of a pass; null where the pass holds no more.</summary>
    public async Task<Visitor?> Visitor(string pass, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var (hash, now) = (OpenChat.HashOf(pass), clock.GetCurrentInstant());
        var found = await db
            .ChatPasses.Where(x => x.Sha256 == hash && x.ExpiresAt > now)
            .Join(db.Chats, x => x.ChatId, x => x.Id, (_, chat) => chat)
            .Join(
                db.People.Where(x => x.DeactivatedAt == null),
                x => x.PersonId,
                x => x.Id,
                (chat, person) => new { chat, person }
            )
            .SingleOrDefaultAsync(cancel);
        // Who changed sides since is no visitor any more.
        return found is null || !May.Log(found.person.ToActor())
            ? null
            : new Visitor(found.chat, found.person.ToActor(), found.person.Language);
    }

    /// <summary>How the chat stands now, with its lines after one.</summary>
    public async Task<ChatState> Run(Visitor visitor, int after = 0, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var (by, now) = (visitor.Actor, clock.GetCurrentInstant());
        var chat = await db.Chats.SingleAsync(x => x.Id == visitor.Chat.Id, cancel);
        var number = await db
            .Tickets.Where(x => x.Id == chat.TicketId)
            .Select(x => (long?)x.Number)
            .SingleOrDefaultAsync(cancel);
        var view = number is { } known ? await tickets.Run(db, by, known, cancel) : null;
        var policy = (await policies.For(db, by.Organisation, now, cancel)).Policy;
        var own = view is null && await desks.Of(db, by, now, asksOwnDesk: false, cancel) is not null;
        var isOver = chat.EndedAt is not null || view is { Ticket.MergedInto: not null } or { Ticket.DeskId: not null };
        var state = await State(db, policy, by, own, isOver, now, cancel);
        var name = await db.People.Where(x => x.Id == by.Person).Select(x => x.Name).SingleAsync(cancel);
        var due = view is { Ticket.Status: TicketStatus.Open, Current.IsOpen: true } ? view.Current.Due : null;
        var spec = view is null ? null : await clearances.Spec(db, cancel);
        return state with
        {
            Mark = view is null ? null : await Marked(db, view, visitor.Language, cancel),
            Marks = view is null || spec is null ? [] : Offered(by, view, spec),
            Person = name,
            Ticket = view?.Ticket.Number,
            Agent = view?.Ticket.Assignee?.Name,
            Due = due,
            ReadByDesk = chat.ReadByDesk,
            Lines = view is null ? [] : await Lines(db, visitor, view, after, cancel),
        };
    }

    private async Task<string?> Marked(DeskDb db, TicketView view, string language, CancellationToken cancel)
    {
        if (view.Ticket.Mark is not { } mark)
            return null;
        var name = (await clearances.Known(db, cancel)).GetValueOrDefault(mark)?.Name ?? mark;
        var told = view.Entries.Select(x => x.Entry.What).OfType<MarkNotice>().LastOrDefault();
        return (told?.News == MarkNews.HasPassed, language == "nl") switch
        {
            (true, true) => $"{name}: een medewerker met de vereiste screening heeft deze chat.",
            (true, _) => $"{name}: a member of staff with the security clearance has this chat.",
            (_, true) => $"{name}: deze chat kan nu naar een medewerker met de vereiste screening gaan.",
            _ => $"{name}: this chat may now pass to a member of staff with the security clearance.",
        };
    }

    /// <summary>The marks above the one that the whole chat bears.</summary>
    private static List<MarkSpec> Offered(Actor by, TicketView view, MarkingSpec spec)
    {
        var borne = Core.Tickets.Marks.Of(view.Entries.Select(x => x.Entry)).GetValueOrDefault(default);
        return May.RaiseMark(by, view.Ticket.Facts, spec.RaisedBy)
            ? [.. spec.Marks.Items.Where(x => Core.Tickets.Marks.IsAbove(spec, x.Id, borne))]
            : [];
    }

    private static async Task<ChatState> State(
        DeskDb db,
        CompiledPolicy policy,
        Actor? by,
        bool goesToOwnDesk,
        bool isOver,
        Instant now,
        CancellationToken cancel
    )
    {
        var (document, hours) = (policy.Document, DeskHours.Of(policy, now));
        var isOpen = hours is null or { IsOpen: true };
        var (mode, why) = ChatDoor.Decide(
            new(
                by is null ? null : ChannelRights.Of(document, Channel.Chat, by.Role),
                document.Channels.Chat is not null,
                goesToOwnDesk,
                isOpen,
                await ChatPresence.IsAnAgentThere(db, now, cancel),
                isOver
            )
        );
        var mail = document.Channels.Mail?.Address;
        return new(mode, why, isOpen ? null : hours!.Until, document.Provider.Name, mail, null, null, null, null);
    }

    private static async Task<IReadOnlyList<ChatLine>> Lines(
        DeskDb db,
        Visitor visitor,
        TicketView view,
        int after,
        CancellationToken cancel
    )
    {
        var prefix = $"chat:{visitor.Chat.Id:n}:";
        var own = await db
            .Custodies.VisibleTo(db, visitor.Actor)
            .Where(x => x.TicketId == view.Ticket.Id && x.CustodyKey.StartsWith(prefix))
            .Select(x => new { x.EntryNumber, x.CustodyKey })
            .ToListAsync(cancel);
        return
        [
            .. view
                .Entries.Where(x => x.Entry.Number > after)
                .Where(x => x.Entry.What is Receipt or CustomerMessage { Machine: false } or StaffReply)
                .Select(x => new ChatLine(
                    x.Entry.Number,
                    x.Entry.What is StaffReply ? LineBy.Desk
                        : x.Entry.By.Person == visitor.Actor.Person ? LineBy.You
                        : LineBy.Colleague,
                    x.Author,
                    x.Words?.Text ?? "",
                    x.Entry.HappenedAt
                )
                {
                    Client = own.Find(y => y.EntryNumber == x.Entry.Number) is { } mine
                        ? Guid.ParseExact(mine.CustodyKey.AsSpan(prefix.Length, 32), "n")
                        : null,
                    Files = x.Files,
                }),
        ];
    }
}
