using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>
/// The claim on a mail is its next attempt itself, moved on a little: whoever dies with it leaves it due again, each time a
/// longer while later, as if it had failed. So a desk that dies again and again does not use up the attempts of what
/// happens to come first. The number of the attempt says whose claim it is.
/// </summary>
internal static class MailClaim
{
    private static readonly Duration Length = Duration.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Claims mails that are due. One whose attempts are used up, by desks that died with it too, is dead.</summary>
    public static async Task<List<OutgoingMail>> Due(
        Database database,
        DeskDb db,
        OutboxGuard guard,
        Instant now,
        int most,
        CancellationToken cancel
    )
    {
        var due = db.Outbox.Where(x => x.State == MailState.Waiting && x.NextAttemptAt <= now);
        if (database.IsPostgres)
        {
            var instant = now.ToUnixTimeTicks() / 10;
            due = db.Outbox.FromSql(
                $"SELECT * FROM outbox WHERE state = 'Waiting' AND next_attempt_at <= {instant} ORDER BY next_attempt_at LIMIT {most} FOR UPDATE SKIP LOCKED"
            );
        }
        var mails = await due.AsTracking().OrderBy(x => x.NextAttemptAt).Take(most).ToListAsync(cancel);
        foreach (var mail in mails)
        {
            if (mail.Attempts >= Retry.Most)
            {
                mail.State = MailState.Dead;
                // The attempts that failed said why; a desk that died with a mail could not.
                mail.LastError ??= $"The desk stopped {mail.Attempts} times while this mail was on its way";
                continue;
            }
            mail.Attempts++;
            mail.NextAttemptAt = now + Retry.Claimed(mail.Attempts, Length);
        }
        await guard.Leave(db, mails.FindAll(x => x.State == MailState.Waiting), cancel);
        return mails;
    }

    /// <summary>Waits for a mail that is under way, and keeps the claim as long as that takes.</summary>
    public static async Task KeepWhile(Task sending, GroupWriter writer, OutgoingMail mail, IClock clock)
    {
        while (await Task.WhenAny(sending, Task.Delay(Beat)) != sending)
        {
            try
            {
                await writer.Write(
                    (db, token) => Extend(db, mail, clock.GetCurrentInstant() + Length, token),
                    CancellationToken.None
                );
            }
            catch (Exception failure) when (Passing.Is(failure))
            {
                // While the database is away nobody else can claim it either.
            }
        }
        await sending;
    }

    private static Task<int> Extend(DeskDb db, OutgoingMail mail, Instant until, CancellationToken cancel)
    {
        var (id, attempts) = (mail.Id, mail.Attempts);
        return db
            .Outbox.Where(x => x.Id == id && x.Attempts == attempts && x.State == MailState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAttemptAt, until), cancel);
    }
}
