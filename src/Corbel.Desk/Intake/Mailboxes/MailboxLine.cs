using MailKit;
using MailKit.Net.Imap;

namespace Corbel.Desk.Intake.Mailboxes;

/// <summary>Waits at an open folder until something may have come: woken by the server (RFC 2177), or after a while.</summary>
internal sealed class MailboxLine
{
    private readonly ImapClient client;
    private readonly TimeSpan quiet;
    private readonly TimeSpan poll;
    private CancellationTokenSource? wake;
    private volatile bool came;
    private bool idles;

    /// <param name="client">Connected and signed in.</param>
    /// <param name="folder">What is waited at; open.</param>
    /// <param name="quiet">The longest wait where the server tells by itself.</param>
    /// <param name="poll">The wait where it does not.</param>
    public MailboxLine(ImapClient client, IMailFolder folder, TimeSpan quiet, TimeSpan poll)
    {
        (this.client, this.quiet, this.poll) = (client, quiet, poll);
        idles = client.Capabilities.HasFlag(ImapCapabilities.Idle);
        // Also told while a command runs, for instance while the mails before are fetched.
        folder.CountChanged += (_, _) =>
        {
            came = true;
            wake?.Cancel();
        };
    }

    public async Task Wait(CancellationToken cancel)
    {
        using var done = new CancellationTokenSource(quiet);
        wake = done;
        try
        {
            if (came)
                return;
            if (idles)
                await client.IdleAsync(done.Token, cancel);
            else
                await Task.Delay(poll, cancel);
        }
        catch (ImapCommandException)
        {
            // It says that it can, and refuses: the desk looks by itself.
            idles = false;
        }
        finally
        {
            wake = null;
            came = false;
        }
        if (!idles)
            await client.NoOpAsync(cancel);
    }
}
