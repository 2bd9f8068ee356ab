using Corbel.Core.Intake;
using Corbel.Desk.Files;
using Corbel.Desk.Outbound;
using MailKit.Net.Smtp;
using MimeKit;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>The way a mail leaves: an SMTP relay, or a Maildir where none is set.</summary>
public abstract class MailTransport : IDisposable
{
    public virtual void Dispose() => GC.SuppressFinalize(this);

    public static MailTransport For(DeskOptions options, IClock clock) =>
        options.Mail.Smtp.Host.Length > 0
            ? new Smtp(new MailLogin(options.Mail.Smtp, clock))
            : new Maildir(Path.Combine(options.Data, options.Mail.Outgoing));

    /// <summary>Hands the mail over. When it returns, the other side has taken it (SMTP: 250 after DATA).</summary>
    internal abstract Task Send(OutgoingMail mail, DeskAddress from, CancellationToken cancel);

    private sealed class Smtp(MailLogin login) : MailTransport
    {
        public override void Dispose()
        {
            login.Dispose();
            base.Dispose();
        }

        internal override async Task Send(OutgoingMail mail, DeskAddress from, CancellationToken cancel)
        {
            using var client = new SmtpClient { Timeout = 60_000 };
            await login.Enter(client, cancel);
            using var stream = new MemoryStream(mail.Mime, writable: false);
            using var message = await MimeMessage.LoadAsync(stream, cancel);
            await client.SendAsync(
                message,
                new MailboxAddress("", ReturnPath(mail, from)),
                [new MailboxAddress("", mail.Recipient)],
                cancel
            );
            await Leave(client);
        }

        /// <summary>
        /// Automatic mail has no return path (RFC 3834): nobody bounces to nobody. That of an answer bears the ticket's token, so
        /// that a bounce of whatever form finds the ticket.
        /// </summary>
        private static string ReturnPath(OutgoingMail mail, DeskAddress from) =>
            mail.Kind != MailKind.Reply ? ""
            : ThreadToken.OfMessageId(mail.MessageId) is { } token ? ThreadToken.Address(from.Support, token)
            : from.Support;

        /// <summary>The relay has the mail; whatever happens now must not make it go again.</summary>
        private static async Task Leave(SmtpClient client)
        {
            try
            {
                using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await client.DisconnectAsync(quit: true, soon.Token);
            }
            catch (Exception)
            {
                // A relay that hangs up first is no failure.
            }
        }
    }

    private sealed class Maildir : MailTransport
    {
        private readonly string folder;

        public Maildir(string folder)
        {
            this.folder = folder;
            foreach (var part in (string[])["tmp", "new", "cur"])
                DurableFile.MakeFolder(Path.Combine(folder, part));
            DurableFile.SweepDrafts(Path.Combine(folder, "tmp"));
        }

        internal override Task Send(OutgoingMail mail, DeskAddress from, CancellationToken cancel)
        {
            // The mail's own id is the file's name: written twice, it is one file.
            var name = $"{mail.CreatedAt.ToUnixTimeSeconds()}.{mail.Id:n}.corbel";
            return DurableFile.Write(
                Path.Combine(folder, "new", name),
                mail.Mime,
                cancel,
                drafts: Path.Combine(folder, "tmp")
            );
        }
    }
}
