using Corbel.Desk.Chats;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Widget;

/// <summary>The widget on a host's page, in a real browser against a whole desk.</summary>
public sealed class WidgetTests(Chromium chromium)
{
    [Fact]
    public async Task A_first_line_is_a_ticket_and_the_answer_comes_into_the_open_page()
    {
        await using var desk = await Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        await sam.Launcher.ClickAsync();
        await sam.Say("Severity 1: nobody can sign in. See https://status.example.com/1.");

        await Expect(sam.Page.Locator("footer")).ToContainTextAsync("Ticket");
        await Expect(sam.Page.Locator("header")).ToContainTextAsync("First answer promised by ");
        await Expect(sam.Page.Locator(".mark:visible")).ToHaveTextAsync("Sent");
        var link = sam.Lines.Locator("a");
        await Expect(link).ToHaveAttributeAsync("href", "https://status.example.com/1");
        await Expect(link).ToHaveAttributeAsync("rel", "noopener noreferrer");
        var number = await Answer(desk, "Looking <b>into</b> it.");
        await Expect(sam.Lines.Last).ToHaveTextAsync("Looking <b>into</b> it.");

        // What came while the panel is closed is counted, and read when it opens.
        await sam.Page.Keyboard.PressAsync("Escape");
        await Reply(desk, number, "It works again.");
        await Expect(sam.Launcher).ToHaveAccessibleNameAsync("Open the chat, 1 unread message");
        await sam.Launcher.ClickAsync();
        await Expect(sam.Lines.Last).ToHaveTextAsync("It works again.");
        await Expect(sam.Launcher).ToHaveAccessibleNameAsync("Close the chat");
        sam.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visitor_marks_the_chat_and_is_told_where_it_may_go()
    {
        await using var desk = await Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        await sam.Launcher.ClickAsync();
        await sam.Say("A question of places");
        await sam.Page.GetByText("Mark as OFFICIAL-SENSITIVE").ClickAsync();
        await sam.Page.GetByRole(AriaRole.Button, new() { Name = "Mark it" }).ClickAsync();

        await Expect(sam.Page.Locator(".marking [role=status]"))
            .ToHaveTextAsync(
                "OFFICIAL-SENSITIVE: this chat may now pass to a member of staff with the security clearance."
            );
        await Expect(sam.Page.GetByText("Mark as OFFICIAL-SENSITIVE")).ToHaveCountAsync(0);
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).Mark.ShouldBe(Marking.Mark);
        sam.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_that_says_so_marks_the_chat()
    {
        await using var desk = await Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        await sam.Launcher.ClickAsync();
        await sam.Say("Hello");
        await Expect(sam.Page.Locator("footer")).ToContainTextAsync("Ticket");

        await sam.Say("[OFFICIAL-SENSITIVE] The places are these.");

        await Expect(sam.Page.Locator(".marking [role=status]")).ToContainTextAsync("may now pass");
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).Mark.ShouldBe(Marking.Mark);
    }

