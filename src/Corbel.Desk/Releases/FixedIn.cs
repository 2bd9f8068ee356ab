using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Releases;

/// <summary>
/// Says that a ticket is fixed in a release (clause 2.3): a note in its journal, and a link that the delivery follows. Where
/// the customer has the release already, its people are asked at once whether it holds.
/// </summary>
public sealed class FixedIn(TicketWork work, ReleaseMails mails)
{
    /// <returns>The number of the note's entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, Guid release, CancellationToken cancel = default) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                // A release is the provider's own: what lies on a customer's desk is not fixed by it.
                if (!by.IsStaff || !scene.Works)
                    return Refusals.NotForYou;
                var db = scene.Db;
                // Nobody delivers it meanwhile, or its people would be asked by neither.
                await db.Take(DeliverRelease.LockOf(release), token);
                var found = await db.Releases.AsNoTracking().SingleOrDefaultAsync(x => x.Id == release, token);
                if (found is null)
                    return ReleaseRefusals.NoSuchRelease;
                var id = scene.Row.Id;
                if (await db.TicketFixes.AnyAsync(x => x.TicketId == id && x.ReleaseId == release, token))
                    return Refusal.Of(
                        "fixed-already",
                        "This ticket is marked as fixed in that release already.",
                        "Deze melding staat al als opgelost in die release."
                    );
                var customer = scene.Row.OrganisationId;
                if (!await ReadFixes.Choices(db, customer, scene.Now).AnyAsync(x => x.Id == release, token))
                    return Refusal.Of(
                        "fix-not-ordered",
                        "That release does not come to this customer: no order form covers its product.",
                        "Die release komt niet bij deze klant: geen bestelformulier dekt het product."
                    );
                var product = await db
                    .Products.Where(x => x.Id == found.ProductId)
                    .Select(x => x.Name)
                    .SingleAsync(token);
                var note = scene.Append(new StaffNote(), new Words(null, $"Fixed in {product} {found.Number}."));
                var fix = new TicketFix
                {
                    TicketId = id,
                    ReleaseId = release,
                    By = by.Person,
                    At = scene.Now,
                };
                db.TicketFixes.Add(fix);
                if (
                    await db.ReleaseReaches.AnyAsync(x => x.ReleaseId == release && x.OrganisationId == customer, token)
                )
                    await mails.Ask(db, fix, found, scene.Row, scene.Now, token);
                return note;
            },
            cancel
        );
}
