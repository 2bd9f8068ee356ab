using Corbel.Desk.Chats;
using Corbel.Web.Tests.Ui;
using Corbel.Web.Tests.Widget;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Console;

/// <summary>An agent's chats in a real browser, with visitors who speak as the widget does.</summary>
public sealed class ChatsInTheBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task A_chat_that_is_marked_closes_to_an_agent_without_the_clearance()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var sam = host.Page();
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await page.GotoAsync("/console/chats");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take chats", Exact = true }).ClickAsync();
        await sam.Session("sam@southbank.example");
        var (_, ticket) = await sam.Say("Nobody can sign in at the harbour.");
        await page.Locator($"#waiting-{ticket}").GetByRole(AriaRole.Button).ClickAsync();
        var pane = page.Locator($"#chat-{ticket}");
        await pane.Locator("textarea").FillAsync("Which harb");

        await sam.Say("[OFFICIAL-SENSITIVE] It is this one.");

        await Expect(pane.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This ticket is no longer open to you");
        (await page.ContentAsync()).ShouldNotContain("harb");
        (await page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage })")).ShouldNotContain("harb");
        await page.GotoAsync("/console/chats");
        (await page.ContentAsync()).ShouldNotContain("harb");
    }

    [Fact]
    public async Task An_agent_holds_several_chats_by_keyboard_and_hands_one_over()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        await desk.Get<Macros>().Write(desk.Cast.Ada.ToActor(), "hello", "Hello {customer}, {agent} here.", "");
        using var sam = host.Page();
        using var nora = host.Page();
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await page.GotoAsync("/console/chats");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take chats", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "You take chats: stop" })).ToBeVisibleAsync();
        (await sam.Session("sam@southbank.example")).GetProperty("mode").GetString().ShouldBe("chat");
        await nora.Session(desk.Cast.Nora.Email);

        // Two come: it is heard, it stands in the title, and each is taken by its button.
        var (_, ticket) = await sam.Say("Nobody can sign in.");
        await Expect(page.Locator("#chats-now")).ToContainTextAsync("One chat waits");
        await Expect(page).ToHaveTitleAsync("(1) Chats · Corbel");
        await nora.Say("The export fails.");
        await Expect(page.Locator("#chats-now")).ToContainTextAsync("2 chats wait");
        await page.Locator($"#waiting-{ticket}").GetByRole(AriaRole.Button).ClickAsync();
        var pane = page.Locator($"#chat-{ticket}");
        await Expect(pane.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Sam South");
        await Expect(pane).ToContainTextAsync("is there");
        await page.Locator(".chat-row").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator(".chat")).ToHaveCountAsync(2);

        // Enter sends, a macro is put in by its name, and the visitor has the line at once.
        await using var events = await sam.Stream();
        (await events.Line()).From.ShouldBe("you");
        var box = pane.GetByLabel("Write to Sam South");
        await box.FocusAsync();
        await page.Keyboard.TypeAsync("/hello");
        await page.Keyboard.PressAsync("Tab");
        await Expect(box).ToHaveValueAsync($"Hello Sam South, {desk.Cast.Ada.Name} here.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("");
        await Expect(pane.Locator(".chat-line.is-ours")).ToContainTextAsync("Hello Sam South");
        await events.Next("typing", x => x.GetProperty("name").GetString() == desk.Cast.Ada.Name);
        (await events.Line()).Text.ShouldBe($"Hello Sam South, {desk.Cast.Ada.Name} here.");
        await events.Next("read");
        (await sam.Post("/chat/typing")).IsSuccessStatusCode.ShouldBeTrue();
        await Expect(pane.Locator("[data-chat-typing]")).ToBeVisibleAsync();
        // A line that comes while one writes in another pane takes nothing away from there.
        var other = page.Locator(".chat").Filter(new() { HasText = "The export fails." }).Locator("textarea");
        await other.FillAsync("Which exp");
        await sam.Say("Thanks.");
        await Expect(pane.Locator(".chat-lines")).ToContainTextAsync("Thanks.");
        await Expect(other).ToHaveValueAsync("Which exp");
        await Expect(other).ToBeFocusedAsync();
        (await page.EvaluateAsync<string>("document.documentElement.dataset.beeped ?? '0'")).ShouldNotBe("0");
        (await Wcag.Violations(page)).ShouldBeEmpty();

        // What Max needs to know goes along, for staff alone.
        await pane.GetByText("Hand over, transcript").ClickAsync();
        await pane.GetByRole(AriaRole.Button, new() { Name = "Send Sam South the transcript" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status))
            .ToContainTextAsync("The transcript goes to sam@southbank.example.");
        await pane.GetByText("Hand over, transcript").ClickAsync();
        await pane.GetByLabel("To", new() { Exact = true })
            .SelectOptionAsync(new SelectOptionValue { Label = desk.Cast.Max.Name });
        await pane.GetByLabel("What they need to know").FillAsync("Looks like the certificate.");
        await pane.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Expect(page.Locator(".chat")).ToHaveCountAsync(1);
        await Expect(page.Locator(".chat textarea")).ToHaveValueAsync("Which exp");
        await events.Next("state", x => x.GetProperty("agent").GetString() == desk.Cast.Max.Name);
        var max = await desk.SignedIn(chromium.Browser, desk.Cast.Max);
        await max.GotoAsync("/console/chats");
        await Expect(max.Locator($"#chat-{ticket} .is-note")).ToContainTextAsync("Looks like the certificate.");
        await using var db = desk.Read();
        (await db.Chats.CountAsync()).ShouldBe(2);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440, "en")]
    [InlineData(ColorScheme.Dark, 390, "nl")]
    public async Task It_is_accessible_in_both_schemes_wide_and_narrow(ColorScheme scheme, int width, string language)
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        await desk.Get<ChatPresence>().Take(desk.Cast.Ada.Id, true);
        await desk.Get<Macros>().Write(desk.Cast.Ada.ToActor(), "hello", "Hello {customer}.", "Dag {customer}.");
        foreach (var person in new[] { desk.Cast.Sam, desk.Cast.Nora, desk.Cast.Rik })
        {
            using var visitor = host.Page();
            await visitor.Session(person.Email);
            var (_, ticket) = await visitor.Say("Severity 1: the export fails since this morning, for all of us.");
            if (person == desk.Cast.Rik)
                continue;
            await desk.Get<Corbel.Desk.Tickets.Assign>().Run(desk.Cast.Ada.ToActor(), ticket, desk.Cast.Ada.Id);
            await desk.Get<Corbel.Desk.Tickets.Reply>().Run(desk.Cast.Ada.ToActor(), ticket, "Looking into it.");
        }
        await using var db = desk.Read();
        await db
            .People.Where(x => x.Id == desk.Cast.Ada.Id)
            .ExecuteUpdateAsync(x => x.SetProperty(y => y.Language, language));
        var page = await desk.SignedIn(
            chromium.Browser,
            desk.Cast.Ada,
            new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 900 },
                BypassCSP = true, // for axe, which is injected
            }
        );
        foreach (var address in new[] { "/console/chats", "/console/macros" })
        {
            await page.GotoAsync(address);
            if (Environment.GetEnvironmentVariable("CORBEL_SHOTS") is { } folder)
                await page.ScreenshotAsync(
                    new() { Path = $"{folder}/{address.Split('/')[^1]}-{scheme}-{width}.png", FullPage = true }
                );
            (await Wcag.Violations(page)).ShouldBeEmpty(address);
            (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        }
    }
}
