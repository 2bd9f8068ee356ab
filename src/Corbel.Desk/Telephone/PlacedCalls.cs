using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>Keeps with a call what became of it, within the write that gives its message a place.</summary>
internal static class PlacedCalls
{
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
            call.CustodyId = custody.TicketId is null ? custody.Id : null;
            call.IsMissed = told is null;
            Settle(call, custody.TicketId, told?.To, message.TakenAt);
            if (told is not null)
                call.PersonId = message.Form!.By.Person;
        }
    }

    /// <summary>Staff gave the held message of a call a place, or put it aside: its calls follow.</summary>
    public static async Task Follow(DeskDb db, Custody custody, Instant now, CancellationToken cancel)
    {
        foreach (var call in await db.Calls.AsTracking().Where(x => x.CustodyId == custody.Id).ToListAsync(cancel))
            Settle(call, custody.TicketId, null, now);
    }

    private static void Settle(Call call, Guid? ticket, Guid? by, Instant now)
    {
        (call.TicketId, call.SettledBy) = (ticket ?? call.TicketId, by ?? call.SettledBy);
        call.SettledAt ??= now;
    }
}
