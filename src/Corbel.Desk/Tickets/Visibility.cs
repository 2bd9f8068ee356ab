using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Telephone;

namespace Corbel.Desk.Tickets;

/// <summary>
/// The one choke point for what a person may see: tickets, entries, files and raw messages are read through
/// <c>VisibleTo</c> and in no other way. It says in SQL what <see cref="May"/> says in C#; a test holds one against the other.
/// </summary>
public static class Visibility
{
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, Actor actor)
    {
        var (person, organisation) = (actor.Person, actor.Organisation);
        return actor.Role switch
        {
            Role.Owner or Role.Manager or Role.Agent => tickets.WorkedBy(actor),
            Role.Administrator => tickets.Where(x =>
                x.DeskId == organisation || (x.DeskId == null && x.OrganisationId == organisation)
            ),
            Role.DeskAgent => tickets
                .OpenTo(actor)
                .Where(x =>
                    x.DeskId == organisation
                    || (
                        x.OrganisationId == organisation
                        && (
                            (x.DeskId == null && x.HandedOverFrom != null)
                            || x.ReporterId == person
                            || x.Participants.Any(p => p.PersonId == person)
                        )
                    )
                ),
            Role.RegisteredUser or Role.PartnerUser => tickets
                .OpenTo(actor)
                .Where(x =>
                    x.OrganisationId == organisation
                    && (x.ReporterId == person || x.Participants.Any(p => p.PersonId == person))
                ),
            _ => tickets.Where(_ => false),
        };
    }

    /// <summary>The tickets on the desk that a person works on: <see cref="May.Work"/> in SQL.</summary>
    public static IQueryable<Ticket> WorkedBy(this IQueryable<Ticket> tickets, Actor actor)
    {
        var open = tickets.OpenTo(actor);
        if (actor.IsStaff)
            return open.Where(x => x.DeskId == null);
        return actor.OwnDesk is { } desk ? open.Where(x => x.DeskId == desk) : open.Where(_ => false);
    }

    /// <summary>What marks leave open to a person: <see cref="May.Opens"/> in SQL.</summary>
    private static IQueryable<Ticket> OpenTo(this IQueryable<Ticket> tickets, Actor actor)
    {
        var (person, opens) = (actor.Person, actor.Opens.ToArray());
        return actor.Role switch
        {
            Role.Administrator => tickets,
            _ when !actor.IsStaff => tickets.Where(x =>
                x.Mark == null || x.ReporterId == person || x.Listed.Any(p => p.PersonId == person)
            ),
            // Nearly everybody, nearly always: no list to compare with.
            _ when opens.Length == 0 => tickets.Where(x => x.Mark == null),
            _ => tickets.Where(x =>
                x.Mark == null || (opens.Contains(x.Mark) && (!x.NeedsList || x.Listed.Any(p => p.PersonId == person)))
            ),
        };
    }

    public static IQueryable<JournalRow> VisibleTo(this IQueryable<JournalRow> entries, DeskDb db, Actor actor)
    {
        var tickets = db.Tickets.VisibleTo(actor);
        var seen = entries.Where(x => tickets.Any(t => t.Id == x.TicketId));
        // Staff see no ticket that they do not work on.
        if (actor.IsStaff)
            return seen;
        var worked = db.Tickets.WorkedBy(actor);
        return actor.WorksOnADesk
            ? seen.Where(x => !x.Internal || worked.Any(t => t.Id == x.TicketId))
            : seen.Where(x => !x.Internal);
    }

    public static IQueryable<Attachment> VisibleTo(this IQueryable<Attachment> files, DeskDb db, Actor actor)
    {
        var (entries, staff) = (db.Journal.VisibleTo(db, actor), actor.IsStaff);
        return files.Where(x =>
            (staff || !x.StaffOnly) && entries.Any(e => e.TicketId == x.TicketId && e.Number == x.EntryNumber)
        );
    }

    /// <summary>
    /// Raw messages: those behind an entry one sees. Staff see those besides that no ticket holds, or that came again; but
    /// of a message on a customer's own desk neither the first delivery nor the second.
    /// </summary>
    public static IQueryable<Custody> VisibleTo(this IQueryable<Custody> messages, DeskDb db, Actor actor)
    {
        if (May.SeeHeld(actor))
        {
            var (opens, tickets) = (actor.Opens.ToArray(), db.Tickets.VisibleTo(actor));
            var hidden = db.Custodies.Where(x =>
                x.TicketId != null ? !tickets.Any(t => t.Id == x.TicketId) : x.Mark != null && !opens.Contains(x.Mark)
            );
            return messages.Where(x => !hidden.Any(h => h.Id == x.Id || h.Id == x.SameAs));
        }
        var entries = db.Journal.VisibleTo(db, actor);
        return messages.Where(x => entries.Any(e => e.TicketId == x.TicketId && e.Number == x.EntryNumber));
    }

    /// <summary>
    /// Mails of the desk on their way out: of tickets one works on, and for staff those of no ticket. What they say is not
    /// read here, since a link that signs somebody in is among them.
    /// </summary>
    public static IQueryable<OutgoingMail> VisibleTo(this IQueryable<OutgoingMail> mails, DeskDb db, Actor actor)
    {
        var (staff, worked) = (actor.IsStaff, db.Tickets.WorkedBy(actor));
        return mails.Where(x => x.TicketId == null ? staff : worked.Any(t => t.Id == x.TicketId));
    }

    public static IQueryable<ClockRow> VisibleTo(this IQueryable<ClockRow> clocks, DeskDb db, Actor actor)
    {
        var tickets = db.Tickets.VisibleTo(actor);
        return clocks.Where(x => tickets.Any(t => t.Id == x.TicketId));
    }

    /// <summary>Calls are for the provider's staff: who called belongs to no customer until it stands on a ticket.</summary>
    public static IQueryable<Call> VisibleTo(this IQueryable<Call> calls, Actor actor) =>
        May.SeeHeld(actor) ? calls : calls.Where(_ => false);
}
