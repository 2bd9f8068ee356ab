using Corbel.Core.Access;

namespace Corbel.Desk.Releases;

/// <summary>Who reads an order form and its signed document.</summary>
public static class OrderVisibility
{
    /// <summary>Staff all; a customer's administrators its own, as long as they stand.</summary>
    public static IQueryable<OrderForm> VisibleTo(this IQueryable<OrderForm> orders, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor switch
        {
            { IsStaff: true } => orders,
            { Role: Role.Administrator } => orders.Where(x =>
                x.OrganisationId == organisation && x.WithdrawnAt == null
            ),
            _ => orders.Where(x => false),
        };
    }
}
