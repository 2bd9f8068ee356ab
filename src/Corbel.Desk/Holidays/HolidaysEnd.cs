using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>
/// Once a day: warns the managers where a holiday list that the policy uses ends within the days that the policy names
/// (reading "after the last year the holiday list knows").
/// </summary>
public sealed class HolidaysEnd(
    GroupWriter writer,
    PolicyShelf policies,
    HolidayMails mails,
    JobLease lease,
    IClock clock
)
{
    public const string Kind = "holidays-end";
    private static readonly Duration Day = Duration.FromDays(1);

    internal async Task Run(Job planned, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is { } job)
            await writer.Write((db, token) => Look(db, job, token), cancel);
    }

    private async Task Look(DeskDb db, Job claimed, CancellationToken cancel)
    {
        if (await lease.Kept(db, claimed, cancel) is not { } job)
            return;
        var now = clock.GetCurrentInstant();
        job.DueAt = now + Day;
        if (await policies.InForce(db, now, cancel) is not { } version)
            return;
        var ending =
            from calendar in version.Policy.Calendars.Values
            where calendar.Spec.Holidays is not null
            where PolicyWarnings.HolidaysEndSoon(version.Policy, calendar, now.InUtc().Date)
            select (calendar.Spec.Holidays!.List, Year: calendar.Holidays.LastKnownYear!.Value);
        foreach (var (list, year) in ending.Distinct())
            await mails.EndSoon(db, list, year, cancel);
    }
}
