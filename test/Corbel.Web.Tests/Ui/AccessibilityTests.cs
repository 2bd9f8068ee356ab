using Microsoft.Playwright;

namespace Corbel.Web.Tests.Ui;

/// <summary>Axe finds nothing against WCAG 2.2 AA, in both schemes and from a phone to a desk; no page scrolls sideways.</summary>
public sealed class AccessibilityTests(SpecimenHost host, Chromium chromium) : IClassFixture<SpecimenHost>
{
    // Contrast depends on the scheme, the rest on the width: three pairs see all of it.
    private static readonly (ColorScheme Scheme, int Width)[] Screens =
    [
        (ColorScheme.Light, 1440),
        (ColorScheme.Light, 1000),
        (ColorScheme.Dark, 390),
    ];

    public static TheoryData<string, ColorScheme, int> Views =>
        [.. SpecimenPages.All.SelectMany(page => Screens.Select(s => (page, s.Scheme, s.Width)))];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_page_is_accessible(string path, ColorScheme scheme, int width)
    {
        var complaints = new List<string>();
        await using var context = await chromium.Browser.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 900 },
                BypassCSP = true, // for axe, which is injected; PageTests look at the policy
            }
        );
        var page = await context.NewPageAsync();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(host.Client.BaseAddress!, path).ToString());

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(
            0
        );
        (await Wcag.Violations(page)).ShouldBeEmpty();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_page_breaks_its_own_content_policy()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        foreach (var path in SpecimenPages.All)
        {
            await page.GotoAsync(new Uri(host.Client.BaseAddress!, path).ToString());
        }

        complaints.ShouldBeEmpty();
    }
}
