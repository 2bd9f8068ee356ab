using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Jobs;

/// <summary>Plans what comes round by itself, and takes away what the settings no longer name.</summary>
internal sealed class StandingJobs(GroupWriter writer, IEnumerable<JobKind> kinds, IClock clock)
{
    public Task Plan(CancellationToken cancel) => writer.Write(Plan, cancel);

    private async Task Plan(DeskDb db, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        foreach (var kind in kinds)
        {
            if (kind.Standing is not { } keys)
                continue;
            var planned = await db.Jobs.AsTracking().Where(x => x.Kind == kind.Kind).ToListAsync(cancel);
            db.Jobs.RemoveRange(planned.Where(x => !keys.Contains(x.Key)));
            foreach (var key in keys.Except(planned.Select(x => x.Key)))
                db.Inserted.Add(
                    new Job
                    {
                        Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                        Kind = kind.Kind,
                        Key = key,
                        DueAt = now,
                    }
                );
        }
    }
}
