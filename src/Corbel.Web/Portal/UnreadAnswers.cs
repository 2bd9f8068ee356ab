using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Portal;

/// <summary>Which issues hold an answer of staff that this person has not had before them.</summary>
internal static class UnreadAnswers
{
    /// <summary>Of the resolved ones only those count that the person once opened: who reads mail alone is not nagged.</summary>
    public static async Task<IReadOnlySet<Guid>> Unread(
        this DeskDb db,
        Actor actor,
        IReadOnlyList<IssueRow> rows,
        CancellationToken cancel
    )
    {
        var ids = rows.Select(x => x.Id).ToList();
        var marks = await db
            .ReadMarks.Where(x => x.PersonId == actor.Person && ids.Contains(x.TicketId))
            .ToDictionaryAsync(x => x.TicketId, x => x.Entry, cancel);
        var asked = rows.Where(x => x.IsOpen || marks.ContainsKey(x.Id)).Select(x => x.Id).ToList();
        var entries = await db
            .Journal.VisibleTo(db, actor)
            .Where(x =>
                asked.Contains(x.TicketId)
                && !db.ReadMarks.Any(m => m.PersonId == actor.Person && m.TicketId == x.TicketId && m.Entry >= x.Number)
            )
            .Select(x => new { x.TicketId, x.Bytes })
            .ToListAsync(cancel);
        return entries.Where(x => Journal.Read(x.Bytes).Entry.What is StaffReply).Select(x => x.TicketId).ToHashSet();
    }
}
