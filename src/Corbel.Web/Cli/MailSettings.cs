using Corbel.Desk;
using Corbel.Desk.Intake.Seals;

namespace Corbel.Web.Cli;

/// <summary>Whether the mail settings can be worked by: said before the desk starts, not by a mailbox that is never read.</summary>
internal static class MailSettings
{
    /// <exception cref="RefusedException">A setting is missing or wrong.</exception>
    public static void Require(MailOptions mail, string data)
    {
        foreach (var box in mail.Mailboxes)
        {
            if (box.Name.Length == 0)
                throw new RefusedException(
                    "A mailbox under mail.mailboxes has no name. Give it one that stays: support."
                );
            var at = $"mail.mailboxes, {box.Name}:";
            if (box.Host.Length == 0 || box.User.Length == 0)
                throw new RefusedException($"{at} a mailbox needs a host and a user.");
            if (box.PollSeconds < 1)
                throw new RefusedException($"{at} pollSeconds is at least 1, not {box.PollSeconds}.");
            RequireServer(at, box);
        }
        if (mail.Mailboxes.GroupBy(x => x.Name, StringComparer.Ordinal).FirstOrDefault(x => x.Count() > 1) is { } twice)
            throw new RefusedException($"mail.mailboxes names {twice.Key} twice. Each mailbox has a name of its own.");
        if (mail.Smtp.Host.Length > 0)
            RequireServer("mail.smtp:", mail.Smtp);
        try
        {
            MailKeys.Load(mail.Keys, data);
        }
        catch (KeyFileException unreadable)
        {
            throw new RefusedException(unreadable.Message);
        }
    }

    /// <summary>What the installer should know, or null.</summary>
    public static string? Advice(MailOptions mail) =>
        mail.AuthservId.Length > 0 || mail.TrustSenders
            ? null
            : "mail.authservId is not set: no mail's sender can be checked. Mail opens issues, and is acknowledged once staff accept its sender. "
                + "Name the authserv-id of your mail server, or set mail.trustSenders where it lets no forged mail through.";

    private static void RequireServer(string at, MailServerOptions server)
    {
        if (server.Security is not ("none" or "starttls" or "tls"))
            throw new RefusedException($"{at} security is none, starttls or tls, not “{server.Security}”.");
        if (server.Port is < 1 or > 65535)
            throw new RefusedException($"{at} port is 1 to 65535, not {server.Port}.");
        if (server.OAuth.TokenUrl.Length > 0 && !Uri.IsWellFormedUriString(server.OAuth.TokenUrl, UriKind.Absolute))
            throw new RefusedException($"{at} oauth.tokenUrl is no address: “{server.OAuth.TokenUrl}”.");
    }
}
