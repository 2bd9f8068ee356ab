using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Jobs;

/// <summary>
/// Does what is due. A job's effect and its removal are one transaction, so that it happens once; one that fails waits
/// longer each time and harms no other.
/// </summary>
public sealed partial class JobRunner(
    Database database,
    GroupWriter writer,
    PolicyShelf policies,
    Warnings warnings,
    LiveFeed live,
    IEnumerable<JobKind> kinds,
    DiskWatch disk,
    IClock clock,
    ILogger<JobRunner> log
) : BackgroundService
{
    private const int Batch = 50;

    private readonly Dictionary<string, JobKind> handlers = kinds.ToDictionary(x => x.Kind, StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            var planned = false;
            do
            {
                planned = planned || await PlannedOrReport(stoppingToken);
                await RunDueOrReport(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The desk stops; a job that was begun is whole or was rolled back.
        }
    }

    private async Task<bool> PlannedOrReport(CancellationToken cancel)
    {
        try
        {
            await new StandingJobs(writer, handlers.Values, clock).Plan(cancel);
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (!disk.Explains(failure))
                DatabaseAway(log, failure);
            return false;
        }
    }

    private async Task RunDueOrReport(CancellationToken cancel)
    {
        try
        {
            await RunDue(cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (!disk.Explains(failure))
                DatabaseAway(log, failure);
        }
    }

    /// <summary>Runs what is due now and returns how many jobs were tried.</summary>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        await using var read = database.Read();
        var due = await read.Jobs.Where(x => x.DueAt <= now).OrderBy(x => x.DueAt).Take(Batch).ToListAsync(cancel);
        foreach (var job in due)
            await Run(job, now, cancel);
        return due.Count;
    }

    private async Task Run(Job job, Instant now, CancellationToken cancel)
    {
        try
        {
            if (handlers.TryGetValue(job.Kind, out var kind))
            {
                await kind.Run(job, cancel);
                return;
            }
            await writer.Write((db, token) => Do(db, job, now, token), cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (!disk.Explains(failure))
                JobFailed(log, job.Kind, failure);
            await writer.Write((db, token) => Postpone(db, job.Id, now, failure, token), cancel);
        }
    }

    private async Task Do(DeskDb db, Job planned, Instant now, CancellationToken cancel)
    {
        if (planned.Kind != DueJobs.Kind)
            throw new InvalidOperationException($"No handler for the job {planned.Kind}");
        var number = await db.Tickets.Where(x => x.Id == planned.TicketId).Select(x => x.Number).SingleAsync(cancel);
        // The ticket first, then its job: as everybody does who appends to it, so that nobody waits in a circle.
        await db.Take(number, cancel);
        var job = await JobLease.Claim(database, db, planned.Id, cancel);
        // Another node did it, or it was moved on meanwhile.
        if (job is null || job.DueAt > now)
            return;
        var journal = (await JournalWriter.Load(db, db.Tickets, number, cancel))!;
        var terms = await policies.TermsOf(db, journal.Entries, cancel);
        await warnings.Give(db, journal, terms, now, cancel);
        await journal.Fold(db, terms, now, cancel);
        await live.Announce(db, journal.Change, cancel);
    }

    private static async Task Postpone(DeskDb db, Guid id, Instant now, Exception failure, CancellationToken cancel)
    {
        if (await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Id == id, cancel) is not { } job)
            return;
        job.Attempts++;
        job.LastError = failure.Message;
        job.DueAt = now + Duration.FromSeconds(Math.Min(10L << Math.Min(job.Attempts, 10), 3600));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A job of kind {Kind} failed and will be tried again")]
    private static partial void JobFailed(ILogger log, string kind, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The jobs could not be read")]
    private static partial void DatabaseAway(ILogger log, Exception failure);
}
