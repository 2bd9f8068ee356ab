using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Releases;
using Corbel.Desk.Reports;
using Corbel.Desk.Sessions;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Console;

/// <summary>The pages of sessions, releases and reports in a real browser.</summary>
public sealed class ServiceLooksTests(Chromium chromium)
{
    /// <summary>In English for staff, in Dutch for the customer, whose languages they are.</summary>
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_pages_are_accessible_and_none_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var desk = await WebDesk.Open();
        var (number, token) = await Fill(desk);
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected
        };
        (Person Who, string[] Paths)[] seen =
        [
            (
                desk.Cast.Max,
                [
                    "/console/releases",
                    "/console/sessions",
                    $"/console/sessions/{desk.Cast.Northwind.Id}",
                    "/console/reports",
                    $"/console/tickets/{number}",
                ]
            ),
            (desk.Cast.Nora, ["/sessions", "/releases", "/reports", $"/fixes/{token}?holds=yes"]),
        ];
        foreach (var (who, paths) in seen)
        {
            var page = await desk.SignedIn(chromium.Browser, who, look);
            var complaints = new List<string>();
            page.Console += (_, message) => complaints.Add(message.Text);
            page.PageError += (_, error) => complaints.Add(error);
            foreach (var path in paths)
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await page.EvaluateAsync("document.querySelectorAll('details').forEach(x => (x.open = true))");
                (
                    await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")
                ).ShouldBeLessThanOrEqualTo(0, path);
                (await Wcag.Violations(page)).ShouldBeEmpty(path);
                await Picture(page, path, width);
            }
            complaints.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_run_for_all_customers_shows_how_far_it_is_is_cancelled_and_goes_on()
    {
        await using var desk = await WebDesk.Open();
        const int Many = 300;
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    for (var i = 2; i < Many; i++)
                        db.Organisations.Add(
                            new Organisation
                            {
                                Id = Guid.CreateVersion7(),
                                Kind = Core.Access.OrganisationKind.Customer,
                                Name = $"Customer {i}",
                                Language = "en",
                                Zone = "Europe/London",
                            }
                        );
                    return Task.CompletedTask;
                }
            );
        // The quarter is over, and the desk not open yet: nothing is issued by itself.
        desk.Clock.Reset(WebDesk.At("2026-10-01T08:30:00Z"));
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Max);
        await page.GotoAsync("/console/reports?quarter=2026-Q3");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Issue the {Many} that are missing" }).ClickAsync();
        var (bar, far) = (page.Locator("#run progress"), page.Locator("#run .figures"));
        await Expect(bar).ToHaveAttributeAsync("max", $"{Many}");
        // The page shows it by itself.
        await Expect(far).Not.ToHaveTextAsync($"0 of {Many}", new() { Timeout = 60_000 });

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();

        await Expect(page.Locator("#run")).ToContainTextAsync("broken off");
        await using (var db = desk.Read())
        {
            var run = db.ReportRuns.Single();
            run.State.ShouldBe(RunState.Cancelled);
            run.Issued.ShouldBeInRange(1, Many - 1);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.Locator("#run")).ToContainTextAsync("done", new() { Timeout = 240_000 });
        await Expect(far).ToHaveTextAsync($"{Many} of {Many}");
        await using var last = desk.Read();
        last.IssuedReports.Select(x => x.OrganisationId).Distinct().Count().ShouldBe(Many);
        last.IssuedReports.Count().ShouldBe(Many, "none twice");
    }

    /// <summary>Something of everything: bought, held and taken back, delivered and planned, asked and issued.</summary>
    private static async Task<(long Number, string Token)> Fill(WebDesk desk)
    {
        var cast = desk.Cast;
        var (max, ada) = (cast.Max.ToActor(), cast.Ada.ToActor());
        var number = await desk.Log(cast.Rik, "Search is slow", "2");
        var (_, release) = await RepairPagesTests.Planned(desk);
        await desk.Get<FixedIn>().Run(ada, number, release);
        await desk.Get<KeepOrders>().Ring(max, "Early", [cast.Northwind.Id]);
        await desk.Get<DeliverRelease>().Run(max, release, null);
        await using (var db = desk.Read())
        {
            var product = db.Products.Single().Id;
            await desk.Get<PlanRelease>().Run(max, new(product, "2026.8", "Next", "Volgende", "* N", "* V"));
        }
        var counts = new Dictionary<string, int> { ["training"] = 3, ["coaching"] = 1 };
        var (from, until) = (WebDesk.At("2026-07-01T00:00:00Z"), WebDesk.At("2027-01-01T00:00:00Z"));
        var bought = new ProposalDraft(cast.Northwind.Id, "P-1", from, until, 24, counts)
        {
            Document = new("signed.pdf", "application/pdf", "signed"u8.ToArray()),
        };
        await desk.Get<RecordProposal>().Run(max, bought);
        Guid? held = null;
        foreach (var at in (string[])["2026-07-20T09:00:00Z", "2026-07-27T09:00:00Z", "2026-08-03T09:00:00Z"])
        {
            var begin = WebDesk.At(at);
            var draft = new SlotDraft("training", begin, Duration.FromHours(1), "Room 4", cast.Ada.Id, null, 2);
            var slot = (await desk.Get<OfferSlot>().Run(ada, draft)).Value!;
            if (at != "2026-08-03T09:00:00Z")
                held ??= (
                    await desk.Get<BookSession>().Run(cast.Nora.ToActor(), cast.Northwind.Id, slot.Id, [cast.Rik.Id])
                )
                    .Value!
                    .Id;
        }
        desk.Clock.Reset(WebDesk.At("2026-07-20T11:00:00Z"));
        var minutes = new SessionMinutes([cast.Rik.Id], "Roles", "Adds users", [new(cast.Rik.Id, "1", "diagnosis")]);
        await desk.Get<HoldSession>().Run(ada, held!.Value, minutes);
        await desk.Get<HoldSession>().Correct(ada, held.Value, "Wrong duty");
        await desk.Get<HoldSession>().Run(ada, held.Value, minutes);
        await desk.Get<IssueReport>().Run(max, new(cast.Northwind.Id, new Quarter(2026, 2)));
        await using var read = desk.Read();
        var token = read
            .Outbox.Select(x => x.Mime)
            .ToList()
            .Select(x => MimeKit.MimeMessage.Load(new MemoryStream(x)).TextBody ?? "")
            .Single(x => x.Contains("/fixes/"))
            .Split("/fixes/")[1]
            .Split('?')[0];
        return (number, token);
    }

    /// <summary>Pictures to look at, where a folder for them is named.</summary>
    private static async Task Picture(IPage page, string path, int width)
    {
        if (Environment.GetEnvironmentVariable("CORBEL_PICTURES") is not { Length: > 0 } folder)
            return;
        var name = string.Concat(path.Split('?')[0].Take(30).Select(x => char.IsLetterOrDigit(x) ? x : '-'));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{width}{name}.png"), FullPage = true });
    }
}
