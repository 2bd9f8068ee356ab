using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Ui;

/// <summary>What the scripts do in the console: walk the queue, swap the ticket beside it, answer by keyboard.</summary>
public sealed class ConsoleBehaviourTests(SpecimenHost host, Chromium chromium) : IClassFixture<SpecimenHost>
{
    [Fact]
    public async Task A_ticket_opens_beside_the_queue_without_a_new_page()
    {
        await using var context = await chromium.Browser.NewContextAsync(Wide);
        var page = await Open(context, "/ui/specimen/console");
        await page.EvaluateAsync("document.body.dataset.kept = 'yes'");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#ticket h1")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Uri(host.Client.BaseAddress!, "/ui/specimen/ticket").ToString());
        await Expect(page.Locator("[data-row][aria-current=page]")).ToContainTextAsync("Nobody can sign in");
        await Expect(page.Locator("#ticket")).ToHaveCountAsync(1);
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-kept", "yes");
        await page.GoBackAsync();
        await Expect(page.Locator("#ticket h1")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task N_begins_a_note_and_the_box_says_who_sees_it()
    {
        await using var context = await chromium.Browser.NewContextAsync(Wide);
        var page = await Open(context, "/ui/specimen/ticket");
        await Expect(page.Locator(".answer .when-note.staff-only")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator(".answer .when-note.staff-only")).ToBeVisibleAsync();
        await Expect(page.Locator("#answer-text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off()
    {
        await using var context = await chromium.Browser.NewContextAsync(Wide);
        var page = await Open(context, "/ui/specimen/ticket");
        await page.Keyboard.PressAsync("Shift+?");
        await page.Locator("[data-hotkeys-switch]").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#keys")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("[value=reply]")).ToBeCheckedAsync();
        await Expect(page.Locator("[data-row]:focus")).ToHaveCountAsync(0);
    }

    private static BrowserNewContextOptions Wide =>
        new()
        {
            ViewportSize = new() { Width = 1440, Height = 900 },
        };

    private async Task<IPage> Open(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host.Client.BaseAddress!, path).ToString());
        await page.Locator("[data-row][data-htmx-powered]").First.WaitForAsync();
        return page;
    }
}
