using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Journeys;

/// <summary>
/// A marked issue in a real browser: the customer marks it, the page of an agent without a clearance closes with all that
/// stood in it, a cleared one answers, and the administrator lowers the mark (clause 11).
/// </summary>
public sealed class MarkedTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_mark_to_its_end()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        await desk.Clear(cast.Max);
        var number = await desk.Log(cast.Rik, "Lijst van locaties", "2");
        var other = await desk.Log(cast.Sam, "Something else", "3");
        var ada = await desk.SignedIn(chromium.Browser, cast.Ada);
        var elsewhere = await ada.Context.NewPageAsync();
        await elsewhere.GotoAsync($"/console/tickets/{other}");
        await ada.GotoAsync($"/console/tickets/{number}");
        await ada.FillAsync("#answer-text", "A half answer");
        (await Drafts(ada)).ShouldContain("A half answer");

        // The customer marks it; the agent's page closes by itself, and nothing of it is left there.
        var rik = await desk.SignedIn(chromium.Browser, cast.Rik);
        await rik.GotoAsync(PortalDesk.Path(number));
        await rik.ClickAsync("#marks > summary");
        await rik.Locator("#marks form[action$='handler=Mark'] button").ClickAsync();
        await Expect(rik.Locator(".title-block .mark-label")).ToHaveTextAsync("OFFICIAL-SENSITIVE");
        await Expect(ada.Locator("#ticket .state-middle h2")).ToHaveTextAsync("This ticket is no longer open to you");
        await Expect(ada.Locator($"#t{number}")).ToHaveCountAsync(0);
        (await ada.ContentAsync()).ShouldNotContain("locaties");
        (await ada.TitleAsync()).ShouldNotContain("locaties");
        (await Drafts(ada)).ShouldNotContain("A half answer");
        // Another ticket in another tab stays as it was.
        await Expect(elsewhere.Locator("h1")).ToHaveTextAsync(["Open", "Something else"]);
        await ada.GotoAsync($"/console/tickets/{number}");
        (await ada.ContentAsync()).ShouldNotContain("locaties");

        // The cleared one takes it and answers.
        var max = await desk.SignedIn(chromium.Browser, cast.Max);
        await max.GotoAsync($"/console/tickets/{number}");
        await Expect(max.Locator("#ticket-head .mark-label")).ToHaveTextAsync("OFFICIAL-SENSITIVE");
        await Expect(max.Locator($"#t{number} .mark-label")).ToBeVisibleAsync();
        await max.FillAsync("#answer-text", "Wij hebben de lijst.");
        await max.Locator("#answer-text").PressAsync("Control+Enter");
        await Expect(rik.Locator(".thread")).ToContainTextAsync("Wij hebben de lijst.");

        // The administrator lowers it, with a reason; it is open to all of the desk again.
        var nora = await desk.SignedIn(chromium.Browser, cast.Nora);
        await nora.GotoAsync(PortalDesk.Path(number));
        await nora.ClickAsync("#marks > summary");
        await nora.FillAsync("#lower-why", "De lijst is openbaar.");
        await nora.Locator("#marks form[action$='handler=Lower'] button").ClickAsync();
        await Expect(nora.Locator(".title-block .mark-label")).ToHaveCountAsync(0);
        await Expect(nora.Locator(".thread")).ToContainTextAsync("De lijst is openbaar.");
        await ada.GotoAsync($"/console/tickets/{number}");
        await Expect(ada.Locator("#thread")).ToContainTextAsync("De lijst is openbaar.");
    }

    [Fact]
    public async Task A_colleague_who_is_taken_off_the_list_loses_the_open_page()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Rik, "Lijst van locaties", "2");
        await desk.Marks(desk.Cast.Rik, number);
        var name = desk.Get<Corbel.Desk.Marked.NameForMarked>();
        await name.Run(desk.Cast.Nora.ToActor(), number, desk.Cast.Roos.Id, listed: true);
        var roos = await desk.SignedIn(chromium.Browser, desk.Cast.Roos);
        await roos.GotoAsync(PortalDesk.Path(number));
        await Expect(roos.Locator("h1")).ToHaveTextAsync("Lijst van locaties");

        await name.Run(desk.Cast.Nora.ToActor(), number, desk.Cast.Roos.Id, listed: false);

        await Expect(roos.Locator("main .state-middle h2")).ToHaveTextAsync("U kunt deze melding niet meer openen");
        (await roos.ContentAsync()).ShouldNotContain("locaties");
    }

    [Fact]
    public async Task A_clearance_that_is_ended_closes_the_open_page_within_a_minute()
    {
        await using var desk = await WebDesk.Open();
        var clearance = await desk.Clear(desk.Cast.Max);
        var number = await desk.Log(desk.Cast.Sam, "A list of places", "2");
        await desk.Marks(desk.Cast.Sam, number);
        var max = await desk.SignedIn(chromium.Browser, desk.Cast.Max);
        await max.GotoAsync($"/console/tickets/{number}");
        await max.FillAsync("#answer-text", "A half answer");
        var message = await desk.Mail(
            """
            From: Nina Veld <nina@northwind.example>
            To: support@isms.online
            Subject: [OFFICIAL-SENSITIVE] Where the cameras hang
            Message-ID: <held-1@northwind.example>
            Content-Type: text/plain; charset=utf-8

            See the list.
            """
        );
        var held = await max.Context.NewPageAsync();
        await held.GotoAsync($"/console/held/{message.Custody}");
        await Expect(held.Locator("h1")).ToContainTextAsync("Where the cameras hang");

        var ended = await desk.Get<Corbel.Desk.Marked.GrantClearance>().End(desk.Cast.Olive.ToActor(), clearance);

        ended.IsDone.ShouldBeTrue();
        await Expect(max.Locator("#ticket .state-middle h2"))
            .ToHaveTextAsync("This ticket is no longer open to you", new() { Timeout = 60_000 });
        await Expect(max.Locator($"#t{number}")).ToHaveCountAsync(0);
        (await max.ContentAsync()).ShouldNotContain("list of places");
        (await Drafts(max)).ShouldNotContain("A half answer");
        await Expect(held.Locator("main .state-middle h2")).ToHaveTextAsync("This ticket is no longer open to you");
        (await held.ContentAsync()).ShouldNotContain("cameras");
        (await held.TitleAsync()).ShouldNotContain("cameras");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_pages_are_accessible_and_none_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        await desk.Clear(cast.Max, days: 30);
        await desk.Clear(cast.Olive);
        var number = await desk.Log(cast.Sam, "A list of places", "2");
        await desk.Marks(cast.Sam, number);
        await desk.Marks(cast.Sam, number, new(1));
        var look = () =>
            new BrowserNewContextOptions
            {
                ColorScheme = scheme,
                BypassCSP = true, // for axe, which is injected
                ViewportSize = new() { Width = width, Height = 900 },
            };
        var max = await desk.SignedIn(chromium.Browser, cast.Max, look());
        var sam = await desk.SignedIn(chromium.Browser, cast.Sam, look());

        await Clean(sam, "/issues/new", ".mark-choice > summary");
        await Clean(sam, PortalDesk.Path(number), "#marks > summary");
        await Clean(max, $"/console/tickets/{number}");
        await max.Locator("[commandfor=dialog-mark][command=show-modal]").ClickAsync();
        await Axe(max);
        await Clean(max, "/console/clearances");
        await Clean(max, "/account");
        await Clean(max, $"/console/new?person={cast.Sam.Id}");
    }

    private static async Task Clean(IPage page, string address, string? open = null)
    {
        await page.GotoAsync(address);
        if (open is not null)
            await page.ClickAsync(open);
        await Axe(page);
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(address);
    }

    private static async Task Axe(IPage page)
    {
        (await Wcag.Violations(page)).ShouldBeEmpty(page.Url);
    }

    private static Task<string> Drafts(IPage page) =>
        page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage })");
}
