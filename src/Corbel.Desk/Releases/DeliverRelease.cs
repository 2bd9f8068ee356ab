using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>What a delivery reached.</summary>
/// <param name="Customers">Customers that it reached for the first time, and whose administrators were mailed.</param>
public sealed record Delivered(Guid Delivery, IReadOnlyList<Guid> Customers);

/// <summary>
/// Delivers a release to a ring or to all: to the customers whose order form covers its product then, and to none of them
/// twice. Their administrators are mailed, and the people on tickets that it fixes are asked whether it holds.
/// </summary>
public sealed class DeliverRelease(GroupWriter writer, ReleaseMails mails, IClock clock)
{
    /// <param name="by">A manager or the owner.</param>
    /// <param name="release">The release.</param>
    /// <param name="ring">The ring; null for all.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public Task<Outcome<Delivered>> Run(Actor by, Guid release, Guid? ring, CancellationToken cancel = default) =>
        ReleaseRefusals.May(by)
            ? writer.Write((db, token) => Deliver(db, by, release, ring, token), cancel)
            : Task.FromResult<Outcome<Delivered>>(ReleaseRefusals.NotForYou);

    private async Task<Outcome<Delivered>> Deliver(DeskDb db, Actor by, Guid id, Guid? ring, CancellationToken cancel)
    {
        await db.Take(LockOf(id), cancel);
        var now = Journal.Grain(clock.GetCurrentInstant());
        if (await db.Releases.AsTracking().SingleOrDefaultAsync(x => x.Id == id, cancel) is not { } release)
            return ReleaseRefusals.NoSuchRelease;
        if (ring is not null && !await db.Rings.AnyAsync(x => x.Id == ring, cancel))
            return ReleaseRefusals.NoSuchRing;
        if (
            release.State == ReleaseState.ToAll
            || await db.ReleaseDeliveries.AnyAsync(x => x.ReleaseId == id && x.RingId == ring, cancel)
        )
            return ReleaseRefusals.AlreadyDelivered;
        var covered = Covered(db, release.ProductId, now);
        var customers = await covered
            .Where(x => ring == null || db.RingMembers.Any(y => y.RingId == ring && y.OrganisationId == x))
            .Where(x => !db.ReleaseReaches.Any(y => y.ReleaseId == id && y.OrganisationId == x))
            .ToListAsync(cancel);
        var delivery = new ReleaseDelivery
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            ReleaseId = id,
            RingId = ring,
            At = now,
            By = by.Person,
        };
        db.ReleaseDeliveries.Add(delivery);
        db.ReleaseReaches.AddRange(
            customers.Select(x => new ReleaseReach
            {
                ReleaseId = id,
                OrganisationId = x,
                DeliveryId = delivery.Id,
                At = now,
            })
        );
        release.State = ring is null ? ReleaseState.ToAll : ReleaseState.InRings;
        await mails.Delivered(db, release, customers, now, cancel);
        await mails.AskWhetherItHolds(db, release, customers, now, cancel);
        return new Delivered(delivery.Id, customers);
    }

    internal static string LockOf(Guid release) => $"release {release}";

    /// <summary>The customers of which an order form covers a product at an instant.</summary>
    internal static IQueryable<Guid> Covered(DeskDb db, Guid product, Instant at) =>
        db
            .OrderForms.Where(x => x.WithdrawnAt == null)
            .Where(x =>
                x.Lines.Any(y => y.ProductId == product && y.FromAt <= at && (y.UntilAt == null || y.UntilAt > at))
            )
            .Select(x => x.OrganisationId)
            .Distinct();
}
