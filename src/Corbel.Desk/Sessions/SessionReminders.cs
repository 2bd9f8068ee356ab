using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>Reminds the trainer and everybody invited a day and an hour before a session. Its jobs move with the session.</summary>
public sealed class SessionReminders(Database database, GroupWriter writer, SessionMails mails, IClock clock)
{
    public const string Kind = "session-reminder";
    private static readonly int[] HoursBefore = [24, 1];

    /// <summary>Makes, moves or removes the jobs of a session that is booked.</summary>
    internal static async Task Plan(DeskDb db, Session session, Instant now, CancellationToken cancel)
    {
        foreach (var hours in HoursBefore)
        {
            var (key, due) = ($"{Kind}:{session.Id}:{hours}", session.StartsAt - Duration.FromHours(hours));
            var planned = await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Key == key, cancel);
            if (due <= now)
            {
                // Who books within the day needs no reminder of that.
                if (planned is not null)
                    db.Jobs.Remove(planned);
            }
            else if (planned is not null)
                planned.DueAt = due;
            else
                db.Inserted.Add(
                    new Job
                    {
                        Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                        Kind = Kind,
                        Key = key,
                        DueAt = due,
                    }
                );
        }
    }

    /// <summary>Removes the jobs of a session that is over or cancelled.</summary>
    internal static Task Forget(DeskDb db, Guid session, CancellationToken cancel)
    {
        string[] keys = [.. HoursBefore.Select(x => $"{Kind}:{session}:{x}")];
        return db.Jobs.Where(x => keys.Contains(x.Key)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Runs a job: the mails and the job's end are one write.</summary>
    internal Task Run(Job planned, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var now = clock.GetCurrentInstant();
                if (await JobLease.Claim(database, db, planned.Id, token) is not { } job || job.DueAt > now)
                    return;
                var id = Guid.Parse(job.Key.Split(':')[1]);
                var session = await db
                    .Sessions.AsNoTracking()
                    .Include(x => x.Attendees)
                    .SingleAsync(x => x.Id == id, token);
                // A desk that was away all the time reminds nobody of what is over.
                if (session.State == SessionState.Booked && session.StartsAt > now)
                    await mails.Remind(db, session, job.Key.Split(':')[2], now, token);
                db.Jobs.Remove(job);
            },
            cancel
        );
}
