using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>How far a person has read an issue. It says nothing about the issue, so it stands outside the journal.</summary>
public sealed class ReadMark
{
    public Guid PersonId { get; init; }
    public Guid TicketId { get; init; }

    /// <summary>The number of the last entry that the person had before them.</summary>
    public int Entry { get; set; }
}

/// <summary>Notes that a person has an issue's entries before them; writes only where there is something new among them.</summary>
public sealed class MarkRead(GroupWriter writer)
{
    public async Task Run(DeskDb db, Actor by, TicketView view, CancellationToken cancel = default)
    {
        var (person, ticket, last) = (by.Person, view.Ticket.Id, view.Entries[^1].Entry.Number);
        var known = db.ReadMarks.Where(x => x.PersonId == person && x.TicketId == ticket);
        if (await known.AnyAsync(x => x.Entry >= last, cancel))
            return;
        await writer.Write(
            async (write, token) =>
            {
                var mark = await write.ReadMarks.FindAsync([person, ticket], token);
                if (mark is null)
                    write.ReadMarks.Add(
                        new ReadMark
                        {
                            PersonId = person,
                            TicketId = ticket,
                            Entry = last,
                        }
                    );
                else
                    mark.Entry = Math.Max(mark.Entry, last);
            },
            cancel
        );
    }
}
