using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;

namespace Corbel.Desk.Marked;

/// <summary>
/// Lowers the mark of an issue, a message or a file, or takes it off: the customer's administrators, with a reason. What was
/// encrypted stays so.
/// </summary>
public sealed class LowerMark(TicketWork work, Clearances clearances)
{
    /// <param name="by">The administrator.</param>
    /// <param name="ticket">The ticket's number.</param>
    /// <param name="mark">The id of the lower mark; null takes it off.</param>
    /// <param name="place">What bears it.</param>
    /// <param name="why">The reason.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string? mark,
        MarkPlace place,
        string why,
        CancellationToken cancel = default
    ) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (await clearances.Spec(scene.Db, token) is not { } spec)
                    return MarkRefusals.NoMarks;
                if (!May.LowerMark(by, scene.Journal.Facts, spec.LoweredBy))
                    return MarkRefusals.MayNotLower;
                if (string.IsNullOrWhiteSpace(why))
                    return MarkRefusals.WhyMissing;
                if (mark is not null && !spec.Marks.ContainsKey(mark))
                    return MarkRefusals.UnknownMark(mark, spec.Marks.Items.Select(x => x.Id));
                var marks = Marks.Of(scene.Journal.Entries);
                if (!marks.TryGetValue(place, out var borne) || (mark is not null && !Marks.IsAbove(spec, borne, mark)))
                    return MarkRefusals.NotLower;
                var left = mark is null ? marks.Remove(place) : marks.SetItem(place, mark);
                var lowering = new MarkLowering(mark, Marks.Highest(spec, left.Values))
                {
                    Entry = place.Entry,
                    File = place.File,
                };
                return scene.Append(lowering, new Words(null, why.Trim()));
            },
            cancel
        );
}
