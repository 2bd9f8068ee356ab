using System.Collections.Immutable;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Seals;
using Corbel.Desk.Tickets;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>A message as a page shows it: its HTML where that says more than its text, what it encloses, what it invites to.</summary>
public sealed class MessageShown
{
    private MessageShown(string text, MessageHtml? html) => (Text, Html) = (text, html);

    public string Text { get; }
    public MessageHtml? Html { get; }

    /// <summary>The HTML stands in the text's place.</summary>
    public bool ShowsHtml => Html is { Carries: true };

    /// <summary>Staff may look at the other form too.</summary>
    public bool BothForms { get; private init; }
    public IReadOnlyList<(EnclosedMail Mail, MessageShown Shown)> Enclosed { get; private init; } = [];
    public IReadOnlyList<Invitation> Invitations { get; private init; } = [];

    /// <summary>How the mail was signed or encrypted; null where it was neither.</summary>
    public Seal? Seal { get; private init; }

    /// <summary>What was opened is for staff alone; null where it is for all who see the message.</summary>
    public string? StaffOnly { get; private init; }

    /// <summary>Files that are seen in the message need no line of their own.</summary>
    public bool Shows(Attachment file) =>
        (ShowsHtml && Html!.Pictures.Contains(file.Id)) || Enclosed.Any(x => x.Shown.Shows(file));

    /// <param name="words">What was said.</param>
    /// <param name="files">The files of the entry, as far as this reader sees them.</param>
    /// <param name="bothForms">Offers the other form of the message below it.</param>
    /// <param name="t">The reader's texts.</param>
    public static MessageShown Of(Words words, IEnumerable<Attachment> files, bool bothForms, IStringLocalizer<Texts> t)
    {
        var pictures = files
            .Where(x => x.MediaType.StartsWith("image/", StringComparison.Ordinal))
            .DistinctBy(x => x.Sha256)
            .ToImmutableDictionary(x => x.Sha256, x => x.Id);
        return Of(words.Text, words.Html, words.Enclosed, words.Invitations, bothForms, pictures, t, words);
    }

    private static MessageShown Of(
        string text,
        string? html,
        IReadOnlyList<EnclosedMail>? enclosed,
        IReadOnlyList<Invitation>? invitations,
        bool bothForms,
        IReadOnlyDictionary<string, Guid> pictures,
        IStringLocalizer<Texts> t,
        Words? mail = null
    ) =>
        new(text, string.IsNullOrWhiteSpace(html) ? null : MessageHtml.Of(html, pictures, t))
        {
            BothForms = bothForms,
            Enclosed = [.. (enclosed ?? []).Select(x => (x, Of(x.Text, x.Html, x.Enclosed, null, false, pictures, t)))],
            Invitations = invitations ?? [],
            Seal = mail?.Seal,
            StaffOnly = mail is { StaffOnly: true } ? SealWords.StaffOnly(bothForms, t) : null,
        };
}
