using System.Net;
using System.Text.RegularExpressions;
using Ganss.Xss;

namespace Corbel.Desk.Intake;

/// <summary>HTML as strangers write it: made harmless to show, or turned into plain text.</summary>
public static partial class HtmlText
{
    private static readonly HtmlSanitizer Sanitiser = Make();

    /// <summary>Only text, structure and links remain: no script, style, form, frame or remote image.</summary>
    public static string Sanitise(string html) => Sanitiser.Sanitize(html);

    /// <summary>The text of an HTML body, block by block.</summary>
    public static string ToText(string html)
    {
        var clean = Sanitise(html);
        var broken = Blocks().Replace(clean, "\n");
        var text = WebUtility.HtmlDecode(Tags().Replace(broken, ""));
        return ManyBreaks().Replace(text, "\n\n").Trim();
    }

    private static HtmlSanitizer Make()
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "a",
                "b",
                "blockquote",
                "br",
                "code",
                "dd",
                "del",
                "div",
                "dl",
                "dt",
                "em",
                "h1",
                "h2",
                "h3",
                "h4",
                "hr",
                "i",
                "ins",
                "li",
                "ol",
                "p",
                "pre",
                "q",
                "s",
                "small",
                "span",
                "strong",
                "sub",
                "sup",
                "table",
                "tbody",
                "td",
                "tfoot",
                "th",
                "thead",
                "tr",
                "u",
                "ul",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "colspan", "rowspan" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        };
        var sanitiser = new HtmlSanitizer(options);
        sanitiser.PostProcessNode += (_, e) =>
        {
            if (e.Node is AngleSharp.Html.Dom.IHtmlAnchorElement link)
                link.SetAttribute("rel", "noopener noreferrer nofollow");
        };
        return sanitiser;
    }

    [GeneratedRegex("<(?:br|/p|/div|/li|/tr|/h[1-4]|/blockquote|/pre)[^>]*>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s*\n\s*\n\s*", RegexOptions.None, 1000)]
    private static partial Regex ManyBreaks();
}
