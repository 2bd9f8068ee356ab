using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Telephone;

/// <summary>
/// The call-back that is still owed to a number: a ticket that a missed call or a voicemail opened and nobody has answered
/// yet, or a held message of it. Later calls of the same number join it.
/// </summary>
internal static class CallBack
{
    /// <returns>The newest such ticket with its reporter; null where there is none.</returns>
    public static Task<Ticket?> Ticket(DeskDb db, string number, CancellationToken cancel) =>
        db
            .Tickets.AsNoTracking()
            .Include(x => x.Reporter)
            .Where(x => x.Status == TicketStatus.Open && x.ContactAt == null && x.Channel == Channel.Telephone)
            .Where(x => db.Calls.Any(c => c.TicketId == x.Id && c.From == number && c.IsMissed))
            .OrderByDescending(x => x.Number)
            .FirstOrDefaultAsync(cancel);

    /// <returns>The held message of a missed call by that number; null where there is none.</returns>
    public static Task<Guid?> Held(DeskDb db, string number, CancellationToken cancel) =>
        db
            .Custodies.Where(x => x.State == CustodyState.Held && x.Channel == Channel.Telephone && x.Sender == number)
            // One that was answered is another matter.
            .Where(x => x.Hold != HoldReason.UnwrittenCall)
            .OrderByDescending(x => x.ReceivedAt)
            .Select(x => (Guid?)x.Id)
            .FirstOrDefaultAsync(cancel);
}
