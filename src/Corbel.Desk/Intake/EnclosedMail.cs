using Corbel.Desk.Files;
using MimeKit;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Intake;

/// <summary>A message within a message, as people read it. The whole of it is a file beside it.</summary>
/// <param name="From">Who wrote it, as it says itself; null where it does not.</param>
/// <param name="Date">When, as it says itself, in UTC (ISO 8601); null where it does not.</param>
/// <param name="Subject">One line; may be empty.</param>
/// <param name="Text">Plain text, cut where it is very long.</param>
/// <param name="Html">As <see cref="HtmlMail"/> leaves it, or null.</param>
/// <param name="Enclosed">Messages within it.</param>
public sealed record EnclosedMail(
    string? From,
    string? Date,
    string Subject,
    string Text,
    string? Html,
    IReadOnlyList<EnclosedMail> Enclosed
)
{
    private const int LongestText = 50_000;
    private const int LongestHtml = 200_000;

    /// <summary>The instant that <see cref="Date"/> names.</summary>
    public Instant? At() =>
        Date is null || !InstantPattern.General.Parse(Date).TryGetValue(default, out var at) ? null : at;

    internal static EnclosedMail Of(MimeMessage message, Room room)
    {
        var content = MailContent.Of(MailBody.Of(message.Body), room);
        var html = content.Html is { Length: <= LongestHtml } ? content.Html : null;
        room.Pictures.AddRange(
            content.Files.Where(x => html?.Contains(FileStore.NameOf(x.Bytes), StringComparison.Ordinal) == true)
        );
        return new EnclosedMail(
            FromOf(message),
            DateOf(message),
            Excerpt.Of(ParsedMail.SubjectOf(message)),
            content.Text.Length > LongestText ? $"{StorableText.Of(content.Text[..LongestText])} …" : content.Text,
            html,
            content.Enclosed
        );
    }

    private static string? FromOf(MimeMessage message)
    {
        var names = message.From.Mailboxes.Select(x =>
            string.IsNullOrWhiteSpace(x.Name) ? x.Address : $"{Charsets.Mended(x.Name)} <{x.Address}>"
        );
        return Excerpt.Of(string.Join(", ", names)) is { Length: > 0 } from ? from : null;
    }

    private static string? DateOf(MimeMessage message) =>
        message.Headers.Contains(HeaderId.Date) && message.Date is { Year: > 1970 and < 2200 } date
            ? InstantPattern.General.Format(Instant.FromUnixTimeSeconds(date.ToUnixTimeSeconds()))
            : null;

    /// <summary>What is left of the limits, and the pictures that enclosed messages show.</summary>
    internal sealed class Room
    {
        /// <summary>Messages deeper than this, or beyond this number, are read from the file alone.</summary>
        private const int Deepest = 3;
        private const int Most = 25;
        private const int MostPictures = 100;
        private int depth;
        private int count;

        public List<IncomingFile> Pictures { get; } = [];

        public bool IsTop => depth == 0;

        public EnclosedMail? Read(MimeMessage message)
        {
            if (depth == Deepest || count == Most)
                return null;
            count++;
            depth++;
            var mail = Of(message, this);
            depth--;
            if (Pictures.Count > MostPictures)
                Pictures.RemoveRange(MostPictures, Pictures.Count - MostPictures);
            return mail;
        }
    }
}
