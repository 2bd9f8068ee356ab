using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Corbel.Desk.Intake;

/// <summary>HTML as strangers write it: made harmless to show, or turned into plain text.</summary>
public static partial class HtmlText
{
    private const string Kept =
        "a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins li ol p pre q s small span strong sub sup "
        + "table tbody td tfoot th thead tr u ul";

    /// <summary>What stands inside these is no text of the writer's; of all other tags the text stays.</summary>
    private const string Emptied =
        "applet audio canvas datalist embed frame frameset head iframe math noembed noframes noscript object plaintext "
        + "script select style svg template textarea title video xmp";

    private static readonly HashSet<string> EmptiedTags = Words(Emptied);
    private static readonly HtmlSanitizer Sanitiser = Make(pictures: false);
    private static readonly HtmlSanitizer WithPictures = Make(pictures: true);

    /// <summary>
    /// Only text, structure and links remain: no script, style, form, frame or picture. Null where the HTML is tangled
    /// beyond what a parser can be given.
    /// </summary>
    public static string? Sanitise(string html) => HtmlTangle.In(html) ? null : Sanitiser.Sanitize(html);

    /// <summary>The same, with the marks and pictures that <see cref="HtmlMail"/> has put there.</summary>
    internal static string Sanitise(IHtmlDocument document) =>
        WithPictures.SanitizeDom(document, document.Body).Body?.InnerHtml ?? "";

    /// <summary>The text of an HTML body, block by block.</summary>
    public static string ToText(string html)
    {
        // Of tangled HTML the tags are cut out without understanding it: a person still reads what it says.
        var clean = Sanitise(html) ?? Scripts().Replace(html, "");
        var broken = Cells().Replace(Blocks().Replace(clean, "\n"), "\t");
        return Tidy(WebUtility.HtmlDecode(Tags().Replace(broken, "")));
    }

    /// <summary>No blanks at the ends of lines, and at most one empty line in a row.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            empty = trimmed.Trim().IsEmpty ? empty + 1 : 0;
            if (empty <= 1)
                tidy.Append(trimmed).Append('\n');
        }
        return tidy.ToString().Trim();
    }

    private static HtmlSanitizer Make(bool pictures)
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = Words(pictures ? $"{Kept} img" : Kept),
            AllowedAttributes = Words(
                pictures
                    ? $"href colspan rowspan src alt width {HtmlMail.From} {HtmlMail.Earlier}"
                    : "href colspan rowspan"
            ),
            AllowedSchemes = Words("http https mailto tel cid"),
            UriAttributes = Words("href src"),
        };
        var sanitiser = new HtmlSanitizer(options) { KeepChildNodes = true };
        sanitiser.RemovingTag += (_, e) =>
        {
            if (EmptiedTags.Contains(e.Tag.LocalName))
                e.Tag.TextContent = "";
        };
        // A relative address would lead into the desk itself, in the name of whoever reads the mail.
        sanitiser.FilterUrl += (_, e) =>
        {
            if (e.Tag is IHtmlImageElement)
                e.SanitizedUrl = HtmlMail.IsOwn(e.OriginalUrl) ? e.OriginalUrl : null;
            else if (
                !Uri.TryCreate(e.OriginalUrl.Trim(), UriKind.Absolute, out var uri)
                || uri.IsFile
                || uri.Scheme is "cid"
            )
                e.SanitizedUrl = null;
        };
        sanitiser.PostProcessNode += (_, e) =>
        {
            if (e.Node is IHtmlAnchorElement link)
                link.SetAttribute("rel", "noopener noreferrer nofollow");
        };
        return sanitiser;
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    // All without backtracking: their time grows with the text, whatever it holds.
    [GeneratedRegex(
        "<(?:br|/p|/div|/li|/tr|/h[1-6]|/blockquote|/pre|/dt|/dd)[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Blocks();

    [GeneratedRegex("</t[dh]>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Cells();

    [GeneratedRegex("<[^>]+>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(
        "<script[ >].*?</script[^>]*>|<style[ >].*?</style[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Scripts();
}
