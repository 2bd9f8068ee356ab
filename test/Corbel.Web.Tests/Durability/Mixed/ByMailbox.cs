using System.Text;
using Corbel.Desk;
using NodaTime;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>An IMAP mailbox on a real Dovecot. Half of the mails come by Postfix, half lie there at once. One that is seen is acknowledged.</summary>
internal sealed class ByMailbox(string address) : MailWay
{
    public override string Name => "imap";

    /// <summary>The mailbox as the desk's settings name it.</summary>
    public static MailboxOptions Settings(string address, string name = "support") =>
        new()
        {
            Name = name,
            Host = MailServers.Imap.Address.ToString(),
            Port = MailServers.Imap.Port,
            Security = "none",
            User = address,
            Password = MailServers.Password,
        };

    public override Task Send(string name, DeskProcess desk) =>
        name[^1] % 2 == 0
            ? MailServers.Send("sam@southbank.example", address, Encoding.UTF8.GetString(Drop.Mail(name)))
            : MailServers.Append(address, SystemClock.Instance.GetCurrentInstant(), raws: Drop.Mail(name));

    public override async Task<IReadOnlyCollection<string>> Acknowledged() =>
        Names(await MailServers.Subjects(address, seen: true));
}
