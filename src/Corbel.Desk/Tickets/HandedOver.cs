using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>The two tickets of one issue that a customer's own desk handed over, as far as a person sees both.</summary>
public sealed class HandedOver(ReadTicket read)
{
    /// <summary>The ticket on the provider's desk; null where the issue was not handed over, or is not for this person.</summary>
    public async Task<TicketView?> With(DeskDb db, Actor by, Ticket own, CancellationToken cancel = default) =>
        await NumberOf(db, by, own.HandedOverTo, cancel) is { } number ? await read.Run(db, by, number, cancel) : null;

    /// <summary>The number of a ticket by its key, for who may see it.</summary>
    public static async Task<long?> NumberOf(DeskDb db, Actor by, Guid? ticket, CancellationToken cancel = default) =>
        ticket is { } id
            ? await db
                .Tickets.VisibleTo(by)
                .Where(x => x.Id == id)
                .Select(x => (long?)x.Number)
                .SingleOrDefaultAsync(cancel)
            : null;
}
