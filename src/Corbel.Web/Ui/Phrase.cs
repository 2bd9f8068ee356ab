using System.Globalization;
using System.Text.RegularExpressions;
using Corbel.Web.Ui.Tags;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Ui;

/// <summary>A sentence of the texts with elements in its places: "A person answers you by {0}." and a time.</summary>
public static partial class Phrase
{
    public static IHtmlContent With(LocalizedString sentence, params object?[] parts)
    {
        var html = new HtmlContentBuilder();
        var (text, end) = (sentence.Value, 0);
        foreach (Match match in Places().Matches(text))
        {
            html.Append(text[end..match.Index]);
            Append(html, parts[int.Parse(match.Groups["place"].ValueSpan, CultureInfo.InvariantCulture)]);
            end = match.Index + match.Length;
        }

        html.Append(text[end..]);
        return html;
    }

    /// <summary>An instant as <see cref="WhenTag"/> writes it.</summary>
    public static IHtmlContent When(this Reader reader, Instant at, WhenStyle style = WhenStyle.Near)
    {
        var output = new TagHelperOutput(
            "when",
            [],
            (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())
        );
        new WhenTag(reader) { At = at, As = style }.Process(null!, output);
        return output;
    }

    private static IHtmlContentBuilder Append(HtmlContentBuilder html, object? part) =>
        part is IHtmlContent content
            ? html.AppendHtml(content)
            : html.Append(Convert.ToString(part, CultureInfo.CurrentCulture) ?? "");

    [GeneratedRegex(@"\{(?<place>\d)\}", RegexOptions.None, 1000)]
    private static partial Regex Places();
}
