using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// Lowers the mark of an issue, a message or a file, or takes it off: the customer's administrators, with a reason. What was
/// merged into it goes with it, as nothing is done on that by itself any more. What was encrypted stays so.
/// </summary>
public sealed class LowerMark(TicketWork work, Clearances clearances, PolicyShelf policies)
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
                var number = scene.Append(lowering, new Words(null, why.Trim()));
                await LowerMerged(scene, spec, lowering.Stands, why.Trim(), token);
                return number;
            },
            cancel
        );

    /// <summary>No ticket that was merged into this one bears a higher mark than it.</summary>
    private async Task LowerMerged(
        TicketScene scene,
        MarkingSpec spec,
        string? stands,
        string why,
        CancellationToken cancel
    )
    {
        var ids = new Queue<Guid>(MergedInto(scene.Journal));
        while (ids.TryDequeue(out var id))
        {
            var number = await scene.Db.Tickets.Where(x => x.Id == id).Select(x => x.Number).SingleAsync(cancel);
            var journal = (await JournalWriter.Load(scene.Db, scene.Db.Tickets, number, cancel))!;
            foreach (var further in MergedInto(journal))
                ids.Enqueue(further);
            var left = Marks.Of(journal.Entries);
            var higher = left.Where(x => Marks.IsAbove(spec, x.Value, stands)).Select(x => x.Key).ToList();
            foreach (var place in higher)
            {
                left = stands is null ? left.Remove(place) : left.SetItem(place, stands);
                var lowering = new MarkLowering(stands, Marks.Highest(spec, left.Values))
                {
                    Entry = place.Entry,
                    File = place.File,
                };
                journal.Append(scene.Doer, lowering, scene.Now, scene.Now, new Words(null, why));
            }
            if (higher.Count == 0)
                continue;
            await journal.Fold(scene.Db, await policies.TermsOf(scene.Db, journal.Entries, cancel), scene.Now, cancel);
            scene.Others.Add(journal);
        }
    }

    private static IEnumerable<Guid> MergedInto(JournalWriter journal) =>
        journal.Entries.Select(x => x.What).OfType<MergedIn>().Select(x => x.From);
}
