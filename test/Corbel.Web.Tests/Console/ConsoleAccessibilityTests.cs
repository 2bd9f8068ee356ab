using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Telephone;
using Corbel.Web.Tests.Ui;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Console;

/// <summary>The real pages of the console, full of everything they can show, against WCAG 2.2 AA in both schemes.</summary>
public sealed class ConsoleAccessibilityTests(Chromium chromium)
{
    /// <summary>One call rings and another one was answered by who reads, on whatever page comes after.</summary>
    private static async Task<string> Call(WebDesk desk)
    {
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await desk.Get<KeepNumbers>().Extension(desk.Cast.Max.Id, "13");
        await pbx.Tell("new", "mine", $",\"from\":\"{Exchange.Sam}\"");
        await pbx.Tell("answered", "mine", ",\"extension\":\"13\"");
        await pbx.Tell("hung-up", "mine", "");
        await pbx.Tell("new", "rings", $",\"from\":\"{Exchange.Sam}\"");
        return $"/console/new?call={(await pbx.Call("mine")).Id}";
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1000)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Every_page_is_accessible_and_none_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var desk = await WebDesk.Open();
        var (full, held) = await Fill(desk);
        var lodged = await desk.Get<LodgeObjection>().Run(desk.Cast.Sam.ToActor(), 1, "Too long.");
        var objection = $"/console/policy/objections/{lodged.Value!.Id}";
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected
        };
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Max, look);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);

        foreach (
            var path in (string[])
                [
                    "/console",
                    "/console/resolved",
                    "/console/mine",
                    "/console/waiting",
                    "/console/search?q=nothing-like-it",
                    full,
                    "/console/held",
                    held,
                    "/console/customers",
                    $"/console/customers/{desk.Cast.Northwind.Id}",
                    $"/policy?customer={desk.Cast.Northwind.Id}",
                    "/console/policy",
                    "/console/policy/new",
                    objection,
                    "/console/calls",
                    await Call(desk),
                ]
        )
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(x => (x.open = true))");
            await Check(page, path);
        }
        await page.GotoAsync("/console/policy/new");
        await page.Locator("#text").FillAsync(PolicyFile.Shipped.Replace("within: 8 h", "within: 2 h"));
        await page.Locator("form.policy-form button").ClickAsync();
        await page.Locator(".diff").WaitForAsync();
        await Check(page, "the preview of a version");
        await page.GotoAsync(full);
        foreach (var key in (string[])["h", "s", "m", "x", "e", "Shift+?"])
        {
            await Open(page, key);
            await Check(page, $"{full}, after {key}");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }
        complaints.ShouldBeEmpty();
    }

    /// <summary>
    /// A key that falls into the moment at which a live part of the page is being replaced may act on nothing: a person
    /// presses it again. That each key acts is held by the tests of the console in the browser.
    /// </summary>
    private static async Task Open(IPage page, string key)
    {
        var dialog = page.Locator("dialog[open]");
        for (var presses = 1; ; presses++)
        {
            await page.Keyboard.PressAsync(key);
            try
            {
                await dialog.WaitForAsync(new() { Timeout = 5_000 });
                return;
            }
            catch (TimeoutException) when (presses < 4) { }
        }
    }

    private static async Task Check(IPage page, string where)
    {
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        sideways.ShouldBeLessThanOrEqualTo(0, $"{where} scrolls sideways");
        (await Wcag.Violations(page)).ShouldBeEmpty(where);
    }

    /// <summary>Tickets in every state, one with every kind of entry, and a held message.</summary>
    private static async Task<(string Full, string Held)> Fill(WebDesk desk)
    {
        var ada = desk.Cast.Ada.ToActor();
        await desk.Agree();
        var full = await desk.Mail(
            """
            From: Nora Noord <nora@northwind.example>
            To: support@isms.online
            Subject: A long subject about the export of the statement of applicability, which never arrives
            Message-ID: <full@northwind.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html; charset=utf-8

            <p style="color:red" onclick="x()">It <b>never</b> arrives.</p><table><tr><td>one</td></tr></table>
            --b
            Content-Type: text/plain
            Content-Disposition: attachment; filename=server.log

            log
            --b--
            """
        );
        var number = full.Ticket!.Value;
        (await desk.Get<AddNote>().Run(ada, number, "Look into the queue of exports.")).IsDone.ShouldBeTrue();
        (await desk.Get<SetSeverity>().Run(ada, number, "2", "Exports only")).IsDone.ShouldBeTrue();
        (await desk.Get<SetSeverity>().Run(desk.Cast.Nora.ToActor(), number, "1", null)).IsDone.ShouldBeTrue();
        (await desk.Get<SetSeverity>().Run(ada, number, "2", "As before")).IsDone.ShouldBeTrue();
        (await desk.Get<Assign>().Run(ada, number, ada.Person)).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, number, "Repaired.", resolve: true)).IsDone.ShouldBeTrue();
        await desk.Write(desk.Cast.Nora, number, "Not for me.\n\nOn 15 July 2026, Ada wrote:\n> Repaired.");
        (await desk.Get<Reopen>().Run(ada, number, "It is not repaired")).IsDone.ShouldBeTrue();
        var asks = new ReplyMarks(Asks: true, Report: true);
        (await desk.Get<Reply>().Run(ada, number, "Which browser do you use?", asks)).IsDone.ShouldBeTrue();
        var done = await desk.Log(desk.Cast.Sam, "Done", "3");
        (
            await desk.Get<Resolve>().Run(ada, done, ResolutionOutcome.NotAttributable, "A firewall")
        ).IsDone.ShouldBeTrue();
        await desk.Log(desk.Cast.Sam, "Late", "1");
        desk.Clock.AdvanceHours(3);
        await desk.Log(desk.Cast.Sam, "Nobody said how bad", null);
        var held = await desk.Mail("From: nina@northwind.example\nSubject: Access\n\nLet me in.\n\n> Who are you?");
        return ($"/console/tickets/{number}", $"/console/held/{held.Custody}");
    }
}
