using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Corbel.Web.Ui.Tags;

/// <summary>
/// &lt;mark-label mark="official-sensitive" /&gt;: a mark in the colour that the policy gives it. The colour is a picture: our
/// pages allow no style that is not of their own sheet.
/// </summary>
[HtmlTargetElement("mark-label", Attributes = "mark", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MarkLabelTag(MarkFaces faces) : TagHelper
{
    /// <summary>The id of the mark; nothing is shown where there is none.</summary>
    public string? Mark { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        // Razor makes an empty text of none.
        if (string.IsNullOrEmpty(Mark))
        {
            output.SuppressOutput();
            return;
        }
        var spec = (await faces.Known()).GetValueOrDefault(Mark);
        var colour = MarkColour.Of(spec?.Colour);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "mark-label");
        output.Attributes.SetAttribute("data-ink", MarkColour.Ink(colour));
        output.PreContent.SetHtmlContent(
            $"<svg aria-hidden=\"true\" width=\"100%\" height=\"100%\"><rect width=\"100%\" height=\"100%\" fill=\"{colour}\"></rect></svg>"
        );
        output.Content.SetContent(spec?.Name ?? Mark);
    }
}
