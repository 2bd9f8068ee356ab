using Corbel.Core.Intake;
using Corbel.Desk.Intake;
using MimeKit;
using MimeKit.Utils;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>A mail of the desk before it becomes bytes.</summary>
internal sealed record MailDraft
{
    public required MailKind Kind { get; init; }
    public required DeskAddress From { get; init; }

    /// <summary>The person of staff who wrote it, beside the desk's name; null for automatic mail.</summary>
    public string? Author { get; init; }
    public required string To { get; init; }
    public string? ToName { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }

    /// <summary>Without brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The address an answer goes to: the support address with the ticket's token.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The Message-ID of the mail that this one answers, without brackets.</summary>
    public string? InReplyTo { get; init; }
    public IReadOnlyList<(string Name, string MediaType, byte[] Bytes)> Files { get; init; } = [];

    /// <summary>An appointment (RFC 5546) that goes along; null for none.</summary>
    public CalendarMail? Calendar { get; init; }

    /// <summary>Where one click ends a subscription (RFC 8058); null where there is none to end.</summary>
    public string? Unsubscribe { get; init; }

    public OutgoingMail ToMail(Instant now, Guid? ticket = null, int? entry = null) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Kind = Kind,
            TicketId = ticket,
            EntryNumber = entry,
            Recipient = To,
            MessageId = MessageId,
            Mime = ToBytes(now),
            CreatedAt = now,
            NextAttemptAt = now,
        };

    private byte[] ToBytes(Instant now)
    {
        using var message = new MimeMessage();
        var name = Author is null ? From.Name : $"{Author} ({From.Name})";
        message.From.Add(new MailboxAddress(name, From.Support));
        message.To.Add(new MailboxAddress(ToName ?? "", To));
        if (ReplyTo is not null)
            message.ReplyTo.Add(new MailboxAddress(From.Name, ReplyTo));
        message.Subject = Subject;
        message.Date = now.ToDateTimeOffset();
        message.MessageId = MessageId;
        if (InReplyTo is not null)
        {
            message.InReplyTo = InReplyTo;
            message.References.Add(InReplyTo);
        }
        message.Headers.Add(LoopGuard.OwnMark, "1");
        if (Unsubscribe is not null)
        {
            message.Headers.Add("List-Unsubscribe", $"<{Unsubscribe}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (Kind != MailKind.Reply)
        {
            // RFC 3834: an answer to a mail says so; other automatic mail says that.
            var answer = Kind is MailKind.Acknowledgement or MailKind.UnknownSender;
            message.Headers.Add("Auto-Submitted", answer ? "auto-replied" : "auto-generated");
            message.Headers.Add("X-Auto-Response-Suppress", "All");
        }
        var body = new BodyBuilder { TextBody = Text };
        foreach (var file in Files)
            body.Attachments.Add(
                FileNames.Clean(file.Name),
                file.Bytes,
                ContentType.Parse(FileNames.MediaType(file.MediaType))
            );
        message.Body = Calendar?.Around(body) ?? body.ToMessageBody();
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }
}
