using Corbel.Desk.Telephone;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Telephone;

/// <summary>A call with a real browser and a telephone system that tells of it: it rings, is answered, confirmed, written down.</summary>
public sealed class CallInTheBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task It_rings_on_the_open_page_is_confirmed_by_who_answered_and_is_the_contact()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await desk.Log(desk.Cast.Sam, "Slow pages");
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await page.GotoAsync("/console/customers");
        var other = await desk.SignedIn(chromium.Browser, desk.Cast.Max);
        await other.GotoAsync("/console");
        await page.EvaluateAsync("document.body.dataset.kept = 'yes'");

        await pbx.Tell("new", "c1", $",\"from\":\"{Exchange.Sam}\"");
        var card = page.Locator("#calls .call");
        await Expect(card).ToContainTextAsync("The telephone rings");
        await Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Sam South");
        await Expect(card).ToContainTextAsync("Slow pages");
        await Expect(other.Locator("#calls .call")).ToContainTextAsync("Sam South");
        (await Wcag.Violations(page)).ShouldBeEmpty();

        desk.Clock.AdvanceSeconds(6);
        await pbx.Tell("answered", "c1", ",\"extension\":\"12\"");
        await Expect(card).ToContainTextAsync("You are speaking with");
        await Expect(other.Locator("#calls .call")).ToHaveCountAsync(0);
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-kept", "yes");
        await card.GetByRole(AriaRole.Link, new() { Name = "Confirm and write the note" }).ClickAsync();
        await Expect(page.GetByLabel("I confirm: I spoke with the person")).ToBeCheckedAsync();
        (await Wcag.Violations(page)).ShouldBeEmpty();
        desk.Clock.AdvanceMinutes(4);
        await pbx.Tell("hung-up", "c1", "");

        await Expect(page.GetByLabel("What is wrong, in one line")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Nobody can sign in");
        await page.GetByLabel("What you said").FillAsync("A certificate; we renew it.");
        await page.GetByLabel("What the person said").FillAsync("Since nine this morning.");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator("#ticket h1")).ToHaveTextAsync("Nobody can sign in");
        await Expect(page.Locator("#thread")).ToContainTextAsync("A certificate; we renew it.");
        await Expect(page.Locator("#calls .call")).ToHaveCountAsync(0);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync(x => x.Subject == "Nobody can sign in");
        (ticket.ReceivedAt, ticket.ContactAt).ShouldBe(
            (WebDesk.At("2026-07-15T09:00:00Z"), WebDesk.At("2026-07-15T09:04:06Z"))
        );
    }
}
