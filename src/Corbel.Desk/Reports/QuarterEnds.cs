using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// Begins the run of a quarter's reports when the desk opens on the first working day after it, by the policy's calendar and
/// holidays. Of a quarter in which no policy held nothing is owed.
/// </summary>
public sealed class QuarterEnds(Database database, GroupWriter writer, PolicyShelf policies, IClock clock)
{
    public const string Kind = "quarter-ends";

    /// <summary>When the desk first opens after a quarter.</summary>
    public static Instant DueAfter(CompiledPolicy policy, Quarter quarter)
    {
        var end = quarter.In(ReportingZone.Of(policy.Document)).End;
        return policy.Document.Targets.FirstOrDefault(x => x.Kind == TargetKind.FirstResponse) is { } target
            ? policy.Calendars[target.Calendar].Zones[0].OpeningAtOrAfter(end).Open
            : end;
    }

    internal Task Run(Job planned, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var now = Journal.Grain(clock.GetCurrentInstant());
                if (await JobLease.Claim(database, db, planned.Id, token) is not { } job || job.DueAt > now)
                    return;
                // A desk without a policy looks again tomorrow.
                job.DueAt = now + Duration.FromDays(1);
                if (await policies.InForce(db, now, token) is not { } inForce)
                    return;
                var policy = inForce.Policy;
                var zone = ReportingZone.Of(policy.Document);
                var running = Quarter.Of(now, zone);
                var (last, due) = (running.Before, DueAfter(policy, running.Before));
                if (now < due)
                {
                    job.DueAt = due;
                    return;
                }
                job.DueAt = DueAfter(policy, running);
                var name = last.ToString();
                var end = last.In(zone).End;
                var owed =
                    policy.Document.Services?.Reports == Core.Policy.Period.Quarter
                    && await db.PolicyVersions.AnyAsync(x => x.PostedAt < end, token);
                if (owed && !await db.ReportRuns.AnyAsync(x => x.Quarter == name, token))
                    await ReportRuns.Begin(db, last, null, now, token);
            },
            cancel
        );
}
