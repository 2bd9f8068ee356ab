using Corbel.Core.Intake;
using Corbel.Desk.Outbox;
using MimeKit;

namespace Corbel.Desk.Marked;

/// <summary>
/// A mail about a marked ticket: a link and nothing else. Whom it is from and for, and what threads it, stays; its words, its
/// files, its author and whatever else it held are gone.
/// </summary>
internal static class BareMail
{
    /// <summary>Says of a mail that its words were taken out already.</summary>
    private const string Sign = "X-Corbel-Bare";

    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "From",
        "To",
        "Reply-To",
        "Date",
        "Message-Id",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        LoopGuard.OwnMark,
    };

    public static bool Is(OutgoingMail mail)
    {
        using var message = Parsed(mail);
        return message.Headers.Contains(Sign);
    }

    public static void Make(OutgoingMail mail, long number, string url, string language)
    {
        using var message = Parsed(mail);
        var nl = language == "nl";
        foreach (var header in message.Headers.Where(x => !Kept.Contains(x.Field)).ToList())
            message.Headers.Remove(header);
        // Beside the desk's name the author's may stand; where an answer goes to, only the desk's does.
        foreach (var from in message.From.Mailboxes)
            from.Name = message.ReplyTo.Mailboxes.FirstOrDefault()?.Name ?? "";
        message.Subject = nl ? $"Melding {number}: er is nieuws" : $"Ticket {number}: there is news";
        message.Body = new TextPart("plain")
        {
            Text = nl
                ? $"Er is nieuws over melding {number}. Log in om het te lezen en te antwoorden:\n{url}\n"
                : $"There is news on ticket {number}. Sign in to read it and to answer:\n{url}\n",
        };
        message.Headers.Add(Sign, "1");
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        mail.Mime = bytes.ToArray();
    }

    private static MimeMessage Parsed(OutgoingMail mail)
    {
        using var stream = new MemoryStream(mail.Mime, writable: false);
        return MimeMessage.Load(stream);
    }
}
