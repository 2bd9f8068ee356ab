using System.Collections.Immutable;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>A release that fixes a ticket, and what its people said of it.</summary>
/// <param name="Release">Product and number.</param>
/// <param name="ToldAt">When they were asked; null while the release has not reached them.</param>
/// <param name="Asked">Each who was asked, by name.</param>
public sealed record FixOfTicket(string Release, Instant? ToldAt, ImmutableArray<AskedPerson> Asked)
{
    /// <summary>
    /// Everybody asked said that it holds, since the ticket was last opened: what was said of an earlier time proves nothing.
    /// </summary>
    public bool IsConfirmed(Instant openSince) =>
        ReadFixes.Together([.. Asked.Select(x => x.Answer)]) == FixAnswer.Holds
        && Asked.All(x => x.AnsweredAt >= openSince);
}

/// <summary>Who was asked, and what they said last.</summary>
public sealed record AskedPerson(string Name, FixAnswer Answer, Instant? AnsweredAt);

/// <summary>Reads in which releases a ticket is fixed, for staff.</summary>
public static class ReadFixes
{
    /// <summary>What all of them together said: one no is a no, and a yes takes everybody's.</summary>
    public static FixAnswer Together(IReadOnlyCollection<FixAnswer> answers) =>
        answers.Contains(FixAnswer.HoldsNot) ? FixAnswer.HoldsNot
        : answers.Count > 0 && answers.All(x => x == FixAnswer.Holds) ? FixAnswer.Holds
        : FixAnswer.None;

    /// <summary>Those of a ticket that the reader has loaded through the actor, the last that was marked first.</summary>
    public static async Task<IReadOnlyList<FixOfTicket>> Of(DeskDb db, Guid ticket, CancellationToken cancel)
    {
        var fixes = await (
            from fix in db.TicketFixes
            where fix.TicketId == ticket
            join release in db.Releases on fix.ReleaseId equals release.Id
            join product in db.Products on release.ProductId equals product.Id
            orderby fix.At descending, release.Number descending
            select new { Fix = fix, Name = product.Name + " " + release.Number }
        ).ToListAsync(cancel);
        if (fixes.Count == 0)
            return [];
        // Who left cannot answer any more, and holds nothing up.
        var asks = await db
            .FixAsks.Where(x => x.TicketId == ticket)
            .Join(db.People, x => x.PersonId, x => x.Id, (ask, person) => new { Ask = ask, Person = person })
            .Where(x => x.Person.DeactivatedAt == null || x.Ask.Answer != FixAnswer.None)
            .OrderBy(x => x.Person.Name)
            .ToListAsync(cancel);
        return
        [
            .. fixes.Select(x => new FixOfTicket(
                x.Name,
                x.Fix.ToldAt,
                [
                    .. asks.Where(y => y.Ask.ReleaseId == x.Fix.ReleaseId)
                        .Select(y => new AskedPerson(y.Person.Name, y.Ask.Answer, y.Ask.AnsweredAt)),
                ]
            )),
        ];
    }

    /// <summary>The releases that come to a customer: they reached it, or an order form covers their product from now on.</summary>
    public static IQueryable<Release> Choices(DeskDb db, Guid customer, Instant now) =>
        db.Releases.Where(x =>
            db.ReleaseReaches.Any(y => y.ReleaseId == x.Id && y.OrganisationId == customer)
            || db.OrderForms.Any(y =>
                y.OrganisationId == customer
                && y.WithdrawnAt == null
                && y.Lines.Any(z => z.ProductId == x.ProductId && (z.UntilAt == null || z.UntilAt > now))
            )
        );
}
