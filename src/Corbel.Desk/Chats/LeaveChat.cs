using Corbel.Core;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>The end of a chat, and what the visitor takes along.</summary>
public sealed class LeaveChat(GroupWriter writer, ReadChat chats, ChatMails mails, LiveFeed live, IClock clock)
{
    private static readonly Duration OncePer = Duration.FromMinutes(1);

    private static readonly Refusal NothingSaid = Refusal.Of(
        "nothing-said",
        "Nothing was said yet: there is no transcript to send.",
        "Er is nog niets gezegd: er is geen gespreksverslag om te sturen."
    );

    /// <summary>The visitor ends it: answers go by mail from now on. The issue stays as it is.</summary>
    public async Task End(Visitor visitor, CancellationToken cancel = default)
    {
        var (id, now) = (visitor.Chat.Id, Journal.Grain(clock.GetCurrentInstant()));
        await writer.Write(
            (db, token) =>
                db
                    .Chats.Where(x => x.Id == id && x.EndedAt == null)
                    .ExecuteUpdateAsync(x => x.SetProperty(y => y.EndedAt, now), token),
            cancel
        );
        await live.Signal(ChatSignals.Changed(visitor, byDesk: false), cancel);
    }

    /// <summary>Sends what was said to the person's own address; asked for twice within a minute, it goes once.</summary>
    public async Task<Outcome<bool>> Transcript(Visitor visitor, CancellationToken cancel = default)
    {
        var state = await chats.Run(visitor, cancel: cancel);
        if (state.Ticket is not { } number || state.Lines.Count == 0)
            return NothingSaid;
        var now = Journal.Grain(clock.GetCurrentInstant());
        return await writer.Write<Outcome<bool>>(
            async (db, token) =>
            {
                var ticket = await db
                    .Tickets.VisibleTo(visitor.Actor)
                    .SingleOrDefaultAsync(x => x.Number == number, token);
                if (ticket is null)
                    return Refusals.NoSuchTicket;
                var to = await db.People.SingleAsync(x => x.Id == visitor.Actor.Person, token);
                var since = now - OncePer;
                var sent = db.Outbox.Where(x => x.TicketId == ticket.Id && x.Recipient == to.Email);
                if (!await sent.AnyAsync(x => x.Kind == Outbox.MailKind.Transcript && x.CreatedAt > since, token))
                    db.Inserted.Add(mails.Transcript(ticket, to, state.Lines, now));
                return true;
            },
            cancel
        );
    }
}
