using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Journeys;

/// <summary>Two people at two browsers: a dispute about the severity to its end, and issues that are merged and split.</summary>
public sealed class TalkTests(Chromium chromium)
{
    [Fact]
    public async Task A_dispute_from_the_claim_to_the_decision()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in", "1");
        var agent = await Console(desk, number);
        var customer = await desk.SignedIn(chromium.Browser, desk.Cast.Sam);
        await customer.GotoAsync(PortalDesk.Path(number));

        await agent.Keyboard.PressAsync("s");
        await agent.Locator("#dialog-severity [value='3']").CheckAsync();
        await agent.Locator("#severity-reason").FillAsync("It works for us");
        await agent.Locator("#dialog-severity .button-primary").ClickAsync();
        await Expect(agent.Locator("#dispute")).ToContainTextAsync("Severity 3, as we set it:");

        // The customer's open page hears of it, and the objection reaches the agent's.
        await Expect(customer.Locator("#dispute")).ToContainTextAsync("It works for us");
        await customer.Locator("#objection").FillAsync("Forty people wait");
        await customer.Locator("#object").ClickAsync();
        await Expect(customer.Locator("#dispute")).ToContainTextAsync("You objected");
        await Expect(agent.Locator("#dispute")).ToContainTextAsync("Forty people wait");

        await agent.GetByRole(AriaRole.Button, new() { Name = "Decide" }).First.ClickAsync();
        await agent.Locator("#dialog-decide [value='2']").CheckAsync();
        await agent.Locator("#decision-reason").FillAsync("Some wait, most work");
        await agent.Locator("#dialog-decide .button-primary").ClickAsync();

        await Expect(agent.Locator("#thread")).ToContainTextAsync("decided on Severity 2 after the objection");
        await Expect(customer.Locator("#live")).ToContainTextAsync("Some wait, most work");
        await Expect(customer.Locator(".next-sentence")).ToContainTextAsync("14:00");
    }

    [Fact]
    public async Task Two_issues_become_one_and_a_message_becomes_another_by_keyboard()
    {
        await using var desk = await WebDesk.Open();
        var (x, y) = (
            await desk.Log(desk.Cast.Rik, "Export hangs", "2"),
            await desk.Log(desk.Cast.Roos, "Export slow", "2")
        );
        var agent = await Console(desk, x);

        await agent.Keyboard.PressAsync("m");
        await agent.Locator("#merge-into").FillAsync($"{y}");
        await agent.Keyboard.PressAsync("Enter");
        await Expect(agent.Locator("#goes-on")).ToContainTextAsync($"{y}");
        await agent.Locator("#goes-on a").ClickAsync();
        await Expect(agent.Locator("#ticket-side")).ToContainTextAsync("takes part");

        var customer = await desk.SignedIn(chromium.Browser, desk.Cast.Rik);
        await customer.GotoAsync(PortalDesk.Path(y));
        await customer.Locator("#text").FillAsync("En het zoeken is ook stuk.");
        await customer.Locator("#answer .button-primary").ClickAsync();
        await Expect(agent.Locator("#thread")).ToContainTextAsync("En het zoeken is ook stuk.");

        // The dialog that the page had from the start knows the message that came since.
        await agent.Keyboard.PressAsync("x");
        await agent.Locator("#split-subject").FillAsync("Zoeken is stuk");
        await agent.Locator("#dialog-split .button-primary").ClickAsync();

        await Expect(agent.Locator("#thread")).ToContainTextAsync("A ticket of its own:");
        await using var db = desk.Read();
        var made = await db.Tickets.SingleAsync(t => t.Number != x && t.Number != y);
        made.Subject.ShouldBe("Zoeken is stuk");
        // Rik wrote it: he sees what became of it.
        await customer.GotoAsync(PortalDesk.Path(made.Number));
        await Expect(customer.Locator("h1")).ToHaveTextAsync("Zoeken is stuk");
    }

    [Fact]
    public async Task A_question_is_asked_by_keyboard_and_waits()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Slow", "2");
        var agent = await Console(desk, number);

        await agent.Keyboard.PressAsync("q");
        await agent.Keyboard.TypeAsync("Which browser?");
        await agent.Keyboard.PressAsync("Control+Enter");
        await Expect(agent.Locator("#ticket-head")).ToContainTextAsync("waits for the customer since");
        await agent.Locator("#ticket h1").FocusAsync();
        await agent.Keyboard.PressAsync("g");
        await agent.Keyboard.PressAsync("w");

        await Expect(agent.Locator($"#t{number}")).ToBeVisibleAsync();
        await Expect(agent.Locator("#queue h1")).ToHaveTextAsync("Waiting");
    }

    private async Task<IPage> Console(WebDesk desk, long number)
    {
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await page.GotoAsync($"/console/tickets/{number}");
        await page.Locator("#queue[data-htmx-powered]").WaitForAsync();
        return page;
    }
}
