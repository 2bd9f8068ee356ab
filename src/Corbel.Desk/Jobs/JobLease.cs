using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Jobs;

/// <summary>
/// A claim for work that is longer than a transaction. The job is put off for as long as the work may take: whoever dies
/// with it leaves it due again.
/// </summary>
public sealed class JobLease(Database database, GroupWriter writer, IClock clock)
{
    private static readonly Duration Length = Duration.FromMinutes(5);

    /// <summary>The job, as claimed; null where another node has it, or it was moved on meanwhile.</summary>
    internal Task<Job?> Take(Guid id, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var now = Journal.Grain(clock.GetCurrentInstant());
                if (await Claim(database, db, id, token) is not { } job || job.DueAt > now)
                    return null;
                job.DueAt = now + Length;
                return new Job
                {
                    Id = job.Id,
                    Kind = job.Kind,
                    Key = job.Key,
                    DueAt = job.DueAt,
                    State = job.State,
                };
            },
            cancel
        );

    /// <summary>The claimed job within the write that ends the work; null where it is no longer ours.</summary>
    internal async Task<Job?> Kept(DeskDb db, Job claimed, CancellationToken cancel) =>
        await Claim(database, db, claimed.Id, cancel) is { } job
        && job.DueAt == claimed.DueAt
        && job.State == claimed.State
            ? job
            : null;

    /// <summary>The row of a job for this transaction alone; null where another node has it.</summary>
    internal static async Task<Job?> Claim(Database database, DeskDb db, Guid id, CancellationToken cancel) =>
        database.IsPostgres
            ? await db
                .Jobs.FromSql($"SELECT * FROM jobs WHERE id = {id} FOR UPDATE SKIP LOCKED")
                .AsTracking()
                .SingleOrDefaultAsync(cancel)
            : await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Id == id, cancel);
}
