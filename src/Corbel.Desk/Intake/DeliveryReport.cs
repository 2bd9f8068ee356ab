using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>Reads delivery status notifications (RFC 3464): which of our mails came back.</summary>
internal static class DeliveryReport
{
    /// <summary>Message-IDs, without brackets, of the mails reported as failed for good.</summary>
    public static IEnumerable<string> Undelivered(MimeMessage message)
    {
        if (
            message.Body is not MultipartReport report
            || !string.Equals(report.ReportType, "delivery-status", StringComparison.OrdinalIgnoreCase)
        )
            yield break;
        var failed = report
            .OfType<MessageDeliveryStatus>()
            .SelectMany(x => x.StatusGroups)
            .Any(x => string.Equals(x["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase));
        if (!failed)
            yield break;
        foreach (var part in report)
        {
            if (part is MessagePart { Message.MessageId: { } whole })
                yield return whole;
            else if (
                part is TextPart { ContentType.MediaSubtype: "rfc822-headers" } header
                && IdIn(header.Text) is { } id
            )
                yield return id;
        }
    }

    private static string? IdIn(string header)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(header));
        return HeaderList.Load(stream)[HeaderId.MessageId]?.Trim().Trim('<', '>');
    }
}
