using System.Text;
using Corbel.Desk.Files;
using Corbel.Desk.Intake.Seals;
using Corbel.Desk.Tickets;
using MimeKit;
using MimeKit.Utils;
using NodaTime;

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

    /// <summary>The addresses of which it reports that they could not be reached; empty where it is no such report.</summary>
    public required IReadOnlyList<string> FailedRecipients { get; init; }

    /// <summary>Messages that it encloses, as attachments or in a digest.</summary>
    public required IReadOnlyList<EnclosedMail> Enclosed { get; init; }

    /// <summary>Invitations to a calendar that it brings.</summary>
    public required IReadOnlyList<Invitation> Invitations { get; init; }

    /// <summary>How it was signed or encrypted; null where it was neither, or it was read without keys.</summary>
    public Seal? Seal { get; init; }

    /// <summary>
    /// Names the message, whatever delivery brought it: Message-ID, Date, From and the decoded body with its files. Null
    /// where it has neither Message-ID nor Date: then two that look alike may well be two.
    /// </summary>
    public required string? MessageKey { get; init; }

    private static readonly ParserOptions Options;

    static ParsedMail()
    {
        // For bytes in a header that nobody encoded and that are no UTF-8.
        Options = ParserOptions.Default.Clone();
        Options.CharsetEncoding = Encoding.GetEncoding(1252);
    }

    /// <summary>Reads a mail; null where the bytes are none or the parser fails on them.</summary>
    /// <param name="raw">The mail as it came.</param>
    /// <param name="keys">What opens it; null where its words are not needed.</param>
    /// <param name="receivedAt">When it came: keys count as they were then.</param>
    public static ParsedMail? TryParse(byte[] raw, MailKeys? keys = null, Instant receivedAt = default)
    {
        try
        {
            return Parse(raw, keys, receivedAt);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever the parser trips over: the mail is kept whole and a person looks at it.
            return null;
        }
    }

    internal static ParsedMail? Parse(byte[] raw, MailKeys? keys = null, Instant receivedAt = default)
    {
        using var stream = new MemoryStream(raw, writable: false);
        using var message = Load(stream);
        return message.Headers.Count == 0 || message.Body is null ? null : Read(message, keys, receivedAt);
    }

    /// <summary>The words of the entry it becomes.</summary>
    /// <param name="files">SHA-256 of its files.</param>
    internal Words ToWords(IReadOnlyList<string> files) =>
        new(StorableText.Of(Subject), Text, Html, files.Count == 0 ? null : files)
        {
            Enclosed = Enclosed.Count == 0 ? null : Enclosed,
            Invitations = Invitations.Count == 0 ? null : Invitations,
            Seal = Seal,
        };

    private static ParsedMail Read(MimeMessage message, MailKeys? keys, Instant receivedAt)
    {
        var from = message.From.Mailboxes.FirstOrDefault();
        var body = MailBody.Of(message.Body);
        var parts = PartsOf(body);
        // The outer mail names the message and its sender, whatever the desk can open of it today.
        var (open, seal) = keys?.Open(message.Body!, from?.Address, receivedAt) ?? (message.Body!, null);
        var shown = ReferenceEquals(open, message.Body) ? body : MailBody.Of(open);
        var content = MailContent.Of(shown, ReferenceEquals(shown, body) ? parts : PartsOf(shown), new());
        var bounce = DeliveryReport.Of(message);
        return new ParsedMail
        {
            From = from is null || from.Address.Any(char.IsControl) ? null : from.Address,
            FromName = from?.Name is { } name ? Excerpt.Of(Charsets.Mended(name)) : null,
            MessageId = Ids(message.MessageId).FirstOrDefault(),
            Subject = SubjectOf(message),
            Text = content.Text.Length == 0 && content.Html is null ? StrayIn(message.Headers) : content.Text,
            Html = content.Html,
            Files = content.Files,
            Recipients = [.. RecipientsOf(message)],
            References = [.. message.References.Reverse().Prepend(message.InReplyTo).SelectMany(Ids)],
            Header = [.. message.Headers.Select(x => (x.Field, x.Value))],
            Undelivered = [.. bounce.Messages.SelectMany(Ids)],
            FailedRecipients = bounce.Recipients,
            Enclosed = content.Enclosed,
            Invitations = content.Invitations,
            Seal = seal,
            MessageKey = KeyOf(message, body.Decoded, parts.Select(x => x.File).OfType<IncomingFile>()),
        };
    }

    private static List<MailContent.Part> PartsOf(MailBody body) =>
        [.. body.Files.Select(x => new MailContent.Part(x, MailFile.Of(x)))];

    internal static MimeMessage Load(Stream stream) => MimeMessage.Load(Options, stream);

    internal static MimeEntity LoadPart(Stream stream) => MimeEntity.Load(Options, stream);

    internal static string SubjectOf(MimeMessage message) =>
        HeaderText.Of(message.Headers.FirstOrDefault(x => x.Id == HeaderId.Subject));

    /// <summary>Where no blank line ends the header, the text stands among its fields.</summary>
    private static string StrayIn(HeaderList header) =>
        StorableText
            .Readable(
                string.Concat(header.Where(x => x.Field.AsSpan().ContainsAny(" \t\r\n")).Select(x => x.Field + x.Value))
            )
            .Trim();

    /// <summary>
    /// The files are those that the parser finds, whatever of them the desk unpacks or shows: a message keeps its name when the
    /// desk learns to read it better.
    /// </summary>
    private static string? KeyOf(MimeMessage message, string decoded, IEnumerable<IncomingFile> files)
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
}
