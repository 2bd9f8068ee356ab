using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Ui;

/// <summary>
/// What axe finds in a page against WCAG 2.2 AA and good habits. It runs in the page itself and tells of nothing but what is
/// wrong: to describe all that is right, and to hand it from page to page, takes longer than to look.
/// </summary>
internal static class Wcag
{
    private const string Look = """
        async () => {
          const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const found = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
          if (found.passes.length === 0) throw new Error('axe looked at nothing');
          return found.violations.map(x => `${x.id}: ${x.nodes.map(node => node.html).join(', ')}`);
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>The rules that are broken, and by which elements. The context of the page must bypass its content policy.</summary>
    public static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
            await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Look);
    }
}
