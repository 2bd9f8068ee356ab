using System.Text;
using Corbel.Desk.Files;
using MimeKit;
using MimeKit.Utils;

namespace Corbel.Desk.Intake;

/// <summary>A file that came with a message.</summary>
public sealed record IncomingFile(string Name, string MediaType, byte[] Bytes);

/// <summary>What the desk needs of a mail, read once from its raw bytes.</summary>
public sealed record ParsedMail
{
    /// <summary>The largest attached file that is kept apart; a larger one stays in the original alone.</summary>
    public const int LargestFile = 25 * 1024 * 1024;

    public required string? From { get; init; }
    public required string? FromName { get; init; }
    public required string? MessageId { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required string? Html { get; init; }
    public required IReadOnlyList<IncomingFile> Files { get; init; }

    /// <summary>Every address it was sent to, the envelope's as delivery agents note them included.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>In-Reply-To and References, the nearest first.</summary>
    public required IReadOnlyList<string> References { get; init; }
    public required IReadOnlyList<(string Name, string Value)> Header { get; init; }

    /// <summary>Message-IDs of mails of which it reports that they could not be delivered (RFC 3464).</summary>
    public required IReadOnlyList<string> Undelivered { get; init; }

    /// <summary>
    /// Names the message, whatever delivery brought it: Message-ID, Date, From and the decoded body with its files. Null
    /// where it has neither Message-ID nor Date: then two that look alike may well be two.
    /// </summary>
    public required string? MessageKey { get; init; }

    // Without it, windows-1252 and its kin read as if every byte were a letter of its own.
    static ParsedMail() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a mail; null where the bytes are none or the parser fails on them.</summary>
    public static ParsedMail? TryParse(byte[] raw)
    {
        try
        {
            using var stream = new MemoryStream(raw, writable: false);
            using var message = MimeMessage.Load(ParserOptions.Default, stream);
            return message.Headers.Count == 0 || message.Body is null ? null : Read(message);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever the parser trips over: the mail is kept whole and a person looks at it.
            return null;
        }
    }

    private static ParsedMail Read(MimeMessage message)
    {
        var from = message.From.Mailboxes.FirstOrDefault();
        var body = MailBody.Of(message.Body);
        var html = body.Html;
        IncomingFile[] files = [.. body.Files.Select(ToFile).OfType<IncomingFile>()];
        return new ParsedMail
        {
            From = from is null || from.Address.Any(char.IsControl) ? null : from.Address,
            FromName = from?.Name is { } name ? Excerpt.Of(name) : null,
            MessageId = Ids(message.MessageId).FirstOrDefault(),
            Subject = (message.Subject ?? "").Trim(),
            Text = body.Text,
            Html = html is null ? null : HtmlText.Sanitise(html),
            Files = files,
            Recipients = [.. RecipientsOf(message)],
            References = [.. message.References.Reverse().Prepend(message.InReplyTo).SelectMany(Ids)],
            Header = [.. message.Headers.Select(x => (x.Field, x.Value))],
            Undelivered = [.. DeliveryReport.Undelivered(message).SelectMany(Ids)],
            MessageKey = KeyOf(message, body.Decoded, files),
        };
    }

    private static string? KeyOf(MimeMessage message, string decoded, IncomingFile[] files)
    {
        var date = message.Headers[HeaderId.Date];
        if (string.IsNullOrWhiteSpace(message.MessageId) && string.IsNullOrWhiteSpace(date))
            return null;
        var body = string.Join('\0', files.Select(x => FileStore.NameOf(x.Bytes)).Prepend(decoded));
        var bodyName = FileStore.NameOf(Encoding.UTF8.GetBytes(body));
        var from = message.From.Mailboxes.FirstOrDefault()?.Address;
        return FileStore.NameOf(Encoding.UTF8.GetBytes(string.Join('\n', message.MessageId, date, from, bodyName)));
    }

    /// <summary>Message-IDs that another mail can name: an empty or broken one names none.</summary>
    private static IEnumerable<string> Ids(string? header) =>
        string.IsNullOrWhiteSpace(header)
            ? []
            : MimeUtils.EnumerateReferences($"<{header.Trim()}>").Where(x => x.Length > 0 && !x.Any(char.IsControl));

    private static IEnumerable<string> RecipientsOf(MimeMessage message)
    {
        foreach (var mailbox in message.To.Mailboxes.Concat(message.Cc.Mailboxes).Concat(message.Bcc.Mailboxes))
            yield return mailbox.Address;
        foreach (
            var field in message.Headers.Where(x => x.Field.ToLowerInvariant() is "delivered-to" or "x-original-to")
        )
            yield return field.Value.Trim().Trim('<', '>');
    }

    private static IncomingFile? ToFile(MimeEntity entity)
    {
        using var bytes = new MemoryStream();
        if (entity is MessagePart { Message: { } nested })
            nested.WriteTo(bytes);
        else if (entity is MimePart { Content: { } content })
            content.DecodeTo(bytes);
        else
            return null;
        if (bytes.Length > LargestFile)
            return null;
        var name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        name ??= entity is MessagePart ? "message.eml" : "file";
        return new IncomingFile(
            FileNames.Clean(name),
            FileNames.MediaType(entity.ContentType.MimeType),
            bytes.ToArray()
        );
    }
}
