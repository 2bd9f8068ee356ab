using System.Net;
using Corbel.Desk.Policies;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Corbel.Web.Tests.Console;

/// <summary>A version is posted in two steps: checked and previewed, then that very text.</summary>
public sealed class PolicyPostingTests(Chromium chromium)
{
    private const string Page = "/console/policy/new";
    private const string Check = Page + "?handler=Check";
    private const string Publish = Page + "?handler=Publish";

    private static readonly string Three = PolicyFile.Shipped.Replace(
        "severity: 2, within: 4 h",
        "severity: 2, within: 3 h",
        StringComparison.Ordinal
    );

    [Theory, OnEveryDatabase]
    public async Task It_is_previewed_with_its_effect_and_posted_by_its_hash(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await Logging.Log(desk, desk.Cast.Sam, "Slow pages");
        await Logging.Log(desk, desk.Cast.Nora, "Alles ligt eruit", "1");
        using var max = await desk.SignedIn(desk.Cast.Max);

        // A browser sends the line ends of forms, whatever those of the file were.
        var shown = await WebDesk.Post(max, Page, [new("Text", Three.ReplaceLineEndings("\r\n"))], Check);

        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await shown.Content.ReadAsStringAsync();
        var words = PortalDesk.Words(html);
        words.ShouldContain("What it says otherwise than version 1");
        words.ShouldContain("at most 4 business hours. Guarantee: for Severity 2 the response time is at most 3");
        words.ShouldContain("Tickets already received keep the version of their receipt");
        words.ShouldContain("Severity 1 1 0 0 0");
        words.ShouldContain("Severity 2 1 1 0 0");
        words.ShouldContain("Slow pages first response 14:00 BST, running 13:00 BST, running");
        words.ShouldNotContain("Alles ligt eruit");
        await using var db = desk.Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(1);

        var posted = await Again(max, html);

        posted.Headers.Location!.ToString().ShouldBe("/console/policy");
        (await max.Words("/console/policy")).ShouldContain("Version 2 is in force.");
        (await max.Words("/console/policy")).ShouldContain("Max Manager in one place 0 of 2");
        var version = await db.PolicyVersions.SingleAsync(x => x.Number == 2);
        (version.Text, version.PostedById).ShouldBe((Three, desk.Cast.Max.Id));
        (await db.Outbox.CountAsync(x => x.Kind == Desk.Outbox.MailKind.PolicyNotice)).ShouldBe(2);
    }

    [Fact]
    public async Task Another_text_than_the_previewed_or_a_stale_preview_is_refused()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        var html = await (await WebDesk.Post(max, Page, [new("Text", Three)], Check)).Content.ReadAsStringAsync();
        var two = Three.Replace("within: 3 h", "within: 2 h", StringComparison.Ordinal);

        var other = await Again(max, html, ("Text", two));
        var guessed = await Again(max, html, ("Sha256", new string('0', 64)));
        var unnamed = await Again(max, html, ("Sha256", ""));
        (await desk.Get<PostPolicy>().Run("two.yaml", two)).Value.ShouldBe(2);
        var stale = await Again(max, html);

        foreach (var refused in (HttpResponseMessage[])[other, guessed, unnamed])
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Words()).ShouldContain("This is not the text that was previewed.");
        }
        stale.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var words = await stale.Words();
        words.ShouldContain("Another version was posted since the preview.");
        words.ShouldContain("What it says otherwise than version 2");
        await using var db = desk.Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Every_error_is_named_with_its_place_and_the_text_stays()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        var wrong = Three
            .Replace("percent: 99.5", "percent: 0", StringComparison.Ordinal)
            .Replace("within: 3 h", "within: soon", StringComparison.Ordinal);

        var response = await WebDesk.Post(max, Page, [new("Text", wrong)], Check);
        var nothing = await WebDesk.Post(max, Page, [new("Text", "  ")], Check);
        var same = await WebDesk.Post(max, Page, [new("Text", PolicyFile.Shipped)], Check);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        html.ShouldContain("The file has 2 errors");
        var line = wrong[..wrong.IndexOf("percent: 0", StringComparison.Ordinal)].Split('\n').Length;
        html.ShouldContain($"policy.yaml:{line}:12: availability.percent: a percentage lies above 0");
        html.ShouldContain("within: soon");
        (await nothing.Words()).ShouldContain("Choose a file or paste its text.");
        (await same.Words()).ShouldContain("This text is in force already.");
    }

    [Fact]
    public async Task Agents_read_the_room_and_cannot_post()
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var room = await ada.GetStringAsync(new Uri("/console/policy", UriKind.Relative));
        room.ShouldNotContain("href=\"/console/policy/new\"");
        foreach (var client in (HttpClient[])[ada, sam])
        {
            (await client.GetAsync(new Uri(Page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            foreach (var action in (string[])[Check, Publish])
                (await WebDesk.Post(client, "/account", [new("Text", Three)], action)).StatusCode.ShouldBe(
                    HttpStatusCode.NotFound
                );
        }
        (await sam.GetAsync(new Uri("/console/policy", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var db = desk.Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task In_the_browser_a_file_is_chosen_looked_at_and_posted_by_keyboard()
    {
        await using var desk = await WebDesk.Open();
        await Logging.Log(desk, desk.Cast.Sam, "Slow pages");
        var file = System.IO.Path.Combine(desk.Folder, "next.yaml");
        await File.WriteAllTextAsync(file, Three);
        var page = await desk.SignedIn(chromium.Browser, desk.Cast.Olive);
        await page.GotoAsync("/console");

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Policy");
        await page.GetByRole(AriaRole.Link, new() { Name = "Post a version" }).PressAsync("Enter");
        await page.Locator("#file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and preview" }).PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Post version 2?");
        await Expect(page.Locator("ins")).ToContainTextAsync("3 business hours");
        await Expect(page.Locator("main")).ToContainTextAsync("Slow pages");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post version 2 now" }).PressAsync("Enter");

        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Version 2 is in force.");
        await page.GotoAsync("/policy");
        await Expect(page.Locator("#changes")).ToContainTextAsync("3 business hours");
        await using var db = desk.Read();
        (await db.PolicyVersions.SingleAsync(x => x.Number == 2)).Text.ShouldBe(Three);
    }

    /// <summary>Sends the form of a preview as it stands, or with a field changed.</summary>
    private static async Task<HttpResponseMessage> Again(
        HttpClient client,
        string html,
        params (string Name, string Value)[] changed
    )
    {
        string[] names = ["Text", "Name", "Sha256", "After", "__RequestVerificationToken"];
        var fields = names.ToDictionary(x => x, x => WebUtility.HtmlDecode(PortalDesk.Hidden(html, x)));
        foreach (var (name, value) in changed)
            fields[name] = value;
        return await client.PostAsync(new Uri(Publish, UriKind.Relative), new FormUrlEncodedContent(fields));
    }
}
