using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;

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
            Role.Owner or Role.Manager or Role.Agent => tickets,
            Role.Administrator => tickets.Where(x => x.OrganisationId == organisation),
            Role.RegisteredUser or Role.PartnerUser => tickets.Where(x =>
                x.OrganisationId == organisation
                && (x.ReporterId == person || x.Participants.Any(p => p.PersonId == person))
            ),
            _ => tickets.Where(_ => false),
        };
    }

    public static IQueryable<JournalRow> VisibleTo(this IQueryable<JournalRow> entries, DeskDb db, Actor actor)
    {
        var tickets = db.Tickets.VisibleTo(actor);
        var seen = entries.Where(x => tickets.Any(t => t.Id == x.TicketId));
        return actor.IsStaff ? seen : seen.Where(x => !x.Internal);
    }

    public static IQueryable<Attachment> VisibleTo(this IQueryable<Attachment> files, DeskDb db, Actor actor)
    {
        var entries = db.Journal.VisibleTo(db, actor);
        return files.Where(x => entries.Any(e => e.TicketId == x.TicketId && e.Number == x.EntryNumber));
    }

    /// <summary>Raw messages: those behind an entry one sees; those that no ticket holds, for staff alone.</summary>
    public static IQueryable<Custody> VisibleTo(this IQueryable<Custody> messages, DeskDb db, Actor actor)
    {
        if (May.SeeHeld(actor))
            return messages;
        var entries = db.Journal.VisibleTo(db, actor);
        return messages.Where(x => entries.Any(e => e.TicketId == x.TicketId && e.Number == x.EntryNumber));
    }

    public static IQueryable<ClockRow> VisibleTo(this IQueryable<ClockRow> clocks, DeskDb db, Actor actor)
    {
        var tickets = db.Tickets.VisibleTo(actor);
        return clocks.Where(x => tickets.Any(t => t.Id == x.TicketId));
    }
}
