using Corbel.Core.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Keeps the outages as the results tell them: begun, ended, and corrected where late results change what is known. The rows
/// are a fold of the results; only their incident is their own.
/// </summary>
public sealed class FindOutages(OpenIncident incidents, OutageMails mails)
{
    /// <summary>What is taken to write results or outages: one after the other.</summary>
    internal const string Lock = "the outages";

    private const long Day = 86_400_000;

    /// <summary>Looks at everything again from an instant on, as after rows were put in by another way than results.</summary>
    public Task Again(GroupWriter writer, Instant from, Instant now, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
            {
                await db.Take(Lock, token);
                var components = await db.Components.Select(x => x.Id).ToListAsync(token);
                await Look(db, components, Span.Of(from, now), now, token);
            },
            cancel
        );

    /// <summary>Looks at components. The results are written already.</summary>
    /// <param name="db">Within the write that took the results.</param>
    /// <param name="components">Whose results came.</param>
    /// <param name="told">From the first of them to the last, whose clock may be a little ahead: what it says counts.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task Look(
        DeskDb db,
        IReadOnlyCollection<Guid> components,
        Span told,
        Instant now,
        CancellationToken cancel
    )
    {
        var rows = await db
            .Outages.AsTracking()
            .Where(x => components.Contains(x.ComponentId))
            .Where(x => x.ToAt == null || x.ToAt >= Instant.FromUnixTimeMilliseconds(told.From - (2 * Day)))
            .ToListAsync(cancel);
        var since = rows.Select(x => x.FromAt.ToUnixTimeMilliseconds()).Append(told.From).Min() - Day;
        var end = Math.Max(told.To, now.ToUnixTimeMilliseconds()) + 1;
        var seen = await ReadSight.Components(db, new(since, end), cancel, components);
        foreach (var component in seen)
            await Write(db, component, rows.FindAll(x => x.ComponentId == component.Component.Id), end, now, cancel);
        await db.SaveChangesAsync(cancel);
        await incidents.Close(db, end, now, cancel);
    }

    private async Task Write(
        DeskDb db,
        ComponentSight seen,
        List<Outage> rows,
        long end,
        Instant now,
        CancellationToken cancel
    )
    {
        foreach (var span in seen.Sight.Down.Items)
        {
            var from = Instant.FromUnixTimeMilliseconds(span.From);
            var to = span.To >= end ? (Instant?)null : Instant.FromUnixTimeMilliseconds(span.To);
            var row = rows.Find(x => (to is null || x.FromAt < to) && (x.ToAt is null || x.ToAt > from));
            if (row is null)
            {
                row = new Outage
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    ComponentId = seen.Component.Id,
                    FromAt = from,
                    ToAt = to,
                    FoundAt = now,
                };
                row.IncidentId = await incidents.For(db, seen.Component, row, now, cancel);
                db.Outages.Add(row);
                await mails.Began(db, seen.Component, row, now, cancel);
                if (to is not null)
                    await mails.Ended(db, seen.Component, row, now, cancel);
                continue;
            }
            rows.Remove(row);
            var ended = row.ToAt is null && to is not null;
            (row.FromAt, row.ToAt) = (from, to);
            if (ended)
                await mails.Ended(db, seen.Component, row, now, cancel);
        }
        // Late results told otherwise.
        db.Outages.RemoveRange(rows);
    }
}
