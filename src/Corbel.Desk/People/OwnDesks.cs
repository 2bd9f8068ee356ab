using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.People;

/// <summary>
/// Which customers run a desk of their own (clause 3): those with partners, with desk agents, or with a policy for it. A
/// customer without any of these is not offered one.
/// </summary>
public static class OwnDesks
{
    public static Task<bool> HasOwnDesk(this DeskDb db, Guid customer, CancellationToken cancel) =>
        db.Organisations.AnyAsync(
            x =>
                x.Id == customer
                && x.Kind == OrganisationKind.Customer
                && (
                    db.Organisations.Any(p => p.CustomerId == customer)
                    || db.People.Any(p =>
                        p.OrganisationId == customer && p.Role == Role.DeskAgent && p.DeactivatedAt == null
                    )
                    || db.DeskPolicies.Any(p => p.DeskId == customer)
                ),
            cancel
        );

    /// <summary>The name of the customer that a partner belongs to; null where it is no partner.</summary>
    public static Task<string?> CustomerOf(this DeskDb db, Guid partner, CancellationToken cancel) =>
        db
            .Organisations.Where(x => x.Id == partner)
            .Join(db.Organisations, x => x.CustomerId, x => x.Id, (_, customer) => customer.Name)
            .SingleOrDefaultAsync(cancel);

    /// <summary>The people who work on a desk: the provider's, where none is named.</summary>
    public static IQueryable<Person> OnDesk(this IQueryable<Person> people, Guid? desk) =>
        desk is { } customer
            ? people.Where(x =>
                x.OrganisationId == customer && (x.Role == Role.Administrator || x.Role == Role.DeskAgent)
            )
            : people.Where(x => x.Role == Role.Owner || x.Role == Role.Manager || x.Role == Role.Agent);

    /// <summary>The managers of the provider; the owner where there is no manager.</summary>
    public static async Task<List<Person>> Managers(this DeskDb db, CancellationToken cancel)
    {
        var people = await db
            .People.AsNoTracking()
            .Where(x => x.DeactivatedAt == null && (x.Role == Role.Manager || x.Role == Role.Owner))
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        var managers = people.FindAll(x => x.Role == Role.Manager);
        return managers.Count > 0 ? managers : people;
    }
}
