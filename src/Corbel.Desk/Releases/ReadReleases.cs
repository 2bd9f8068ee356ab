using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>A release that reached a customer, as a report tells of it.</summary>
/// <param name="Id">The release.</param>
/// <param name="Product">The product's name.</param>
/// <param name="Number">As the provider counts.</param>
/// <param name="TitleEn">In English.</param>
/// <param name="TitleNl">In Dutch.</param>
/// <param name="At">When it reached the customer.</param>
/// <param name="Ring">The ring it came by; null where it went to all.</param>
/// <param name="Fixed">Numbers of the customer's tickets that it fixes, as far as the reader sees them.</param>
public sealed record DeliveredRelease(
    Guid Id,
    string Product,
    string Number,
    string TitleEn,
    string TitleNl,
    Instant At,
    string? Ring,
    ImmutableArray<FixedTicket> Fixed
);

/// <summary>A ticket that a release fixes, and what all its people together said of it.</summary>
public sealed record FixedTicket(long Number, string Subject, FixAnswer Answer);

/// <summary>Reads the releases that reached one customer: for a report.</summary>
public static class ReadReleases
{
    /// <summary>Those delivered to one customer in a stretch of time, the first first.</summary>
    /// <param name="db">Where it is read.</param>
    /// <param name="reader">Staff, or somebody of the customer: nobody else reads anything.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="stretch">Its end is not included.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<DeliveredRelease>> Delivered(
        DeskDb db,
        Actor reader,
        Guid customer,
        Interval stretch,
        CancellationToken cancel = default
    )
    {
        if (!May.SeeContract(reader, customer))
            return [];
        var tickets = db.Tickets.VisibleTo(reader).Where(x => x.OrganisationId == customer);
        return await Delivered(db, tickets, customer, stretch, cancel);
    }

    internal static async Task<IReadOnlyList<DeliveredRelease>> Delivered(
        DeskDb db,
        IQueryable<Ticket> tickets,
        Guid customer,
        Interval stretch,
        CancellationToken cancel
    )
    {
        var (start, end) = (stretch.Start, stretch.End);
        var reached = await (
            from reach in db.ReleaseReaches
            join release in db.Releases on reach.ReleaseId equals release.Id
            join product in db.Products on release.ProductId equals product.Id
            join delivery in db.ReleaseDeliveries on reach.DeliveryId equals delivery.Id
            join ring in db.Rings on delivery.RingId equals ring.Id into rings
            from ring in rings.DefaultIfEmpty()
            where reach.OrganisationId == customer && reach.At >= start && reach.At < end
            orderby reach.At, release.Number
            select new
            {
                release,
                Product = product.Name,
                reach.At,
                Ring = ring == null ? null : ring.Name,
            }
        ).ToListAsync(cancel);
        var ids = reached.ConvertAll(x => x.release.Id);
        var fixes = await db
            .TicketFixes.Where(x => ids.Contains(x.ReleaseId))
            .Join(
                tickets,
                x => x.TicketId,
                x => x.Id,
                (fix, ticket) =>
                    new
                    {
                        fix,
                        ticket.Number,
                        ticket.Subject,
                    }
            )
            .ToListAsync(cancel);
        var asks = (await db.FixAsks.Where(x => ids.Contains(x.ReleaseId)).ToListAsync(cancel)).ToLookup(x =>
            (x.TicketId, x.ReleaseId)
        );
        return
        [
            .. reached.Select(x => new DeliveredRelease(
                x.release.Id,
                x.Product,
                x.release.Number,
                x.release.TitleEn,
                x.release.TitleNl,
                x.At,
                x.Ring,
                [
                    .. fixes
                        .Where(y => y.fix.ReleaseId == x.release.Id)
                        .OrderBy(y => y.Number)
                        .Select(y => new FixedTicket(
                            y.Number,
                            y.Subject,
                            ReadFixes.Together([.. asks[(y.fix.TicketId, y.fix.ReleaseId)].Select(z => z.Answer)])
                        )),
                ]
            )),
        ];
    }
}
