using MimeKit;
using MimeKit.Tnef;

namespace Corbel.Desk.Intake;

/// <summary>
/// Outlook's own wrapping (TNEF, "winmail.dat"): its files and, where the mail says nothing else, its words. One that cannot be
/// opened stays a file.
/// </summary>
internal sealed record WinmailDat(IReadOnlyList<MailContent.Part> Parts, MailBody? Body, string? Rtf)
{
    private const int Deepest = 3;

    public static bool Is(MimePart part) =>
        part is TnefPart || string.Equals(part.FileName, "winmail.dat", StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a mail, with each wrapping replaced by what it holds.</summary>
    public static WinmailDat Unpack(IEnumerable<MailContent.Part> parts) => Unpack(parts, Deepest);

    private static WinmailDat Unpack(IEnumerable<MailContent.Part> parts, int depth)
    {
        var all = new List<MailContent.Part>();
        var (body, rtf) = ((MailBody?)null, (string?)null);
        foreach (var part in parts)
        {
            if (depth == 0 || part.Entity is not MimePart wrapping || !Is(wrapping) || Open(wrapping) is not { } inside)
            {
                all.Add(part);
                continue;
            }
            var held = Unpack(inside.Files.Select(x => new MailContent.Part(x, MailFile.Of(x))), depth - 1);
            var formatted = held.Parts.Where(x => IsWords(x.Entity)).ToList();
            var words = formatted.Select(x => RtfText.Of(x.File?.Bytes ?? [])).FirstOrDefault(x => x.Length > 0);
            if (held.Parts.Count == 0 && inside.Text.Length == 0 && words is null)
            {
                all.Add(part);
                continue;
            }
            all.AddRange(held.Parts.Except(formatted));
            (body, rtf) = (body ?? inside, rtf ?? words ?? held.Rtf);
        }
        return new(all, body, rtf);
    }

    private static MailBody? Open(MimePart part)
    {
        try
        {
            var wrapping = part as TnefPart ?? new TnefPart { Content = part.Content };
            return wrapping.Content is null ? null : MailBody.Of(wrapping.ConvertToMessage().Body);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Whatever the parser trips over: then it is a file like others.
            return null;
        }
    }

    /// <summary>The words of the message as rich text, which the parser leaves for us.</summary>
    private static bool IsWords(MimeEntity entity) => entity is TextPart { IsRichText: true, FileName: null or "" };
}
