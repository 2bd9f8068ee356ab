using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>Which sessions somebody sees: the same rule as <see cref="Core.Sessions.SessionRights.SeeSession" />, as a query.</summary>
public static class SessionVisibility
{
    /// <summary>Staff see all, administrators those of their organisation, its other people those they are invited to.</summary>
    public static IQueryable<Session> VisibleTo(this IQueryable<Session> sessions, Actor actor)
    {
        var (organisation, person) = (actor.Organisation, actor.Person);
        return actor switch
        {
            { IsStaff: true } => sessions,
            { Role: Role.Administrator } => sessions.Where(x => x.OrganisationId == organisation),
            { Role: Role.PartnerUser } => sessions.Where(x => false),
            _ => sessions.Where(x => x.OrganisationId == organisation && x.Attendees.Any(y => y.PersonId == person)),
        };
    }

    /// <summary>Proposals with their documents: staff all, a customer's administrators its own, as long as they stand.</summary>
    public static IQueryable<Proposal> VisibleTo(this IQueryable<Proposal> proposals, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor switch
        {
            { IsStaff: true } => proposals,
            { Role: Role.Administrator } => proposals.Where(x =>
                x.OrganisationId == organisation && x.WithdrawnAt == null
            ),
            _ => proposals.Where(x => false),
        };
    }

    /// <summary>Times that a customer can book: offered to it or to any, not begun, with a seat left.</summary>
    public static IQueryable<SessionSlot> FreeFor(
        this IQueryable<SessionSlot> slots,
        DeskDb db,
        Guid customer,
        Instant now
    ) =>
        slots
            .Where(x => x.WithdrawnAt == null && x.StartsAt > now)
            .Where(x => x.OrganisationId == null || x.OrganisationId == customer)
            .Where(x => db.Sessions.Count(y => y.SlotId == x.Id && y.State != SessionState.Cancelled) < x.Seats)
            .OrderBy(x => x.StartsAt);
}
