using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// The reports of all customers of a quarter in one go. Each report is a transaction of its own, so a run that is cancelled, or
/// whose node dies, goes on where it was: with the customers that have none yet.
/// </summary>
public sealed partial class ReportRuns(
    Database database,
    GroupWriter writer,
    JobLease lease,
    IssueReport issue,
    IClock clock,
    ILogger<ReportRuns> log
)
{
    public const string Kind = "report-run";

    /// <summary>Reports a turn: between two turns the desk does other work that is due.</summary>
    private const int Turn = 10;

    /// <returns>The id of the run.</returns>
    public Task<Outcome<Guid>> Start(Actor by, Quarter quarter, CancellationToken cancel = default) =>
        May.Record(by)
            ? writer.Write((db, token) => Begin(db, quarter, by.Person, Now, token), cancel)
            : Task.FromResult<Outcome<Guid>>(ReportRefusals.NotForYou);

    /// <summary>Stops after the report that is being made.</summary>
    public Task<Outcome<Guid>> Cancel(Actor by, Guid run, CancellationToken cancel = default) =>
        Turned(by, run, RunState.Running, RunState.Cancelled, cancel);

    /// <summary>Goes on with the customers that have none yet, those that failed before tried again.</summary>
    public Task<Outcome<Guid>> Resume(Actor by, Guid run, CancellationToken cancel = default) =>
        Turned(by, run, RunState.Cancelled, RunState.Running, cancel);

    internal static async Task<Outcome<Guid>> Begin(
        DeskDb db,
        Quarter quarter,
        Guid? by,
        Instant now,
        CancellationToken cancel
    )
    {
        await db.Take(DeskDb.TheReports, cancel);
        var name = quarter.ToString();
        if (await db.ReportRuns.AnyAsync(x => x.Quarter == name && x.State == RunState.Running, cancel))
            return ReportRefusals.RunsAlready;
        var total = await Without(db, name).CountAsync(cancel);
        if (total == 0)
            return ReportRefusals.NothingToDo;
        var run = new ReportRun
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Quarter = name,
            StartedAt = now,
            StartedBy = by,
            Total = total,
        };
        db.ReportRuns.Add(run);
        Plan(db, run.Id, now);
        return run.Id;
    }

    /// <summary>One turn of a run: some reports, and then the job is due again.</summary>
    internal async Task Run(Job job, CancellationToken cancel)
    {
        if (await lease.Take(job.Id, cancel) is not { } claimed)
            return;
        var id = Guid.ParseExact(claimed.State!, "n");
        var goesOn = true;
        for (var i = 0; i < Turn && goesOn; i++)
            goesOn = await Next(id, cancel);
        await writer.Write(
            async (db, token) =>
            {
                if (await lease.Kept(db, claimed, token) is not { } kept)
                    return;
                // Cancelled and resumed meanwhile, it has no other job than this one.
                if (goesOn || await db.ReportRuns.AnyAsync(x => x.Id == id && x.State == RunState.Running, token))
                    kept.DueAt = Now;
                else
                    db.Jobs.Remove(kept);
            },
            cancel
        );
    }

    /// <summary>The next customer's report; false where the run is over or was cancelled.</summary>
    private async Task<bool> Next(Guid id, CancellationToken cancel)
    {
        await using var db = database.Read();
        if (await db.ReportRuns.SingleOrDefaultAsync(x => x.Id == id, cancel) is not { State: RunState.Running } run)
            return false;
        var failed = run.FailedOnes;
        var left = await Without(db, run.Quarter).OrderBy(x => x.Name).Select(x => x.Id).ToListAsync(cancel);
        var next = left.Except(failed).Select(x => (Guid?)x).FirstOrDefault();
        if (next is not { } customer)
        {
            await Over(id, cancel);
            return false;
        }
        try
        {
            var done = await issue.Run(null, new(customer, Quarter.Parse(run.Quarter)!.Value) { Run = id }, cancel);
            // Somebody issued it by hand meanwhile, or the run was cancelled: the next look finds out.
            if (
                done.Refused is { } refused
                && refused != ReportRefusals.NoSuchRun
                && refused != ReportRefusals.WhyMissing
            )
                await Fail(id, customer, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // One customer's report that cannot be made keeps nobody else's back.
            NotMade(log, run.Quarter, customer, failure);
            await Fail(id, customer, cancel);
        }
        return true;
    }

    private Task Fail(Guid id, Guid customer, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var run = await db.ReportRuns.AsTracking().SingleAsync(x => x.Id == id, token);
                run.Failed = $"{run.Failed} {customer:n}".Trim();
            },
            cancel
        );

    private Task Over(Guid id, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var run = await db.ReportRuns.AsTracking().SingleAsync(x => x.Id == id, token);
                if (run.State == RunState.Running)
                    (run.State, run.EndedAt) = (RunState.Done, Now);
            },
            cancel
        );

    private async Task<Outcome<Guid>> Turned(Actor by, Guid id, RunState from, RunState to, CancellationToken cancel)
    {
        if (!May.Record(by))
            return ReportRefusals.NotForYou;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(DeskDb.TheReports, token);
                var run = await db.ReportRuns.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (run is null || run.State != from)
                    return ReportRefusals.NoSuchRun;
                if (to == RunState.Running)
                {
                    if (await db.ReportRuns.AnyAsync(x => x.Quarter == run.Quarter && x.State == to, token))
                        return ReportRefusals.RunsAlready;
                    run.Failed = "";
                    run.EndedAt = null;
                    var key = KeyOf(id);
                    if (!await db.Jobs.AnyAsync(x => x.Key == key, token))
                        Plan(db, id, Now);
                }
                else
                    run.EndedAt = Now;
                run.State = to;
                return (Outcome<Guid>)id;
            },
            cancel
        );
    }

    /// <summary>The customers that have no report of a quarter.</summary>
    internal static IQueryable<People.Organisation> Without(DeskDb db, string quarter) =>
        db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer)
            .Where(x => !db.IssuedReports.Any(r => r.OrganisationId == x.Id && r.Quarter == quarter));

    private Instant Now => Journal.Grain(clock.GetCurrentInstant());

    private static string KeyOf(Guid run) => $"{Kind}:{run:n}";

    private static void Plan(DeskDb db, Guid run, Instant now) =>
        db.Inserted.Add(
            new Job
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                Kind = Kind,
                Key = KeyOf(run),
                DueAt = now,
                State = run.ToString("n"),
            }
        );

    [LoggerMessage(Level = LogLevel.Error, Message = "The report {Quarter} of customer {Customer} could not be made")]
    private static partial void NotMade(ILogger log, string quarter, Guid customer, Exception failure);
}
