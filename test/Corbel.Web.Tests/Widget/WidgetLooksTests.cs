using System.Globalization;
using System.IO.Compression;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Widget;

/// <summary>What the widget says and to whom: closed hours, guests, both languages, a keyboard alone, axe; and how large it is.</summary>
public sealed class WidgetLooksTests(Chromium chromium)
{
    [Fact]
    public async Task A_guest_leaves_a_message_with_a_name_and_an_address()
    {
        await using var desk = await WidgetTests.Staffed();
        await using var guest = await WidgetPage.Open(desk, chromium.Browser, email: null);
        await guest.Launcher.ClickAsync();
        await guest.Page.Locator("#g-name").FillAsync("Gus Guest");
        await guest.Page.Locator("#g-email").FillAsync("gus");
        await guest.Page.Locator("#g-text").FillAsync("Do you sell to schools?");
        await guest.Page.Locator("form.guest .primary").ClickAsync();
        await Expect(guest.Page.Locator("#g-email")).ToBeFocusedAsync();
        await Expect(guest.Page.Locator("#g-email"))
            .ToHaveAccessibleDescriptionAsync("Please give an e-mail address, such as name@example.com.");

        await guest.Page.Locator("#g-email").FillAsync("gus@elsewhere.example");
        await guest.Page.Locator("form.guest .primary").ClickAsync();

        await Expect(guest.Page.Locator(".done")).ToContainTextAsync("answer by mail to gus@elsewhere.example");
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(0);
        (await db.Custodies.CountAsync()).ShouldBe(1);
        guest.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-07-15T20:00:00Z", "morgen")]
    [InlineData("2026-07-17T20:00:00Z", "maandag")]
    public async Task Closed_hours_are_said_in_the_visitors_own_zone_and_language(string at, string day)
    {
        const string zone = "America/New_York";
        await using var desk = await WidgetTests.Staffed(at);
        var look = new BrowserNewContextOptions { TimezoneId = zone };
        await using var nora = await WidgetPage.Open(
            desk,
            chromium.Browser,
            desk.Cast.Nora.Email,
            look,
            "data-language=\"nl\""
        );
        var answer = nora.Page.WaitForResponseAsync("**/chat/sessions");
        await nora.Launcher.ClickAsync();
        var state = await (await answer).JsonAsync();
        var opens = InstantPattern.General.Parse(state!.Value.GetProperty("opens").GetString()!).GetValueOrThrow();
        var there = opens
            .InZone(DateTimeZoneProviders.Tzdb[zone])
            .TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

        await Expect(nora.Page.Locator(".why"))
            .ToHaveTextAsync(
                $"De desk is nu gesloten. Wij zijn er weer vanaf {day} {there}. Laat een bericht achter: u krijgt antwoord per e-mail."
            );
        await nora.Say("Tot morgen dan");
        await Expect(nora.Page.Locator("footer")).ToContainTextAsync("Melding");
        await Expect(nora.Page.Locator(".mark")).ToHaveTextAsync("Verstuurd");
    }

    [Fact]
    public async Task A_keyboard_is_enough()
    {
        await using var desk = await WidgetTests.Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        await sam.Page.EvaluateAsync(
            "window.heard = []; document.addEventListener('keydown', e => window.heard.push(e.key))"
        );
        var keys = sam.Page.Keyboard;
        await keys.PressAsync("Tab");
        await Expect(sam.Launcher).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(sam.Box).ToBeFocusedAsync();
        await keys.TypeAsync("Two");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("lines");
        await keys.PressAsync("Enter");
        await Expect(sam.Lines).ToHaveTextAsync("Two\nlines", new() { UseInnerText = true });
        await Expect(sam.Box).ToBeFocusedAsync();

        await keys.PressAsync("Escape");
        await Expect(sam.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(sam.Launcher).ToBeFocusedAsync();
        // The page's own shortcuts hear nothing of what is typed in the chat.
        (await sam.Page.EvaluateAsync<string[]>("window.heard")).ShouldBe(["Tab"]);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, "en")]
    [InlineData(ColorScheme.Dark, 1280, "nl")]
    [InlineData(ColorScheme.Light, 390, "nl")]
    [InlineData(ColorScheme.Dark, 390, "en")]
    public async Task Axe_finds_nothing(ColorScheme scheme, int width, string language)
    {
        await using var desk = await WidgetTests.Staffed();
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 720 },
            BypassCSP = true, // for axe, which is injected
            ReducedMotion = ReducedMotion.Reduce,
        };
        var inLanguage = $"data-language=\"{language}\"";
        await using var page = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email, look, inLanguage);
        await IsClean(page.Page);
        await page.Launcher.ClickAsync();
        await page.Say("See https://status.example.com");
        await Expect(page.Page.Locator("footer")).ToBeVisibleAsync();
        await IsClean(page.Page);

        page.Email = null;
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("form.guest")).ToBeVisibleAsync();
        await page.Page.Locator("form.guest .primary").ClickAsync();
        await IsClean(page.Page);
        (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBe(0);
    }

    [Fact]
    public void It_is_smaller_than_15_kilobytes()
    {
        var folder = Path.Combine(Repository.Root, "src/Corbel.Web/wwwroot/build");
        var script = File.ReadAllBytes(Directory.GetFiles(folder, "widget-*.js").Single());
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(script);
        small.Length.ShouldBeLessThan(15_000);
    }

    private static async Task IsClean(IPage page) => (await Wcag.Violations(page)).ShouldBeEmpty();
}
