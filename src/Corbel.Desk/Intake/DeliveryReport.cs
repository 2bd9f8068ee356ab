using System.Text;
using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>
/// What a machine reports of mail that it could not deliver: by RFC 3464, or by one of the forms in which mail systems write
/// without it. Only a mail that says it is a machine's is one: a person who forwards a report reports nothing.
/// </summary>
/// <param name="Messages">Message-IDs, without brackets, of the mails that came back.</param>
/// <param name="Recipients">The addresses that were not reached.</param>
internal sealed record DeliveryReport(IReadOnlyList<string> Messages, IReadOnlyList<string> Recipients)
{
    private const int Most = 100;
    private static readonly DeliveryReport None = new([], []);

    public static DeliveryReport Of(MimeMessage message)
    {
        if (!IsMachines(message))
            return None;
        var parts = Parts(message.Body).ToList();
        var groups = parts.OfType<MessageDeliveryStatus>().SelectMany(StatusGroups).ToList();
        var failed = groups.Where(x => Word(x["Action"]) == "failed").Select(AddressOf).ToList();
        // A report by the rules says itself what failed; a delay or a receipt is no failure, whatever stands beside it.
        if (groups.Exists(x => x.Contains("Action")))
            return failed.Count == 0 ? None : new(Returned(message, parts, loosely: false), Distinct(failed));
        if (parts.Exists(x => x is MessageDispositionNotification))
            return None;
        return FreeBounce.Recipients(message, IsDaemon(message), MailBody.Of(message.Body).Text) is { } free
            ? new(Returned(message, parts, loosely: true), Distinct(free))
            : None;
    }

    /// <summary>By its envelope, its sender's name, or its own form (RFC 3834, RFC 5321 4.5.5, RFC 6522).</summary>
    private static bool IsMachines(MimeMessage message) =>
        IsDaemon(message)
        || message.Body?.ContentType.IsMimeType("multipart", "report") == true
        || message.Headers.Any(x =>
            x.Field.ToLowerInvariant() switch
            {
                "return-path" => x.Value.Trim() is "<>" or "",
                "x-failed-recipients" => true,
                _ => false,
            }
        );

    private static bool IsDaemon(MimeMessage message) =>
        message.From.Mailboxes.FirstOrDefault()?.Address.Split('@')[0].ToLowerInvariant()
            is "mailer-daemon"
                or "postmaster"
                or "mail-daemon"
                or "mailerdaemon"
                or "mail-delivery-system";

    private static IEnumerable<MimeEntity> Parts(MimeEntity? entity) =>
        entity is Multipart many ? many.SelectMany(Parts).Prepend(many)
        : entity is null ? []
        : [entity];

    private static IEnumerable<HeaderList> StatusGroups(MessageDeliveryStatus status)
    {
        try
        {
            return [.. status.StatusGroups];
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>The address as the sender wrote it, where the report still knows it.</summary>
    private static string AddressOf(HeaderList group) =>
        (group["Original-Recipient"] ?? group["Final-Recipient"] ?? "").Split(';', 2)[^1].Trim().Trim('<', '>');

    private static string Word(string? value) => (value ?? "").Split('(', ' ')[0].Trim().ToLowerInvariant();

    /// <summary>Only what has the form of an address, each once.</summary>
    private static List<string> Distinct(IEnumerable<string> addresses) =>
        [.. addresses.Where(FreeBounce.IsAddress).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];

    /// <summary>
    /// The Message-IDs in what came back: the mail itself, its header, or what the text repeats of it; where nothing came back,
    /// those that the report answers.
    /// </summary>
    private static List<string> Returned(MimeMessage message, List<MimeEntity> parts, bool loosely)
    {
        var ids = parts.Select(IdOf).ToList();
        if (loosely)
            ids.AddRange(FreeBounce.Ids(MailBody.Of(message.Body).Text));
        ids.RemoveAll(string.IsNullOrWhiteSpace);
        if (ids.Count == 0)
            ids.AddRange(message.References.Reverse().Prepend(message.InReplyTo));
        return [.. ids.OfType<string>().Where(x => x.Length > 0).Distinct().Take(Most)];
    }

    private static string? IdOf(MimeEntity part) =>
        part switch
        {
            MessagePart whole => whole.Message?.MessageId,
            TextPart { ContentType.MediaSubtype: "rfc822-headers" } header => IdIn(header.Text),
            MessageDeliveryStatus status => StatusGroups(status)
                .Select(x => x["Original-Message-ID"] ?? x["X-Original-Message-ID"])
                .FirstOrDefault(x => x is not null)
                ?.Trim()
                .Trim('<', '>'),
            _ => null,
        };

    private static string? IdIn(string header)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(header));
        return HeaderList.Load(stream)[HeaderId.MessageId]?.Trim().Trim('<', '>');
    }
}
