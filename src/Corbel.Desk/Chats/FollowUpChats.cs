using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>
/// Each half minute: what the desk wrote to somebody who was gone by then goes to them by mail, and passes and tokens that hold
/// no more are forgotten.
/// </summary>
public sealed class FollowUpChats(Database database, GroupWriter writer, ChatMails mails, JobLease lease, IClock clock)
{
    public const string Kind = "chats";

    /// <summary>From when a person was last there until their unread lines go by mail.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(3);

    private static readonly Duration Every = Duration.FromSeconds(30);

    /// <summary>Chats that were left longer ago have nothing that is new.</summary>
    private static readonly Duration Back = Duration.FromDays(14);

    internal async Task Run(Job planned, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is not { } job)
            return;
        var now = Journal.Grain(clock.GetCurrentInstant());
        foreach (var chat in await Left(now, cancel))
            await writer.Write((db, token) => Mail(db, chat, now, token), cancel);
        await writer.Write(
            async (db, token) =>
            {
                if (await lease.Kept(db, job, token) is not { } own)
                    return;
                await db.ChatPasses.Where(x => x.ExpiresAt < now).ExecuteDeleteAsync(token);
                await db.UsedTokens.Where(x => x.ExpiresAt < now).ExecuteDeleteAsync(token);
                (own.DueAt, own.Attempts, own.LastError) = (now + Every, 0, null);
            },
            cancel
        );
    }

    private async Task<List<Guid>> Left(Instant now, CancellationToken cancel)
    {
        await using var db = database.Read();
        var (gone, since) = (now - Patience, now - Back);
        return await db
            .Chats.Where(x => x.SeenAt >= since && (x.SeenAt < gone || x.EndedAt != null))
            .Where(x =>
                db.Tickets.Any(t => t.Id == x.TicketId && t.LastEntry > x.ReadByPerson && t.LastEntry > x.Mailed)
            )
            .Select(x => x.Id)
            .ToListAsync(cancel);
    }

    private async Task<bool> Mail(DeskDb db, Guid id, Instant now, CancellationToken cancel)
    {
        await db.Take($"chat:{id}", cancel);
        var chat = await db.Chats.AsTracking().SingleAsync(x => x.Id == id, cancel);
        var person = await db.People.AsNoTracking().SingleAsync(x => x.Id == chat.PersonId, cancel);
        var ticket = await db
            .Tickets.AsNoTracking()
            .VisibleTo(person.ToActor())
            .SingleOrDefaultAsync(x => x.Id == chat.TicketId, cancel);
        // Back meanwhile, or no longer theirs to read.
        if (ticket is null || (chat.EndedAt is null && chat.SeenAt >= now - Patience))
            return false;
        var lines = await Unread(db, chat, person, cancel);
        chat.Mailed = ticket.LastEntry;
        if (lines.Count > 0 && person.DeactivatedAt is null)
            db.Inserted.Add(mails.Missed(ticket, person, lines, now));
        return true;
    }

    private static async Task<List<ChatLine>> Unread(DeskDb db, Chat chat, Person person, CancellationToken cancel)
    {
        var seen = Math.Max(chat.ReadByPerson, chat.Mailed);
        var rows = await db
            .Journal.VisibleTo(db, person.ToActor())
            .Where(x => x.TicketId == chat.TicketId && x.Number > seen)
            .OrderBy(x => x.Number)
            .Include(x => x.Content)
            .ToListAsync(cancel);
        var entries = rows.ConvertAll(x => (Row: x, Journal.Read(x.Bytes).Entry))
            .FindAll(x => x.Entry.What is StaffReply { Channel: Channel.Chat });
        var by = entries.Select(x => x.Entry.By.Person).ToList();
        var names = await db.People.Where(x => by.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var files = await db
            .Attachments.VisibleTo(db, person.ToActor())
            .Where(x => x.TicketId == chat.TicketId && x.EntryNumber > seen)
            .ToListAsync(cancel);
        return entries.ConvertAll(x => new ChatLine(
            x.Entry.Number,
            LineBy.Desk,
            x.Entry.By.Person is { } author ? names.GetValueOrDefault(author) : null,
            Words.Of(x.Row.Content)?.For(person.ToActor()).Text ?? "",
            x.Entry.HappenedAt
        )
        {
            Files = files.FindAll(f => f.EntryNumber == x.Entry.Number),
        });
    }
}
