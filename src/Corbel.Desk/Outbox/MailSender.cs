using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>
/// Sends what lies in the outbox. Each mail is claimed while it is under way, and then marked sent in one transaction with
/// the contact it makes. A desk that dies in between sends that one again under the same Message-ID.
/// </summary>
public sealed partial class MailSender(
    Database database,
    GroupWriter writer,
    MailTransport transport,
    DeskAddress address,
    PolicyShelf policies,
    LiveFeed live,
    OutboxGuard guard,
    DiskWatch disk,
    IClock clock,
    ILogger<MailSender> log
) : BackgroundService
{
    /// <summary>Mails under way at a time. All that are claimed are under way, so that no claim runs out in a queue.</summary>
    private const int Batch = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A relay that has not answered by then has not taken it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                while (await SendDue(stoppingToken) == Batch) { }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!disk.Explains(failure))
                    DatabaseAway(log, failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sends what is due now, a batch at most, and returns how many mails were tried.</summary>
    public async Task<int> SendDue(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        await using (var db = database.Read())
        {
            if (!await db.Outbox.AnyAsync(x => x.State == MailState.Waiting && x.NextAttemptAt <= now, cancel))
                return 0;
        }
        var claimed = await writer.Write((db, token) => MailClaim.Due(database, db, guard, now, Batch, token), cancel);
        // What has begun is brought to its end, also when the desk is told to stop: half a DATA is a mail that goes twice.
        await Task.WhenAll(claimed.Where(x => x.State == MailState.Waiting).Select(x => Try(x, cancel)));
        return claimed.Count;
    }

    private async Task Try(OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            await MailClaim.KeepWhile(transport.Send(mail, address, limit.Token), writer, mail, clock);
        }
        catch (Exception failure)
        {
            if (!disk.Explains(failure))
                NotSent(log, mail.MessageId, failure);
            await PutBack(mail, failure, cancel);
            return;
        }
        await Mark(mail, Journal.Grain(clock.GetCurrentInstant()), cancel);
    }

    private async Task Mark(OutgoingMail mail, Instant sentAt, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await writer.Write((db, token) => MarkSent(db, mail.Id, sentAt, token), CancellationToken.None);
                return;
            }
            catch (Exception failure) when (Passing.Is(failure))
            {
                // The mail is out: it must not go again because the database was away for a moment.
                if (!disk.Explains(failure))
                    DatabaseAway(log, failure);
                await Task.Delay(Pause, cancel);
            }
            catch (Exception failure)
            {
                NotMarked(log, mail.MessageId, failure);
                await writer.Write((db, token) => MarkAlone(db, mail.Id, sentAt, failure, token), cancel);
                return;
            }
        }
    }

    private Task PutBack(OutgoingMail mail, Exception failure, CancellationToken cancel) =>
        writer.Write((db, token) => PutBack(db, mail, failure, token), cancel);

    private async Task PutBack(DeskDb db, OutgoingMail tried, Exception failure, CancellationToken cancel)
    {
        var mail = await db.Outbox.AsTracking().SingleAsync(x => x.Id == tried.Id, cancel);
        // Another node took it over when this one seemed dead.
        if (mail.State != MailState.Waiting || mail.Attempts != tried.Attempts)
            return;
        var wait = Retry.After(mail.Attempts, Retry.IsFinal(failure));
        mail.LastError = failure.Message;
        mail.State = wait is null ? MailState.Dead : MailState.Waiting;
        mail.NextAttemptAt = clock.GetCurrentInstant() + (wait ?? Duration.Zero);
        if (wait is not null)
            return;
        await DeadLetters.Announce(db, mail, live, cancel);
    }

    private async Task MarkSent(DeskDb db, Guid id, Instant sentAt, CancellationToken cancel)
    {
        var sent = await db.Outbox.AsNoTracking().SingleAsync(x => x.Id == id, cancel);
        JournalWriter? journal = null;
        if (sent is { Kind: MailKind.Reply, TicketId: { } ticket, EntryNumber: not null })
        {
            var number = await db.Tickets.Where(x => x.Id == ticket).Select(x => x.Number).SingleAsync(cancel);
            journal = (await JournalWriter.Load(db, db.Tickets, number, cancel))!;
        }
        // Once the ticket is ours nobody else can be marking the same mail.
        var mail = await db.Outbox.AsTracking().SingleAsync(x => x.Id == id, cancel);
        if (mail.State == MailState.Sent)
            return;
        (mail.State, mail.SentAt, mail.LastError) = (MailState.Sent, sentAt, null);
        if (journal is null)
            return;
        var contact = new Contact(Channel.Mail, mail.EntryNumber!.Value);
        journal.Append(Doer.Desk, contact, sentAt, sentAt);
        var terms = await policies.TermsOf(db, journal.Entries, cancel);
        await journal.Fold(db, terms, sentAt, cancel);
        var others = await Elsewhere.Contacted(db, policies, journal, contact, sentAt, cancel);
        foreach (var changed in others.Prepend(journal))
            await live.Announce(db, changed.Change, cancel);
    }

    /// <summary>A contact that cannot be recorded is a bug, and `corbel check` shows it; the customer is not mailed again.</summary>
    private static Task<int> MarkAlone(
        DeskDb db,
        Guid id,
        Instant sentAt,
        Exception failure,
        CancellationToken cancel
    ) =>
        db
            .Outbox.Where(x => x.Id == id && x.State != MailState.Sent)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(x => x.State, MailState.Sent)
                        .SetProperty(x => x.SentAt, sentAt)
                        .SetProperty(x => x.LastError, failure.Message),
                cancel
            );

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MessageId} was not sent")]
    private static partial void NotSent(ILogger log, string messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {MessageId} was sent and could not be recorded as contact")]
    private static partial void NotMarked(ILogger log, string messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read or written")]
    private static partial void DatabaseAway(ILogger log, Exception failure);
}
