using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Console;

/// <summary>A day at the console with a real browser and a real desk: what comes in stands there, what is typed stays.</summary>
public sealed class ConsoleInTheBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task A_mail_stands_in_the_open_queue_with_its_promise_without_a_reload()
    {
        await using var desk = await WebDesk.Open();
        var page = await Console(desk, "/console");
        await Expect(page.GetByText("Nothing is open")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.body.dataset.kept = 'yes'");

        await desk.Mail(
            """
            From: Sam South <sam@southbank.example>
            To: support@isms.online
            Subject: Severity 1: nobody can sign in
            Message-ID: <one@southbank.example>
            Content-Type: text/plain

            Since nine this morning.
            """
        );

        await Expect(page.GetByText("Severity 1: nobody can sign in")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-row] .chip")).ToHaveTextAsync("1 h left");
        await Expect(page.Locator("[data-row] .row-due")).ToContainTextAsync("11:00");
        await Expect(page.Locator("#views .count").First).ToHaveTextAsync("1");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-kept", "yes");
    }

    [Fact]
    public async Task A_ticket_is_opened_taken_and_answered_by_keyboard_alone()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Slow pages");
        var page = await Console(desk, "/console");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#ticket h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#thread")).ToContainTextAsync("Ada Agent took it");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync("We see it too.");
        await page.Keyboard.PressAsync("Control+Enter");
        // The second press finds the first one under way and is dropped.
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator("#ticket .clock[data-clock=FirstResponse] .chip"))
            .ToHaveTextAsync("Answered in time");
        await Expect(page.Locator("#thread")).ToContainTextAsync("We see it too.");
        await Expect(page.Locator("#answer-text")).ToHaveValueAsync("");
        await using var db = desk.Read();
        (await db.Journal.CountAsync(x => x.TicketId == db.Tickets.Single(t => t.Number == number).Id)).ShouldBe(5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(14)]
    public async Task What_is_typed_while_the_ticket_is_being_taken_stays(int typedBefore)
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Slow pages");
        var page = await Console(desk, $"/console/tickets/{number}");
        var typed = new TaskCompletionSource();
        await page.RouteAsync(
            "**/*handler=Assign*",
            async route =>
            {
                await typed.Task;
                await route.ContinueAsync();
            }
        );
        const string text = "We see it too.";

        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync(text[..typedBefore]);
        typed.SetResult();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take it" })).ToHaveCountAsync(0);
        await Expect(page.Locator("#answer-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(text[typedBefore..]);

        await Expect(page.Locator("#answer-text")).ToHaveValueAsync(text);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#thread")).ToContainTextAsync(text);
        await Expect(page.Locator("#ticket h1")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_note_that_is_left_half_written_comes_back_as_a_note()
    {
        await using var desk = await WebDesk.Open();
        var first = await desk.Log(desk.Cast.Sam, "The first", "1");
        await desk.Log(desk.Cast.Sam, "The second");
        var page = await Console(desk, $"/console/tickets/{first}");

        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("They owe us money");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#ticket h1")).ToHaveTextAsync("The second");
        await Expect(page.Locator("#answer-text")).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#answer-text")).ToHaveValueAsync("They owe us money");
        await Expect(page.Locator("#answer [value=note]")).ToBeCheckedAsync();
        await Expect(page.Locator(".answer .when-note.staff-only")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_another_agent_does_appears_and_leaves_what_i_type_and_opened_alone()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Two at a time");
        var page = await Console(desk, $"/console/tickets/{number}");
        await page.Keyboard.PressAsync("w");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync("Half an ans");

        (await desk.Get<AddNote>().Run(desk.Cast.Max.ToActor(), number, "Mine, I am at it")).IsDone.ShouldBeTrue();

        await Expect(page.GetByText("Mine, I am at it")).ToBeVisibleAsync();
        await Expect(page.Locator("#answer-text")).ToBeFocusedAsync();
        await Expect(page.Locator("#answer-text")).ToHaveValueAsync("Half an ans");
        await Expect(page.Locator("#why .sum-due")).ToBeVisibleAsync();
        (await page.TitleAsync()).ShouldContain("Two at a time");
    }

    [Fact]
    public async Task A_refused_severity_says_why_and_keeps_the_choice()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Slow");
        var page = await Console(desk, $"/console/tickets/{number}");

        await page.Keyboard.PressAsync("s");
        await page.Locator("#dialog-severity [value='1']").CheckAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#dialog-severity [role=alert]")).ToContainTextAsync("Say why");
        await Expect(page.Locator("#dialog-severity [value='1']")).ToBeCheckedAsync();
        await page.Locator("#severity-reason").FillAsync("Nobody can work");
        await page.Locator("#dialog-severity .button-primary").ClickAsync();

        await Expect(page.Locator("#thread")).ToContainTextAsync("Nobody can work");
        await Expect(page.Locator("#dialog-severity")).ToBeHiddenAsync();
        await Expect(page.Locator(".ticket-side .severity")).ToHaveTextAsync("1");
    }

    private async Task<IPage> Console(WebDesk desk, string path)
    {
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await page.GotoAsync(path);
        await page.Locator("#queue[data-htmx-powered]").WaitForAsync();
        return page;
    }
}
