using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>Sets or raises the mark of an issue, of one message of it, or of one file (clause 11).</summary>
public sealed class MarkIssue(TicketWork work, Clearances clearances, MarkMoment moment)
{
    /// <param name="by">The person of the customer; or staff, who write down that the customer said so.</param>
    /// <param name="ticket">The ticket's number.</param>
    /// <param name="mark">The id of the mark.</param>
    /// <param name="place">What bears it.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string mark,
        MarkPlace place = default,
        CancellationToken cancel = default
    ) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (await clearances.Spec(scene.Db, token) is not { } spec)
                    return MarkRefusals.NoMarks;
                if (!May.RaiseMark(by, scene.Journal.Facts, spec.RaisedBy))
                    return MarkRefusals.MayNotRaise;
                if (!spec.Marks.ContainsKey(mark))
                    return MarkRefusals.UnknownMark(mark, spec.Marks.Items.Select(x => x.Id));
                if (!await Exists(scene, place, token))
                    return MarkRefusals.NoSuchPlace;
                var marks = Marks.Of(scene.Journal.Entries);
                if (marks.TryGetValue(place, out var borne) && !Marks.IsAbove(spec, mark, borne))
                    return MarkRefusals.NotHigher;
                var number = await moment.Mark(scene.Db, scene.Journal, scene.Doer, mark, place, scene.Now, token);
                await moment.MarkKin(scene.Db, scene.Journal, scene.Doer, scene.Now, token);
                return number;
            },
            cancel
        );

    private static async Task<bool> Exists(TicketScene scene, MarkPlace place, CancellationToken cancel)
    {
        if (place.File is { } file)
            return await scene
                .Db.Attachments.VisibleTo(scene.Db, scene.By)
                .AnyAsync(x => x.Id == file && x.TicketId == scene.Row.Id, cancel);
        return place.Entry is not { } entry
            || await scene
                .Db.Journal.VisibleTo(scene.Db, scene.By)
                .AnyAsync(x => x.TicketId == scene.Row.Id && x.Number == entry && x.ContentId != null, cancel);
    }
}
