using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Chats;

/// <summary>On which ticket a line of a chat belongs, within the write that places it: two first lines at once make one.</summary>
internal static class ChatPlaces
{
    /// <summary>The line with the number of its chat's ticket; as it is where a new one opens.</summary>
    public static async Task<Message> Find(DeskDb db, Message message, CancellationToken cancel)
    {
        if (message is not { Chat: { } id, Form: { } form })
            return message;
        await db.Take($"chat:{id}", cancel);
        var ticket = await db.Chats.Where(x => x.Id == id).Select(x => x.TicketId).SingleAsync(cancel);
        // One that went out of the person's sight, or on in another ticket, takes no more lines: they open a new one.
        var open = ticket is null
            ? null
            : await db
                .Tickets.AsNoTracking()
                .VisibleTo(form.By)
                .Include(x => x.Participants)
                .Include(x => x.Listed)
                .SingleOrDefaultAsync(x => x.Id == ticket && x.MergedInto == null, cancel);
        return open is not null && May.Write(form.By, open.Facts)
            ? message with
            {
                Form = form with { Ticket = open.Number },
            }
            : message;
    }

    /// <summary>The chat goes on where its line was put.</summary>
    public static async Task Note(DeskDb db, Message message, CancellationToken cancel)
    {
        if (message.Chat is not { } id)
            return;
        var custody = db.Inserted.OfType<Custody>().FirstOrDefault(x => x.Id == message.Id);
        var chat = await db.Chats.AsTracking().SingleAsync(x => x.Id == id, cancel);
        chat.TicketId = custody?.TicketId ?? chat.TicketId;
        // Who writes is there, and has what was said before.
        chat.SeenAt = message.TakenAt > chat.SeenAt ? message.TakenAt : chat.SeenAt;
    }
}
