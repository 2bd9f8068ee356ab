using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>The file that a part of a mail makes.</summary>
internal static class MailFile
{
    /// <returns>Null where the part holds nothing, or more than is kept apart.</returns>
    public static IncomingFile? Of(MimeEntity entity)
    {
        using var bytes = new MemoryStream();
        if (entity is MessagePart { Message: { } nested })
            nested.WriteTo(bytes);
        else if (entity is MimePart { Content: { } content })
            content.DecodeTo(bytes);
        else
            return null;
        if (bytes.Length > ParsedMail.LargestFile)
            return null;
        var type = FileNames.MediaType(entity.ContentType.MimeType);
        var given = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        var name = string.IsNullOrWhiteSpace(given) ? NameFor(type) : HeaderText.Of(Charsets.Mended(given));
        return new IncomingFile(FileNames.Clean(name), type, bytes.ToArray());
    }

    private static string NameFor(string type) =>
        type switch
        {
            "message/rfc822" or "message/global" => "message.eml",
            "message/delivery-status" => "delivery-status.txt",
            "text/rfc822-headers" => "headers.txt",
            "message/disposition-notification" => "receipt.txt",
            "text/calendar" => "invitation.ics",
            "application/octet-stream" => "file",
            _ when MimeTypes.TryGetExtension(type, out var ending) => $"file{ending}",
            _ => "file",
        };
}
