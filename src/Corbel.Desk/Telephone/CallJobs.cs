using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>Jobs that look at a call once its time has come: one a call and kind, which a later event moves.</summary>
public sealed class CallJobs(GroupWriter writer, LiveFeed live, JobLease lease)
{
    internal static async Task Plan(
        DeskDb db,
        string kind,
        Guid call,
        Instant due,
        Instant now,
        CancellationToken cancel
    )
    {
        var key = $"{kind}:{call}";
        if (await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Key == key, cancel) is { } planned)
            planned.DueAt = due;
        else
            db.Inserted.Add(
                new Job
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    Kind = kind,
                    Key = key,
                    DueAt = due,
                }
            );
    }

    /// <summary>Claims the job, lets the call be decided about, and ends it. Whoever dies with it leaves it due again.</summary>
    internal async Task Run(Job planned, Func<Guid, CancellationToken, Task> decide, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is not { } job)
            return;
        await decide(Guid.Parse(job.Key[(job.Kind.Length + 1)..]), cancel);
        await writer.Write(
            async (db, token) =>
            {
                if (await lease.Kept(db, job, token) is { } own)
                    db.Jobs.Remove(own);
                await live.Announce(db, Change.Calls, token);
            },
            cancel
        );
    }
}
