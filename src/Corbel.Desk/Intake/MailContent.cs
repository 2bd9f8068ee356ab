using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>What people are shown of a mail: its words, files, and what stands in its parts.</summary>
internal sealed record MailContent(
    string Text,
    string? Html,
    IReadOnlyList<IncomingFile> Files,
    IReadOnlyList<EnclosedMail> Enclosed,
    IReadOnlyList<Invitation> Invitations
)
{
    /// <summary>A part of a mail that is no text of it, and the file it makes; null where it makes none or is too large.</summary>
    internal sealed record Part(MimeEntity Entity, IncomingFile? File);

    /// <summary>Of an enclosed message only what is shown is read: its files stand in its own file.</summary>
    public static MailContent Of(MailBody body, EnclosedMail.Room room) =>
        Of(body, body.Files.Select(x => new Part(x, IsShown(x) ? MailFile.Of(x) : null)), room);

    public static MailContent Of(MailBody body, IEnumerable<Part> parts, EnclosedMail.Room room)
    {
        var unpacked = WinmailDat.Unpack(parts);
        var pictures = new Pictures();
        var enclosed = new List<EnclosedMail>();
        var invitations = new List<Invitation>();
        var files = new List<IncomingFile>();
        foreach (var (entity, file) in unpacked.Parts)
        {
            if (MessageIn(entity) is { } message && room.Read(message) is { } mail)
                enclosed.Add(mail);
            if (file is null || file.MediaType == "application/applefile")
                continue;
            var invitation = Invitation.Read(file);
            // In two forms of one mail it is one invitation, and one file.
            if (invitation is not null && invitations.Contains(invitation) && files.Exists(x => SameLines(x, file)))
                continue;
            if (invitation is not null && !invitations.Contains(invitation))
                invitations.Add(invitation);
            files.Add(pictures.Add(entity, file));
        }
        var html = body.Html ?? unpacked.Body?.Html;
        var clean = html is null ? null : HtmlMail.Clean(html, pictures);
        var text = new[] { body.Text, unpacked.Body?.Text, unpacked.Rtf, body.Stray }.FirstOrDefault(x =>
            x is { Length: > 0 }
        );
        files.AddRange(pictures.Within);
        if (room.IsTop)
            files.AddRange(room.Pictures);
        return new(
            StorableText.Readable(text ?? ""),
            clean is null ? null : StorableText.Readable(clean),
            files,
            enclosed,
            invitations
        );
    }

    private static bool SameLines(IncomingFile one, IncomingFile other) =>
        one.Bytes.Where(x => x != '\r').SequenceEqual(other.Bytes.Where(x => x != '\r'));

    private static bool IsShown(MimeEntity entity) =>
        entity is MimePart part
        && (
            part.ContentType.IsMimeType("image", "*")
            || part.ContentType.IsMimeType("text", "calendar")
            || WinmailDat.Is(part)
        );

    /// <summary>Of a message that somebody encoded against the rules, too.</summary>
    private static MimeMessage? MessageIn(MimeEntity entity)
    {
        if (entity is MessagePart whole)
            return whole.Message;
        if (entity is not MimePart { Content: { } content } part || !part.ContentType.IsMimeType("message", "rfc822"))
            return null;
        var bytes = new MemoryStream();
        content.DecodeTo(bytes);
        bytes.Position = 0;
        try
        {
            return ParsedMail.Load(bytes);
        }
        catch (FormatException)
        {
            // It only says that it is a message: then it is a file like others.
            return null;
        }
    }
}
