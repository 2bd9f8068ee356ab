using Corbel.Desk.Intake;
using Markdig;

namespace Corbel.Desk.Releases;

/// <summary>The notes of a release as a page shows them: Markdown, without HTML of its own.</summary>
public static class ReleaseNotes
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>Clean HTML.</summary>
    public static string ToHtml(string markdown) => HtmlText.Sanitise(Markdown.ToHtml(markdown, Pipeline)) ?? "";
}
