using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Ui;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Portal;

/// <summary>The portal in a real browser: accessible in both schemes and at every width, live, and whole on paper.</summary>
public sealed class PortalLooksTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Light, 1000)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_pages_are_accessible(ColorScheme scheme, int width)
    {
        await using var desk = await WebDesk.Open();
        var (open, resolved) = await Issues(desk, desk.Cast.Sam);
        var changed = PolicyFile.Shipped.Replace("severity: 2, within: 4 h", "severity: 2, within: 3 h");
        (await desk.Get<PostPolicy>().Run("p.yaml", changed)).IsDone.ShouldBeTrue();
        (await desk.Get<LodgeObjection>().Run(desk.Cast.Sam.ToActor(), 1, "Too long.")).IsDone.ShouldBeTrue();
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected
        };
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Sam, look);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        string[] addresses =
        [
            "/issues",
            "/issues?q=nothing",
            "/issues/new",
            PortalDesk.Path(open),
            PortalDesk.Path(resolved),
            "/policy",
            "/policy/versions",
            "/policy/versions/1",
            "/policy/versions/1/2",
        ];
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(x => (x.open = true))");
            (
                await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")
            ).ShouldBeLessThanOrEqualTo(0, address);
            (await Wcag.Violations(page)).ShouldBeEmpty(address);
        }
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_appears_while_one_writes_and_takes_nothing_away()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export", "1");
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Sam);
        var stream = page.WaitForResponseAsync(x => x.Url.EndsWith("/live", StringComparison.Ordinal));
        await page.GotoAsync(PortalDesk.Path(number));
        await stream;
        await page.Locator("#text").FillAsync("I am still writ");
        await page.Locator("details.more > summary").First.ClickAsync();

        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We found it.");

        await Expect(page.Locator(".thread")).ToContainTextAsync("We found it.");
        await Expect(page.Locator(".next-sentence")).ToContainTextAsync("Ada Agent answered you");
        await Expect(page.Locator("#text")).ToHaveValueAsync("I am still writ");
        await Expect(page.Locator("#text, details.more > summary").First).ToBeVisibleAsync();
        await Expect(page.Locator(".next details.more")).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task A_file_that_is_too_large_costs_nothing_that_was_typed()
    {
        await using var desk = await WebDesk.Open();
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Sam);
        await page.GotoAsync("/issues/new");
        await page.Locator("#subject").FillAsync("With a large file");
        var large = Path.Combine(desk.Folder, "large.bin");
        await using (var file = File.Create(large))
            file.SetLength(26L * 1024 * 1024);
        await page.Locator("#files").SetInputFilesAsync(large);
        await page.Locator("main form .button-primary").ClickAsync();

        (await page.Locator("#files").EvaluateAsync<string>("x => x.validationMessage")).ShouldContain("25 MB");
        await Expect(page.Locator("#subject")).ToHaveValueAsync("With a large file");
        page.Url.ShouldEndWith("/issues/new");
    }

    [Fact]
    public async Task A_new_issue_can_be_logged_by_keyboard()
    {
        await using var desk = await WebDesk.Open();
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Sam);
        await page.GotoAsync("/issues/new");
        await page.Locator("#subject").FocusAsync();
        await page.Keyboard.TypeAsync("Nobody can sign in");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Since nine.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown"); // from "I am not sure" round to the first
        await page.Locator("#subject").PressAsync("Enter");

        await Expect(page.Locator(".next-sentence")).ToContainTextAsync("11:00");
        await Expect(page.Locator(".title-block")).ToContainTextAsync("Severity 1");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    public async Task The_policy_fits_its_paper(string language)
    {
        await using var desk = await WebDesk.Open();
        var reader = language == "nl" ? desk.Cast.Nora : desk.Cast.Sam;
        await Issues(desk, reader);
        // A4 without its margins, in pixels of the browser.
        var look = new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = 673, Height = 972 },
        };
        var page = await desk.SignedIn(chromium.Browser, reader, look);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.GotoAsync("/policy");

        var cut = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
        );
        cut.ShouldBeEmpty();
        await Expect(page.Locator(".portal-foot")).ToBeHiddenAsync();
        await Expect(page.Locator(".printed")).ToBeVisibleAsync();
        await Expect(page.Locator(".evidence-rows")).ToHaveCountAsync(4);
        (await page.PdfAsync(new() { PreferCSSPageSize = true })).Length.ShouldBeGreaterThan(20_000);
    }

    private static async Task<(long Open, long Resolved)> Issues(WebDesk desk, Person reporter)
    {
        var ada = desk.Cast.Ada.ToActor();
        var open = await desk.Log(reporter, "Export hangs");
        var late = await desk.Log(reporter, "Nobody can sign in", "1");
        var resolved = await desk.Log(reporter, "A typing error", "3");
        desk.Clock.Advance(Duration.FromMinutes(70));
        await desk.Get<Reply>().Run(ada, resolved, "Corrected.", resolve: true);
        await desk.Get<Reply>().Run(ada, late, "Sorry, we are on it.");
        return (open, resolved);
    }
}
