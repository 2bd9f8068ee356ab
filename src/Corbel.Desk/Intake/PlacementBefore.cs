using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Intake;

public sealed partial class Placement
{
    /// <summary>The same delivery again, or the same message by another delivery; else the message to place.</summary>
    private static async Task<(Received? Before, Message Own)> Before(
        DeskDb db,
        Message message,
        CancellationToken cancel
    )
    {
        var key = message.Mail?.MessageKey;
        // A key that comes back with other bytes is another delivery: its sender counts badly, and must lose nothing.
        var other = $"{message.CustodyKey}#{message.Sha256}";
        var before = await db
            .Custodies.AsNoTracking()
            .Where(x =>
                x.CustodyKey == message.CustodyKey
                || x.CustodyKey == other
                || (x.MessageKey == key && key != null && x.SameAs == null)
            )
            // The first receipt before its repetitions, which may bear the same time.
            .OrderBy(x => x.SameAs != null)
            .ThenBy(x => x.TakenAt)
            .ToListAsync(cancel);
        if (before.Count == 0)
            return (await SameBytes(db, message, cancel), message);
        var delivery = before.Find(x =>
            x.CustodyKey == other || (x.CustodyKey == message.CustodyKey && x.Sha256 == message.Sha256)
        );
        if (delivery is not null)
            return (new Received(delivery.Id, delivery.State, await NumberOf(db, delivery, cancel)), message);
        if (before.Exists(x => x.CustodyKey == message.CustodyKey))
            message = message with { CustodyKey = other };
        if (before.Find(x => key is not null && x.MessageKey == key) is not { } same)
            return (null, message);
        var second = message.ToCustody(CustodyState.Duplicate, same.SameAs ?? same.Id);
        db.Inserted.Add(second);
        await SealJobs.Again(db, second.SameAs!.Value, message.TakenAt, cancel);
        return (new Received(second.Id, CustodyState.Duplicate, await NumberOf(db, same, cancel)), message);
    }

    /// <summary>
    /// A mail without a key of its own, in a mailbox that was numbered anew: the header that its servers wrote names the
    /// delivery, so the same bytes are the same one.
    /// </summary>
    private static async Task<Received?> SameBytes(DeskDb db, Message message, CancellationToken cancel)
    {
        if (message is not { SameBytesUnder: { } prefix } || message.Mail?.MessageKey is not null)
            return null;
        var same = await db
            .Custodies.AsNoTracking()
            .Where(x => x.Sha256 == message.Sha256 && x.CustodyKey.StartsWith(prefix) && x.SameAs == null)
            .OrderBy(x => x.TakenAt)
            .FirstOrDefaultAsync(cancel);
        if (same is null)
            return null;
        var second = message.ToCustody(CustodyState.Duplicate, same.Id);
        db.Inserted.Add(second);
        await SealJobs.Again(db, same.Id, message.TakenAt, cancel);
        return new Received(second.Id, CustodyState.Duplicate, await NumberOf(db, same, cancel));
    }

    private static Task<long?> NumberOf(DeskDb db, Custody custody, CancellationToken cancel)
    {
        var first = custody.SameAs ?? custody.Id;
        return db
            .Custodies.Where(x => x.Id == first)
            .Join(db.Tickets, x => x.TicketId, x => x.Id, (_, ticket) => (long?)ticket.Number)
            .SingleOrDefaultAsync(cancel);
    }
}
