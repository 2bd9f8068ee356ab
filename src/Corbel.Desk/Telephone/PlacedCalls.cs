using Corbel.Core.Intake;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>Keeps with a call what became of it, within the write that gives its message a place.</summary>
internal static class PlacedCalls
{
    /// <summary>
    /// Somebody was quicker with the call behind a message: who writes it down finds it on a ticket, what becomes of it by
    /// itself finds it settled. Until the commit nobody else gives that call a place.
    /// </summary>
    /// <returns>Null where the message may have its place.</returns>
    public static async Task<Received?> Before(DeskDb db, Message message, CancellationToken cancel)
    {
        if (message.Form is not { Call.Id: var id } form)
            return null;
        await db.Take(NameOf(id), cancel);
        var call = await db.Calls.AsNoTracking().SingleAsync(x => x.Id == id, cancel);
        var done = form.Told is null
            ? call.SettledAt is not null || call.CustodyId is not null
            : call.TicketId is not null;
        return done ? new Received(message.Id, CustodyState.Duplicate, null) : null;
    }

    /// <summary>Until the commit nobody else gives the calls of a held message a place.</summary>
    public static async Task Take(DeskDb db, Guid held, CancellationToken cancel)
    {
        var calls = db.Calls.Where(x => x.CustodyId == held).OrderBy(x => x.Id).Select(x => x.Id);
        foreach (var id in await calls.ToListAsync(cancel))
            await db.Take(NameOf(id), cancel);
    }

    /// <summary>The call behind a message is on the ticket, or with the held message, that the message became.</summary>
    public static async Task Note(DeskDb db, Message message, CancellationToken cancel)
    {
        var custody = db.Inserted.OfType<Custody>().FirstOrDefault(x => x.Id == message.Id);
        if (!message.IsCall || custody is null)
            return;
        var calls = message switch
        {
            { Form.Call.Id: var id } => db.Calls.Where(x => x.Id == id),
            { Voicemail.Calls: var ids } => db.Calls.Where(x => ids.Contains(x.Id)),
            _ => db.Calls.Where(_ => false),
        };
        var told = message.Form?.Told;
        foreach (var call in await calls.AsTracking().ToListAsync(cancel))
        {
            var released = told is not null && await Release(db, call, cancel);
            call.CustodyId =
                custody.TicketId is null ? custody.Id
                : released ? call.CustodyId
                : null;
            if (told is not null)
                call.PersonId = message.Form!.By.Person;
            // Who answered may still write down what nobody has.
            if (message.Form is { Call.Unwritten: true })
                continue;
            call.IsMissed = told is null;
            Settle(call, custody.TicketId, told?.To, message.TakenAt);
        }
    }

    /// <summary>Staff gave the held message of a call a place, or put it aside: its calls follow.</summary>
    public static async Task Follow(DeskDb db, Custody custody, Instant now, CancellationToken cancel)
    {
        foreach (var call in await db.Calls.AsTracking().Where(x => x.CustodyId == custody.Id).ToListAsync(cancel))
            Settle(call, custody.TicketId, null, now);
    }

    /// <summary>The call needs nothing more: the held message that nobody wrote it down goes with it.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> Release(DeskDb db, Call call, CancellationToken cancel)
    {
        var held = await db
            .Custodies.AsTracking()
            .Where(x => x.State == CustodyState.Held && x.Hold == HoldReason.UnwrittenCall)
            .SingleOrDefaultAsync(x => x.Id == call.CustodyId, cancel);
        if (held is not null)
            held.State = CustodyState.Dismissed;
        return held is not null;
    }

    /// <summary>Names the call among what is taken for one transaction alone.</summary>
    public static string NameOf(Guid call) => $"call:{call}";

    private static void Settle(Call call, Guid? ticket, Guid? by, Instant now)
    {
        (call.TicketId, call.SettledBy) = (ticket ?? call.TicketId, by ?? call.SettledBy);
        call.SettledAt ??= now;
    }
}
