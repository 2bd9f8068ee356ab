using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Corbel.Web.Ui.Tags;

/// <summary>&lt;icon name="lock" /&gt;: one of the sprite's icons. It is silent to screen readers unless it carries a label.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag(Assets assets) : TagHelper
{
    public required string Name { get; set; }
    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        output.Content.SetHtmlContent(Use(assets, Name));
    }

    internal static string Use(Assets assets, string name) => $"<use href=\"{assets.Url("icons.svg")}#{name}\"></use>";
}
