using System.Net;
using System.Reflection;
using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using NodaTime;
using Xunit.Sdk;
using Xunit.v3;

namespace Corbel.Tests;

/// <summary>
/// The Postfix and the Dovecot that bin/test starts. Every address has a mailbox; each test uses addresses of its own.
/// </summary>
public static class MailServers
{
    public const string Variable = "CORBEL_TEST_MAIL";
    public const string Password = "secret";

    private static readonly Dictionary<string, string> Given = (Environment.GetEnvironmentVariable(Variable) ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(x => x.Split('=', 2))
        .ToDictionary(x => x[0], x => x[1], StringComparer.Ordinal);

    public static bool Run => Given.Count > 0;
    public static IPEndPoint Imap => IPEndPoint.Parse(Given["imap"]);
    public static IPEndPoint Smtp => IPEndPoint.Parse(Given["smtp"]);

    /// <summary>An address that nobody else writes to.</summary>
    public static string NewAddress(string name, string domain = "desk.example") =>
        $"{name}.{Guid.NewGuid():n}@{domain}";

    /// <summary>Hands a mail to Postfix, which brings it to Dovecot.</summary>
    public static async Task Send(string from, string to, string raw)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(Smtp.Address.ToString(), Smtp.Port, SecureSocketOptions.None);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(Bytes(raw)));
        await client.SendAsync(message, new MailboxAddress("", from), [new MailboxAddress("", to)]);
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>Puts mails into the mailbox as they are, with the server's time of receipt that the test chooses.</summary>
    public static Task Append(string address, Instant receivedAt, bool seen = false, params byte[][] raws) =>
        Append(address, raws.Select(x => (receivedAt, x)), seen);

    public static async Task Append(
        string address,
        IEnumerable<(Instant ReceivedAt, byte[] Raw)> mails,
        bool seen = false
    )
    {
        using var client = await Open(address);
        var flags = seen ? MessageFlags.Seen : MessageFlags.None;
        foreach (var (receivedAt, raw) in mails)
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(raw));
            await client.Inbox.AppendAsync(new AppendRequest(message, flags, receivedAt.ToDateTimeOffset()));
        }
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>The mails that lie in a mailbox, and whether each was seen.</summary>
    public static async Task<IReadOnlyList<(MimeMessage Mail, bool Seen)>> Read(string address)
    {
        using var client = await Open(address);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var mails = new List<(MimeMessage, bool)>();
        foreach (
            var summary in await client.Inbox.FetchAsync(
                0,
                -1,
                MessageSummaryItems.UniqueId | MessageSummaryItems.Flags
            )
        )
            mails.Add(
                (
                    await client.Inbox.GetMessageAsync(summary.UniqueId),
                    summary.Flags?.HasFlag(MessageFlags.Seen) == true
                )
            );
        await client.DisconnectAsync(quit: true);
        return mails;
    }

    /// <summary>The subjects of the mails that were seen, or that were not.</summary>
    public static async Task<IReadOnlyList<string>> Subjects(string address, bool seen)
    {
        using var client = await Open(address);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var mails = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags);
        await client.DisconnectAsync(quit: true);
        return
        [
            .. mails.Where(x => x.Flags?.HasFlag(MessageFlags.Seen) == seen).Select(x => x.Envelope!.Subject ?? ""),
        ];
    }

    /// <summary>Marks all of a mailbox as seen, as somebody does who looks into it with a mail program.</summary>
    public static async Task MarkSeen(string address)
    {
        using var client = await Open(address);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite);
        await client.Inbox.AddFlagsAsync(
            await client.Inbox.SearchAsync(SearchQuery.All),
            MessageFlags.Seen,
            silent: true
        );
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>Takes the numbering away: Dovecot gives every mail a new number under another UIDVALIDITY.</summary>
    public static async Task NumberAnew(string address)
    {
        var before = await Validity(address);
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var folder = Path.Combine(Given["dir"], "mail", address[(at + 1)..], address[..at]);
        while (await Validity(address) == before)
            foreach (var file in Directory.GetFiles(folder, "dovecot*"))
                File.Delete(file);
    }

    /// <summary>What the two servers wrote down of an address, and what Postfix put off.</summary>
    public static string LogsOf(string address) =>
        string.Join(
            '\n',
            new[] { "postfix/log", "dovecot/log" }.SelectMany(x =>
                File.ReadLines(Path.Combine(Given["dir"], x))
                    .Where(line =>
                        line.Contains(address, StringComparison.OrdinalIgnoreCase)
                        || line.Contains("status=deferred", StringComparison.Ordinal)
                        || line.Contains("warning", StringComparison.Ordinal)
                    )
                    .TakeLast(40)
            )
        );

    private static async Task<uint> Validity(string address)
    {
        using var client = await Open(address);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        return client.Inbox.UidValidity;
    }

    private static async Task<ImapClient> Open(string address)
    {
        var client = new ImapClient();
        await client.ConnectAsync(Imap.Address.ToString(), Imap.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(address, Password);
        return client;
    }

    public static byte[] Bytes(string raw) => Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n"));
}

/// <summary>As <see cref="OnEveryDatabaseAttribute" />, for tests that need the mail servers of bin/test.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnRealMailServersAttribute : DataAttribute
{
    public override async ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    )
    {
        var rows = await new OnEveryDatabaseAttribute().GetData(testMethod, disposalTracker);
        if (!MailServers.Run)
            foreach (var row in rows.OfType<TheoryDataRow<TestDatabase>>())
                row.Skip = $"{MailServers.Variable} is not set: bin/test starts Postfix and Dovecot and sets it";
        return rows;
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
