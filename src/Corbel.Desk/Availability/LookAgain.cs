using Corbel.Core.Availability;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>Looks for outages again each minute: what ends in silence ends although no result says so.</summary>
public sealed class LookAgain(GroupWriter writer, FindOutages outages, JobLease lease, IClock clock)
{
    public const string Kind = "availability-look";
    private static readonly Duration Minute = Duration.FromMinutes(1);

    internal async Task Run(Job planned, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is { } job)
            await writer.Write((db, token) => Look(db, job, token), cancel);
    }

    private async Task Look(DeskDb db, Job claimed, CancellationToken cancel)
    {
        await db.Take(FindOutages.Lock, cancel);
        if (await lease.Kept(db, claimed, cancel) is not { } job)
            return;
        var now = Journal.Grain(clock.GetCurrentInstant());
        job.DueAt = now + Minute;
        var components = await db.Components.Where(x => x.RetiredAt == null).Select(x => x.Id).ToListAsync(cancel);
        if (components.Count > 0)
            await outages.Look(db, components, Span.Of(now - Minute, now), now, cancel);
    }
}
