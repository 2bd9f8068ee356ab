using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>
/// Sends what lies in the outbox. Each mail is claimed for a while, sent, and then marked sent in one transaction with the
/// contact it makes. A desk that dies in between sends that one again under the same Message-ID.
/// </summary>
public sealed partial class MailSender(
    Database database,
    GroupWriter writer,
    MailTransport transport,
    DeskAddress address,
    PolicyShelf policies,
    LiveFeed live,
    IClock clock,
    ILogger<MailSender> log
) : BackgroundService
{
    private const int Batch = 20;
    private static readonly Duration Claim = Duration.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                while (await SendDue(stoppingToken) == Batch) { }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                DatabaseAway(log, failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sends what is due now and returns how many mails were tried.</summary>
    public async Task<int> SendDue(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        await using (var db = database.Read())
        {
            if (!await db.Outbox.AnyAsync(x => x.State == MailState.Waiting && x.NextAttemptAt <= now, cancel))
                return 0;
        }
        var claimed = await writer.Write((db, token) => ClaimDue(db, now, token), cancel);
        foreach (var mail in claimed)
            await Try(mail, cancel);
        return claimed.Count;
    }

    /// <summary>The claim is the next attempt itself, moved on: whoever dies with it leaves it due again.</summary>
    private async Task<List<OutgoingMail>> ClaimDue(DeskDb db, Instant now, CancellationToken cancel)
    {
        var due = db.Outbox.Where(x => x.State == MailState.Waiting && x.NextAttemptAt <= now);
        if (database.IsPostgres)
        {
            var instant = now.ToUnixTimeTicks() / 10;
            due = db.Outbox.FromSql(
                $"SELECT * FROM outbox WHERE state = 'Waiting' AND next_attempt_at <= {instant} ORDER BY next_attempt_at LIMIT {Batch} FOR UPDATE SKIP LOCKED"
            );
        }
        var mails = await due.AsTracking().OrderBy(x => x.NextAttemptAt).Take(Batch).ToListAsync(cancel);
        foreach (var mail in mails)
        {
            mail.Attempts++;
            mail.NextAttemptAt = now + Claim;
        }
        return mails;
    }

    private async Task Try(OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            await transport.Send(mail, address, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotSent(log, mail.MessageId, failure);
            await writer.Write((db, token) => PutBack(db, mail.Id, failure, token), cancel);
            return;
        }
        var sentAt = Journal.Grain(clock.GetCurrentInstant());
        var change = await writer.Write((db, token) => MarkSent(db, mail.Id, sentAt, token), CancellationToken.None);
        if (change is not null)
            live.Committed(change);
    }

    private async Task PutBack(DeskDb db, Guid id, Exception failure, CancellationToken cancel)
    {
        var mail = await db.Outbox.AsTracking().SingleAsync(x => x.Id == id, cancel);
        var wait = Retry.After(mail.Attempts, Retry.IsFinal(failure));
        mail.LastError = failure.Message;
        mail.State = wait is null ? MailState.Dead : MailState.Waiting;
        mail.NextAttemptAt = clock.GetCurrentInstant() + (wait ?? Duration.Zero);
    }

    private async Task<Change?> MarkSent(DeskDb db, Guid id, Instant sentAt, CancellationToken cancel)
    {
        var mail = await db.Outbox.AsTracking().SingleAsync(x => x.Id == id, cancel);
        if (mail.State == MailState.Sent)
            return null;
        (mail.State, mail.SentAt, mail.LastError) = (MailState.Sent, sentAt, null);
        if (mail is not { Kind: MailKind.Reply, TicketId: { } ticket, EntryNumber: { } reply })
            return null;
        var number = await db.Tickets.Where(x => x.Id == ticket).Select(x => x.Number).SingleAsync(cancel);
        var journal = (await JournalWriter.Load(db, db.Tickets, number, cancel))!;
        journal.Append(Doer.Desk, new Contact(Channel.Mail, reply), sentAt, sentAt);
        var policy = await policies.Of(db, journal.State.PolicyVersion, cancel);
        await journal.Fold(policy.Policy, sentAt, cancel);
        await live.Announce(db, journal.Change, cancel);
        return journal.Change;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MessageId} was not sent")]
    private static partial void NotSent(ILogger log, string messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read")]
    private static partial void DatabaseAway(ILogger log, Exception failure);
}
