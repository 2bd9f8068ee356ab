using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>The views of the queue, by the name that stands in the address.</summary>
internal enum QueueView
{
    Open,
    Mine,
    Unassigned,

    /// <summary>The customer waits for a word of ours, on resolved issues too.</summary>
    Awaiting,

    /// <summary>We wait for something that we asked the customer for.</summary>
    Waiting,
    Resolved,

    /// <summary>Every ticket that fits what was searched for.</summary>
    Search,
}

internal static class QueueViews
{
    /// <summary>The view of an address; null where there is none of that name.</summary>
    public static QueueView? Of(string? name) =>
        name is null ? QueueView.Open
        : name.All(char.IsAsciiLetterLower) && Enum.TryParse<QueueView>(name, ignoreCase: true, out var view) ? view
        : null;

    public static string Key(this QueueView view) => view.ToString().ToLowerInvariant();

    public static string Address(this QueueView view) => view == QueueView.Open ? "/console" : $"/console/{view.Key()}";

    /// <summary>
    /// The tickets of a view. Resolving is no answer: an issue that was resolved before anybody answered stays in the queue
    /// while its promise can still be kept.
    /// </summary>
    public static IQueryable<Ticket> In(
        this IQueryable<Ticket> tickets,
        DeskDb db,
        QueueView view,
        Actor me,
        Instant now
    )
    {
        var read = ReadByDesk(db, me);
        var person = me.Person;
        // The stored column first: an index holds what it says, in the order of the queue.
        var open = tickets.Where(x => x.Queued && (x.Status == TicketStatus.Open || x.NextDueAt > now));
        return view switch
        {
            QueueView.Open => open,
            QueueView.Mine => open.Where(x => x.AssigneeId == person),
            QueueView.Unassigned => open.Where(x => x.AssigneeId == null),
            // A word of thanks on a resolved issue waits until one of us has read it, not for an answer.
            QueueView.Awaiting => tickets.Where(x =>
                (x.ContactAt == null && x.DueAt > now)
                || (x.Queued && x.Status != TicketStatus.Open && x.NextDueAt > now)
                || (
                    x.AwaitsAnswer
                    && (x.Status == TicketStatus.Open || !read.Any(r => r.TicketId == x.Id && r.Entry >= x.LastEntry))
                )
            ),
            QueueView.Waiting => tickets.Where(x => x.WaitsSince != null && x.Status == TicketStatus.Open),
            QueueView.Resolved => tickets.Where(x => x.Status == TicketStatus.Resolved),
            _ => tickets,
        };
    }

    /// <summary>How far the people have read who work on the same desk.</summary>
    public static IQueryable<ReadMark> ReadByDesk(DeskDb db, Actor me)
    {
        var people = db.People.OnDesk(me.OwnDesk);
        return db.ReadMarks.Where(x => people.Any(p => p.Id == x.PersonId));
    }
}
