using System.Net;
using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>
/// What of a mail's parts is read and what is a file. Every part is one of the two: pictures shown inside the text, the
/// second half of a text around a picture, and attachments that a sender's program calls "inline" too.
/// </summary>
internal sealed class MailBody
{
    /// <summary>More parts than this stay in the original alone.</summary>
    private const int MostFiles = 250;

    private readonly List<(TextPart? Plain, TextPart? Html)> pieces = [];
    private readonly List<MimeEntity> files = [];

    private MailBody() { }

    /// <summary>The plain text; made from the HTML where a piece has nothing else.</summary>
    public string Text => string.Join("\n\n", pieces.Select(TextOf).Where(x => x.Length > 0)).Trim();

    /// <summary>The HTML as it came; null where no piece has any.</summary>
    public string? Html =>
        pieces.Exists(x => x.Html is not null)
            ? string.Concat(pieces.Select(x => x.Html is null ? Encode(x.Plain) : Charsets.TextOf(x.Html)))
            : null;

    /// <summary>
    /// All pieces as the parser decodes them, unchanged by any reading of ours: it names the message, and a message keeps its
    /// name when the desk learns to read it better.
    /// </summary>
    public string Decoded => string.Join('\0', pieces.SelectMany(x => new[] { x.Plain?.Text, x.Html?.Text }));

    /// <summary>Text that stands where no part is: between parts that nobody parted.</summary>
    public string Stray { get; private set; } = "";

    public IEnumerable<MimeEntity> Files => files.Take(MostFiles);

    public static MailBody Of(MimeEntity? body)
    {
        var read = new MailBody();
        if (body is not null)
            read.Walk(body);
        return read;
    }

    private void Walk(MimeEntity entity)
    {
        if (entity is MultipartAlternative choice)
            Choose(choice);
        else if (entity is Multipart { Count: 0 } none)
            Stray = (none.Preamble ?? none.Epilogue ?? "").Trim();
        else if (entity is Multipart many)
            foreach (var part in many)
                Walk(part);
        else if (Words(entity) is not { } text)
            files.Add(entity);
        else if (text.IsHtml)
            pieces.Add((null, text));
        else
            pieces.Add((text, null));
    }

    /// <summary>The same words in several forms: one piece, and whatever else lies there as files.</summary>
    private void Choose(MultipartAlternative choice)
    {
        var forms = choice.Select(Of).ToList();
        Stray = choice.Count == 0 ? (choice.Preamble ?? "").Trim() : Stray;
        var plain = forms.SelectMany(x => x.pieces).Select(x => x.Plain).FirstOrDefault(x => x is not null);
        var html = forms.SelectMany(x => x.pieces).Select(x => x.Html).FirstOrDefault(x => x is not null);
        if (plain is not null || html is not null)
            pieces.Add((plain, html));
        files.AddRange(forms.SelectMany(x => x.files));
    }

    private static TextPart? Words(MimeEntity entity) =>
        entity is TextPart { IsAttachment: false, FileName: null or "" } text && (text.IsPlain || text.IsHtml)
            ? text
            : null;

    private static string TextOf((TextPart? Plain, TextPart? Html) piece)
    {
        var plain = piece.Plain is null ? "" : Charsets.TextOf(piece.Plain).Trim();
        return plain.Length > 0 || piece.Html is null ? plain : HtmlText.ToText(Charsets.TextOf(piece.Html));
    }

    private static string Encode(TextPart? plain) =>
        plain is null ? "" : $"<pre>{WebUtility.HtmlEncode(Charsets.TextOf(plain))}</pre>";
}
