using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// How many issues became marked in a stretch of time, and how many of those that are marked went to cleared staff then.
/// Sums of the contract: they count every ticket on the provider's desk and give out nothing else.
/// </summary>
/// <param name="Marked">Issues that bore no mark before.</param>
/// <param name="Passed">Issues whose customer was told that cleared staff have it.</param>
public readonly record struct MarkTotals(int Marked, int Passed)
{
    /// <param name="db">The database.</param>
    /// <param name="organisation">One customer; null for all.</param>
    /// <param name="when">The stretch of time.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<MarkTotals> Read(
        DeskDb db,
        Guid? organisation,
        Interval when,
        CancellationToken cancel = default
    )
    {
        // A mark that was taken off leaves the key behind it; the list too, where the key was away then.
        var borne = db
            .Tickets.Where(x => x.DeskId == null && (organisation == null || x.OrganisationId == organisation))
            .Where(x => x.Mark != null || x.NeedsList || x.Listed.Any() || db.OwnerKeys.Any(k => k.OwnerId == x.Id));
        var rows = await db
            .Journal.Where(x => borne.Any(t => t.Id == x.TicketId))
            .OrderBy(x => x.TicketId)
            .ThenBy(x => x.Number)
            .Select(x => new { x.TicketId, x.Bytes })
            .ToListAsync(cancel);
        var totals = new MarkTotals();
        foreach (var ticket in rows.GroupBy(x => x.TicketId))
        {
            string? stands = null;
            foreach (var entry in ticket.Select(x => Journal.Read(x.Bytes).Entry))
            {
                if (when.Contains(entry.HappenedAt))
                    totals = totals.With(entry.What, stands);
                stands = entry.What switch
                {
                    Marking x => x.Stands,
                    MarkLowering x => x.Stands,
                    _ => stands,
                };
            }
        }
        return totals;
    }

    private MarkTotals With(Happening what, string? before) =>
        what switch
        {
            Marking when before is null => this with { Marked = Marked + 1 },
            MarkNotice { News: MarkNews.HasPassed } => this with { Passed = Passed + 1 },
            _ => this,
        };
}
