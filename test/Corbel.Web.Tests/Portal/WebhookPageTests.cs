using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Corbel.Desk.Availability;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Portal;

/// <summary>Webhooks as a customer's administrator has them: added, tested, seen and removed on a page, and what arrives.</summary>
public sealed partial class WebhookPageTests(Chromium chromium)
{
    private const string Page = "/webhooks";

    private static Task<WebDesk> Open(TestDatabase database = TestDatabase.Sqlite) =>
        WebDesk.Open(database, x => x.Webhooks.Allow = ["127.0.0.1"]);

    [Theory, OnEveryDatabase]
    public async Task An_address_is_added_tested_told_of_news_and_removed(TestDatabase database)
    {
        await using var receiver = await Receiver.Start();
        await using var desk = await Open(database);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var added = await WebDesk.Post(sam, Page, [new("Address", receiver.Url)], $"{Page}?handler=Add");
        added.StatusCode.ShouldBe(HttpStatusCode.OK);
        added.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var secret = Secret().Match(await added.Content.ReadAsStringAsync()).Value;
        secret.ShouldNotBeEmpty();
        (await sam.GetStringAsync(Page)).ShouldNotContain(secret, Case.Sensitive, "it is shown once");
        using var again = await WebDesk.Post(sam, Page, [new("Address", receiver.Url)], $"{Page}?handler=Add");
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var db = desk.Read();
        var hook = await db.Webhooks.SingleAsync();
        hook.OrganisationId.ShouldBe(desk.Cast.Southbank.Id);
        KeyValuePair<string, string>[] own = [new("Webhook", hook.Id.ToString())];

        (await Sent(sam, own, "Test")).ShouldBe(HttpStatusCode.SeeOther);
        var test = await Next(receiver);
        await desk.Get<RunIncident>()
            .Open(
                desk.Cast.Ada.ToActor(),
                "Slow pages",
                "Trage pagina's",
                "2",
                [],
                new(IncidentState.Investigating, "We look.", "We kijken.")
            );
        var news = await Next(receiver);

        foreach (var (signature, mediaType, body) in ((string?, string?, byte[])[])[test, news])
        {
            mediaType.ShouldBe("application/json");
            // Computed anew from the words of the document, not by the code that signs.
            var parts = signature!.Split(',').Select(x => x.Split('=')).ToDictionary(x => x[0], x => x[1]);
            parts["t"]
                .ShouldBe(desk.Clock.GetCurrentInstant().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            byte[] signed = [.. Encoding.ASCII.GetBytes(parts["t"] + "."), .. body];
            parts["v1"].ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        }
        JsonDocument.Parse(test.Body).RootElement.GetProperty("type").GetString().ShouldBe("test");
        var told = JsonDocument.Parse(news.Body).RootElement;
        told.GetProperty("type").GetString().ShouldBe("incident.opened");
        told.GetProperty("version").GetInt32().ShouldBe(1);
        told.GetProperty("id").GetString().ShouldBe("incident-1-1");
        told.GetProperty("incident").GetProperty("title").GetProperty("nl").GetString().ShouldBe("Trage pagina's");
        await Eventually.Is(
            async () => Count(await sam.Words(Page), " arrived ") == 2,
            "both deliveries are shown as arrived"
        );
        (await sam.Words(Page)).ShouldContain("Incident opened");
        (await Sent(sam, own, "Remove")).ShouldBe(HttpStatusCode.SeeOther);
        (await db.Webhooks.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Failures_are_shown_in_words_and_a_wrong_address_stays_in_its_field()
    {
        await using var receiver = await Receiver.Start();
        receiver.Status = 302;
        await using var desk = await Open();
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var wrong = await WebDesk.Post(nora, Page, [new("Address", "http://a.example/x")], $"{Page}?handler=Add");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("value=\"http://a.example/x\"");
        await desk.Get<KeepWebhooks>().Add(desk.Cast.Nora.ToActor(), receiver.Url);
        await using var db = desk.Read();
        var hook = await db.Webhooks.SingleAsync();
        KeyValuePair<string, string>[] own = [new("Webhook", hook.Id.ToString())];
        await Sent(nora, own, "Test");
        await Next(receiver);
        await Eventually.Is(
            async () => (await nora.Words(Page)).Contains("Het antwoord was 302", StringComparison.Ordinal),
            "the answer is shown"
        );
        (await nora.Words(Page)).ShouldContain("is er niets aangekomen");

        // It is another customer's for everybody else, and no page at all for who is no administrator.
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.Words(Page)).ShouldNotContain(receiver.Url);
        (await Sent(sam, own, "Remove")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (
            var person in (Corbel.Desk.People.Person[])[desk.Cast.Rik, desk.Cast.Dirk, desk.Cast.Pia, desk.Cast.Max]
        )
        {
            using var client = await desk.SignedIn(person);
            (await client.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, person.Name);
            foreach (var handler in (string[])["Test", "Remove", "Add"])
                (await Sent(client, own, handler, "/account")).ShouldBe(HttpStatusCode.NotFound, person.Name);
        }
        (await desk.Stranger().GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await db.Webhooks.CountAsync()).ShouldBe(1);
        (await nora.GetStringAsync("/account")).ShouldContain("href=\"/webhooks\"");
        (await desk.Stranger().GetStringAsync("/status/subscribe")).ShouldContain("href=\"/webhooks\"");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_page_is_accessible(ColorScheme scheme, int width)
    {
        await using var receiver = await Receiver.Start();
        receiver.Status = 410;
        await using var desk = await Open();
        var sam = desk.Cast.Sam.ToActor();
        var hook = (await desk.Get<KeepWebhooks>().Add(sam, receiver.Url)).Value!;
        await desk.Get<KeepWebhooks>().Test(sam, hook.Id);
        await using var db = desk.Read();
        await Eventually.Is(() => db.Webhooks.AnyAsync(x => x.DisabledAt != null), "it is switched off");
        var look = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            BypassCSP = true, // for axe, which is injected
        };
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Sam, look);
        await page.GotoAsync(Page);
        await page.Locator("#address").FillAsync("https://hooks.example.com/" + new string('x', 200));
        await page.Locator("form[action*=Add] button").ClickAsync();
        await page.Locator(".webhook-secret").WaitForAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(
            0
        );
        (await Wcag.Violations(page)).ShouldBeEmpty();
    }

    private static async Task<(string? Signature, string? MediaType, byte[] Body)> Next(Receiver receiver)
    {
        (string?, string?, byte[]) got = default;
        await Eventually.Is(() => Task.FromResult(receiver.Got.TryDequeue(out got)), "a call arrives");
        return got;
    }

    private static async Task<HttpStatusCode> Sent(
        HttpClient client,
        IEnumerable<KeyValuePair<string, string>> fields,
        string handler,
        string page = Page
    )
    {
        using var answer = await WebDesk.Post(client, page, fields, $"{Page}?handler={handler}");
        return answer.StatusCode;
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    [GeneratedRegex("corbel_[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
