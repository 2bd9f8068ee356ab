using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Live;
using Corbel.Desk.Outbound;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Intake.Mailboxes;

/// <summary>Takes mail from the IMAP mailboxes of the settings: at once where the server tells (IDLE), else by looking.</summary>
public sealed partial class MailboxSource(
    DeskOptions options,
    Database database,
    GroupWriter writer,
    ReceiveMessage receive,
    LiveFeed live,
    DiskWatch disk,
    IClock clock,
    ILogger<MailboxSource> log
) : BackgroundService
{
    /// <summary>A line may be dead without telling; so the desk looks by itself at least this often.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Names this one among the nodes that read.</summary>
    private readonly Guid node = Guid.NewGuid();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Mail.Mailboxes.Select(x => Serve(x, stoppingToken)));

    private async Task Serve(MailboxOptions mailbox, CancellationToken cancel)
    {
        using var login = new MailLogin(mailbox, clock);
        var book = new MailboxBook(mailbox.Name, node, database, writer, live, clock);
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await book.Take(cancel))
                    await WhileMine(book, token => Stay(mailbox, login, book, () => failures = 0, token), cancel);
                else
                    await Task.Delay(Beat, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                var full = disk.Explains(failure);
                // Once for each reason, not for each try.
                if (await IsNews(book, failure, cancel) && !full)
                    NotRead(log, mailbox.Name, failure);
                // A half, 1, 2 … 60 seconds: a server that is back is noticed soon, one that is away is not stormed. A full
                // disk is no fault of the server's.
                var longest = full ? Beat.TotalSeconds : 60;
                await Task.Delay(TimeSpan.FromSeconds(Math.Min((1 << Math.Min(failures++, 7)) / 2.0, longest)), cancel);
            }
        }
    }

    /// <summary>Keeps the mailbox for this node while the work lasts; the work ends when another node has it.</summary>
    private static async Task WhileMine(MailboxBook book, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = work(mine.Token);
        while (await Task.WhenAny(working, Task.Delay(Beat, cancel)) != working && !cancel.IsCancellationRequested)
        {
            if (!await StillMine(book, cancel))
                await mine.CancelAsync();
        }
        try
        {
            await working;
        }
        finally
        {
            await book.Release();
        }
    }

    private static async Task<bool> StillMine(MailboxBook book, CancellationToken cancel)
    {
        try
        {
            return await book.Take(cancel);
        }
        catch (Exception failure) when (Passing.Is(failure))
        {
            // While the database is away nobody else can take it either.
            return true;
        }
    }

    private static async Task<bool> IsNews(MailboxBook book, Exception failure, CancellationToken cancel)
    {
        try
        {
            return await book.Tell(failure.Message, cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // The database is away too, or refuses: that must not end the desk.
            return true;
        }
    }

    private async Task Stay(
        MailboxOptions mailbox,
        MailLogin login,
        MailboxBook book,
        Action wentOn,
        CancellationToken cancel
    )
    {
        using var client = new ImapClient { Timeout = 60_000 };
        await login.Enter(client, cancel);
        var folder = mailbox.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
            ? client.Inbox
            : await client.GetFolderAsync(mailbox.Folder, cancel);
        var line = new MailboxLine(client, folder, Quiet, TimeSpan.FromSeconds(mailbox.PollSeconds));
        while (true)
        {
            // Opened anew for each reconciliation: only then does a server tell that it numbered the mails anew.
            await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
            var closes = clock.GetCurrentInstant() + MailboxVisit.Reconciled;
            do
            {
                await new MailboxVisit(book, receive, folder, wentOn, disk, clock, log).Take(cancel);
                if (await book.Tell(null, cancel))
                    ReadAgain(log, mailbox.Name);
                wentOn();
                await line.Wait(cancel);
            } while (clock.GetCurrentInstant() < closes);
            await folder.CloseAsync(expunge: false, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mailbox {Name} is read again")]
    private static partial void ReadAgain(ILogger log, string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mailbox {Name} could not be read; it is tried again")]
    private static partial void NotRead(ILogger log, string name, Exception failure);
}
