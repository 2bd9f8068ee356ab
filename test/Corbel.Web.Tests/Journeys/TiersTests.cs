using Corbel.Core.Sla;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;

namespace Corbel.Web.Tests.Journeys;

/// <summary>
/// One issue through the three levels, in a real browser: the partner user logs it, the customer's desk answers, its
/// administrator hands it over, the provider answers, the administrator passes that on, the partner user reads it.
/// </summary>
public sealed class TiersTests(Chromium chromium)
{
    [Theory, OnEveryDatabase]
    public async Task From_the_partner_user_to_the_provider_and_back(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var cast = desk.Cast;
        var pia = await desk.SignedIn(chromium.Browser, cast.Pia);
        var dirk = await desk.SignedIn(chromium.Browser, cast.Dirk);
        await dirk.EvaluateAsync("window.notReloaded = true");

        await pia.GotoAsync("/issues/new");
        await pia.FillAsync("#subject", "The register breaks");
        await pia.FillAsync("#text", "Each time I open it.");
        await pia.ClickAsync("main form button.button-primary");
        await pia.Locator("text=Northwind has it and answers you.").WaitForAsync();
        var own = pia.Url[(pia.Url.LastIndexOf('/') + 1)..];

        // It stands on the customer's desk without a reload; the agent answers.
        await dirk.Locator("[data-row]", new() { HasText = "The register breaks" }).ClickAsync();
        (await dirk.EvaluateAsync<bool>("window.notReloaded === true")).ShouldBeTrue();
        await dirk.FillAsync("#answer-text", "We are looking into it.");
        await dirk.Locator("#answer-text").PressAsync("Control+Enter");
        await dirk.Locator("#thread", new() { HasText = "We are looking into it." }).WaitForAsync();
        await pia.Locator("text=We are looking into it.").WaitForAsync();

        // The administrator hands it over, and the whole clock begins.
        desk.Clock.Advance(Duration.FromHours(1));
        var nora = await desk.SignedIn(chromium.Browser, cast.Nora);
        await nora.GotoAsync($"/console/tickets/{own}");
        await nora.Locator("[commandfor=dialog-hand-over][command=show-modal]").ClickAsync();
        await nora.FillAsync("#hand-over-steps", "Open the register of risks. It breaks.");
        await nora.Locator("#dialog-hand-over input[name='HandOver.Severity'][value='2']").CheckAsync();
        await nora.Locator("#dialog-hand-over button.button-primary").ClickAsync();
        await nora.Locator("#with-provider").WaitForAsync();
        (await nora.InnerTextAsync("#with-provider summary")).ShouldContain("16:00");

        // The provider's agent answers it like any other.
        var ada = await desk.SignedIn(chromium.Browser, cast.Ada);
        await ada.Locator("[data-row]", new() { HasText = "The register breaks" }).ClickAsync();
        await ada.Locator("#thread", new() { HasText = "Open the register of risks." }).WaitForAsync();
        desk.Clock.Advance(Duration.FromMinutes(30));
        await ada.FillAsync("#answer-text", "Repaired in the release of tonight.");
        await ada.Locator("#answer-text").PressAsync("Control+Enter");
        await ada.Locator("#ticket [data-promise=kept]").First.WaitForAsync();
        await using (var db = desk.Read())
            (await db.Tickets.SingleAsync(x => x.HandedOverFrom != null)).Verdict.ShouldBe(Verdict.Kept);

        // It stands in the fold by itself; the administrator passes it on, with a word of her own.
        await nora.ClickAsync("#with-provider > summary");
        await nora.Locator("#with-provider", new() { HasText = "Repaired in the release of tonight." }).WaitForAsync();
        await nora.Locator("#with-provider a", new() { HasText = "Doorgeven aan Pia Partner" }).ClickAsync();
        var draft = nora.Locator("#answer-text");
        (await draft.InputValueAsync()).ShouldContain("“Repaired in the release");
        await draft.FillAsync("Good news:\n\n" + await draft.InputValueAsync());
        await draft.PressAsync("Control+Enter");
        await nora.Locator("#thread", new() { HasText = "Good news:" }).WaitForAsync();

        await pia.Locator("text=Good news:").WaitForAsync();
        (await pia.InnerTextAsync("body")).ShouldContain("Repaired in the release of tonight.");
        (await pia.InnerTextAsync("body")).ShouldNotContain("Open the register of risks.");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_fold_and_the_forms_are_accessible_and_none_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var desk = await WebDesk.Open();
        var own = await Portal.PortalDesk.Log(desk, desk.Cast.Pia, "The register breaks", "2");
        var form = new Corbel.Desk.Tickets.HandOverForm { Subject = "A", Steps = "B" };
        var number = (
            await desk.Get<Corbel.Desk.Tickets.HandOverIssue>().Run(desk.Cast.Nora.ToActor(), own, form)
        ).Value;
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected
        };
        var ada = await desk.SignedIn(chromium.Browser, desk.Cast.Ada, look);
        await ada.GotoAsync($"/console/tickets/{number}");
        await ada.Locator("[commandfor=dialog-send-back][command=show-modal]").ClickAsync();
        await Check(ada, "sending back");
        (
            await desk.Get<Corbel.Desk.Tickets.SendBack>().Run(desk.Cast.Ada.ToActor(), number, "A setting.")
        ).IsDone.ShouldBeTrue();
        var nora = await desk.SignedIn(chromium.Browser, desk.Cast.Nora, new(look));
        await nora.GotoAsync($"/console/tickets/{own}");
        await nora.ClickAsync("#with-provider > summary");
        await Check(nora, "the fold");
        await nora.Locator("[commandfor=dialog-hand-over][command=show-modal]").ClickAsync();
        await Check(nora, "handing over");
        await nora.GotoAsync($"/issues/{number}");
        await Check(nora, "the issue with the provider");
        await nora.GotoAsync("/issues/new");
        await Check(nora, "a new issue");
    }

    private static async Task Check(IPage page, string where)
    {
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        sideways.ShouldBeLessThanOrEqualTo(0, $"{where} scrolls sideways");
        (await Wcag.Violations(page)).ShouldBeEmpty(where);
    }
}
