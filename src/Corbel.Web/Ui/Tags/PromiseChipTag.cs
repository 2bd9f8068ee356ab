using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Corbel.Web.Ui.Tags;

/// <summary>&lt;promise-chip promise="Soon"&gt;38 min left&lt;/promise-chip&gt;: the state of a promise with its colour, shape and words.</summary>
[HtmlTargetElement("promise-chip", Attributes = "promise")]
public sealed class PromiseChipTag(Assets assets) : TagHelper
{
    public Promise Promise { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "chip");
        output.Attributes.SetAttribute("data-promise", Promise.Key());
        output.PreContent.SetHtmlContent(
            $"<svg class=\"icon\" aria-hidden=\"true\">{IconTag.Use(assets, Promise.Icon())}</svg>"
        );
    }
}