    [Fact]
    public async Task Another_page_of_the_host_goes_on_with_the_chat()
    {
        await using var desk = await Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        await sam.Launcher.ClickAsync();
        await sam.Say("Export hangs");
        await Answer(desk, "Which export?");
        await Expect(sam.Lines).ToHaveCountAsync(2);
        await sam.Box.FillAsync("The one of");

        await sam.Page.GotoAsync($"{sam.Origin}/another");

        await Expect(sam.Lines).ToHaveTextAsync(["Export hangs", "Which export?"]);
        await Expect(sam.Box).ToHaveValueAsync("The one of");
        await sam.Say("The one of risks");
        await Expect(sam.Lines).ToHaveCountAsync(3);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await db.ChatPasses.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_doubled_where_the_wire_is_cut()
    {
        await using var desk = await Staffed();
        await using var wire = new Wire(desk.Url);
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email, through: wire.Url);
        await sam.Launcher.ClickAsync();
        await sam.Say("One");
        var number = await Answer(desk, "Two");
        await Expect(sam.Lines).ToHaveCountAsync(2);

        wire.Cut();
        await sam.Say("Four");
        await Expect(sam.Page.Locator(".mark").Last).ToContainTextAsync("Not sent yet");
        await Expect(sam.Page.Locator(".trouble")).ToContainTextAsync("The connection is gone");
        await Reply(desk, number, "Three");
        wire.Mend();

        await Expect(sam.Lines).ToHaveTextAsync(["One", "Two", "Three", "Four"], new() { Timeout = 45_000 });
        await Expect(sam.Page.Locator(".mark").Last).ToHaveTextAsync("Sent");
        await Expect(sam.Page.Locator(".trouble")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_line_whose_answer_was_lost_is_one_line_also_after_the_page_was_left()
    {
        await using var desk = await Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        var reached = new TaskCompletionSource();
        await sam.Context.RouteAsync(
            "**/chat/lines",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
                reached.TrySetResult();
            }
        );
        await sam.Context.RouteAsync("**/chat/stream", route => route.AbortAsync());
        await sam.Launcher.ClickAsync();
        await sam.Say("Only once");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Expect(sam.Page.Locator(".mark")).ToContainTextAsync("Not sent yet");
        await sam.Context.UnrouteAsync("**/chat/lines");
        await sam.Context.UnrouteAsync("**/chat/stream");

        await sam.Page.ReloadAsync();

        await Expect(sam.Page.Locator(".mark")).ToHaveTextAsync("Sent");
        await Expect(sam.Lines).ToHaveTextAsync(["Only once"]);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await db.Custodies.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Who_signs_in_next_sees_nothing_of_who_was_there()
    {
        await using var desk = await Staffed();
        await using var page = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        await page.Launcher.ClickAsync();
        await page.Say("Something of Sam");
        await Expect(page.Page.Locator("footer")).ToContainTextAsync("Ticket");
        await page.Box.FillAsync("a draft of Sam");

        page.Email = desk.Cast.Rik.Email;
        await page.Page.EvaluateAsync("window.CorbelChat.identify()");
        await Expect(page.Lines).ToHaveCountAsync(0);
        await Expect(page.Box).ToHaveValueAsync("");
        await page.Say("Something of Rik");
        await Expect(page.Page.Locator("footer")).ToContainTextAsync("Ticket");

        page.Email = null;
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("#g-name")).ToBeVisibleAsync();
        await Expect(page.Lines).ToHaveCountAsync(0);
        (await page.Page.EvaluateAsync<string>("JSON.stringify({...sessionStorage})")).ShouldNotContain("Something of");
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_page_on_which_nobody_opened_the_chat_asks_the_desk_nothing()
    {
        await using var desk = await Staffed();
        await using var sam = await WidgetPage.Open(desk, chromium.Browser, desk.Cast.Sam.Email);
        var asked = new List<string>();
        sam.Context.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);

        await sam.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });

        asked.Where(x => x != "/favicon.ico").ShouldBe(["/", "/chat/widget.js"]);
    }

    internal static async Task<WebDesk> Staffed(string at = "2026-07-15T09:00:00Z")
    {
        var desk = await WebDesk.Open(at: at);
        await desk.Get<ChatPresence>().Take(desk.Cast.Ada.Id, true);
        return desk;
    }

    /// <summary>Ada answers the only ticket, when its first line is there.</summary>
    private static async Task<long> Answer(WebDesk desk, string text)
    {
        long? number = null;
        await Eventually.Is(
            async () =>
            {
                await using var db = desk.Read();
                return (number = await db.Tickets.Select(x => (long?)x.Number).SingleOrDefaultAsync()) is not null;
            },
            "the ticket of the first line"
        );
        await Reply(desk, number!.Value, text);
        return number.Value;
    }

    private static async Task Reply(WebDesk desk, long number, string text) =>
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, text)).IsDone.ShouldBeTrue();
}
