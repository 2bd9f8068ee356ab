using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Ui.Tags;

/// <summary>How much of a time is written out.</summary>
public enum WhenStyle
{
    /// <summary>18:30 BST today, Fri 18:30 BST within a week, 28 Aug, 18:30 BST beyond.</summary>
    Near,

    /// <summary>18:30 BST.</summary>
    Clock,

    /// <summary>Fri 28 Aug 2026.</summary>
    Day,

    /// <summary>Fri 28 Aug 2026, 18:30 BST.</summary>
    Full,

    /// <summary>2 hours ago, kept up to date by the browser; without scripts as Near.</summary>
    Ago,
}

/// <summary>&lt;when at="@instant" /&gt;: an instant in the reader's zone, the zone named, the full time on hovering.</summary>
[HtmlTargetElement("when", Attributes = "at", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WhenTag(Reader reader) : TagHelper
{
    public Instant At { get; set; }

    [HtmlAttributeName("as")]
    public WhenStyle As { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = As == WhenStyle.Ago ? "relative-time" : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", InstantPattern.General.Format(At));
        output.Attributes.SetAttribute("title", $"{reader.Day(At)}, {reader.Clock(At)} {reader.ZoneName(At)}");
        if (As == WhenStyle.Ago)
        {
            output.Attributes.SetAttribute("lang", reader.Culture.Name);
            output.Attributes.SetAttribute("no-title", "");
        }

        var day = As switch
        {
            WhenStyle.Clock => "",
            WhenStyle.Day or WhenStyle.Full => reader.Day(At),
            _ => reader.NearDay(At),
        };
        output.Content.SetContent(day);
        if (As == WhenStyle.Day)
        {
            return;
        }

        output.Content.Append(
            day.Length == 0 ? ""
            : day.Any(char.IsDigit) ? ", "
            : " "
        );
        output.Content.Append(reader.Clock(At));
        output.Content.AppendHtml("\u00a0<span class=\"zone\">").Append(reader.ZoneName(At)).AppendHtml("</span>");
    }
}
