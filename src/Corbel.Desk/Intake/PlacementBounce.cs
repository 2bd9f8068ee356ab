using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Intake;

/// <summary>Mail of ours that comes back: it is put with the message that it answers, and the address is marked.</summary>
public sealed partial class Placement
{
    /// <summary>
    /// The thread whose mail came back by this one: the report holds its Message-ID, or it came to the return path, which names
    /// the ticket. Null where nothing of ours came back.
    /// </summary>
    private async Task<Thread?> ReturnedBy(DeskDb db, ParsedMail mail, CancellationToken cancel)
    {
        foreach (var id in mail.Undelivered)
        {
            var named = db.Outbox.Where(x => x.MessageId == id && x.Kind == MailKind.Reply);
            if (await named.AsNoTracking().FirstOrDefaultAsync(cancel) is { } sent)
                return await Of(db, sent, cancel);
        }
        if (mail.FailedRecipients.Count == 0 || NamedBy(mail) is not { } number)
            return null;
        var failed = mail.FailedRecipients.Select(x => x.ToLowerInvariant()).ToList();
        var replies = await db
            .Outbox.AsNoTracking()
            .Where(x => x.Kind == MailKind.Reply && x.State == MailState.Sent)
            .Where(x => db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
            .OrderByDescending(x => x.SentAt)
            .ToListAsync(cancel);
        var last = replies.Find(x => failed.Contains(x.Recipient.ToLowerInvariant())) ?? replies.FirstOrDefault();
        return last is null ? null : await Of(db, last, cancel);
    }

    private static async Task<Thread> Of(DeskDb db, OutgoingMail sent, CancellationToken cancel)
    {
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(x => x.Id == sent.TicketId, cancel);
        return new Thread(ticket.Number, ticket.Facts) { Returned = new(sent.EntryNumber), Unreached = sent.Recipient };
    }

    private async Task<(Received, Change?)> Bounced(
        DeskDb db,
        Message message,
        Thread thread,
        int? reply,
        CancellationToken cancel
    )
    {
        var unreached = Person.Normalize(thread.Unreached ?? "");
        await db
            .People.Where(x => x.NormalizedEmail == unreached && x.BouncesSince == null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.BouncesSince, message.ReceivedAt), cancel);
        // A copy that came back takes no contact away: it is written down.
        Happening what = reply is { } number
            ? new DeliveryFailure(number)
            : new CustomerMessage(message.Channel, message.Id, Machine: true);
        return await Add(db, message, thread, Doer.Desk, what, cancel);
    }

    /// <summary>Whoever writes from an address has it: mail reaches it again, as far as anybody can tell.</summary>
    private async Task Reaches(DeskDb db, Message message, Person? sender, CancellationToken cancel)
    {
        if (
            sender is not { BouncesSince: not null }
            || message.Mail is null
            || IsMachine(message)
            || !IsVerified(message)
        )
            return;
        await db
            .People.Where(x => x.Id == sender.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.BouncesSince, (NodaTime.Instant?)null), cancel);
    }
}
