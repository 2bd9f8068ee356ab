using Corbel.Core.Sla;
using Corbel.Desk.Intake;
using Corbel.Web.Cli;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MimeKit;
using NodaTime;

namespace Corbel.Web.Tests.Journeys;

/// <summary>
/// The main job, end to end, in a real browser: a mail drops into the mailbox, stands in the open queue with its promise,
/// is answered by keyboard, and the promise is shown kept to staff, to the customer and on the policy page.
/// </summary>
public sealed class MainJobTests(Chromium chromium)
{
    [Theory, OnEveryDatabase]
    public async Task A_mail_comes_in_is_answered_and_the_promise_is_shown_kept(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var agent = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await agent.GotoAsync("/console");
        await agent.Locator("#queue, .queue").First.WaitForAsync();
        await agent.EvaluateAsync("window.notReloaded = true");

        await Drop(desk, "Severity 1: nobody can sign in", "Since nine this morning.");

        // It stands there without a reload, with its due time.
        var row = agent.Locator("[data-row]", new() { HasText = "nobody can sign in" });
        await row.WaitForAsync();
        (await agent.EvaluateAsync<bool>("window.notReloaded === true")).ShouldBeTrue();
        (await row.InnerTextAsync()).ShouldContain("11:00");

        // The acknowledgement says by when, in which zone, and why then.
        var acknowledgement = await Sent(desk, "Received [");
        acknowledgement.ShouldContain("Wednesday 15 July 2026, 11:00 BST (Europe/London)");
        acknowledgement.ShouldContain("1 business hour");

        // Answered by keyboard: walk to the row, open it, reply, send.
        await agent.Keyboard.PressAsync("j");
        await agent.Keyboard.PressAsync("Enter");
        await agent.Locator("#answer-text").WaitForAsync();
        desk.Clock.Advance(Duration.FromMinutes(24));
        await agent.Locator("#answer-text").FillAsync("We see it too and are on it.");
        await agent.Locator("#answer-text").PressAsync("Control+Enter");
        await agent.Locator("#ticket", new() { HasText = "We see it too" }).WaitForAsync();
        (await Sent(desk, "Re: ")).ShouldContain("We see it too and are on it.");
        await agent.Locator("#ticket [data-promise=kept]").First.WaitForAsync();
        await using (var db = desk.Read())
            (await db.Tickets.SingleAsync()).Verdict.ShouldBe(Verdict.Kept);

        // The customer sees the answer and the kept promise, and nothing internal.
        var customer = await desk.SignedIn(chromium.Browser, desk.Cast.Sam);
        await customer.Locator("a", new() { HasText = "nobody can sign in" }).First.ClickAsync();
        await customer.GetByText("We see it too and are on it.", new() { Exact = true }).WaitForAsync();
        await customer.Locator("[data-promise=kept]").First.WaitForAsync();

        // The policy page shows it under clause 9.
        await customer.GotoAsync("/policy");
        (await customer.Locator("#c9").InnerTextAsync()).ShouldContain("1");
    }

    [Fact]
    public async Task The_picture_of_the_readme()
    {
        await using var desk = await WebDesk.Open(at: "2026-07-15T07:30:00Z");
        desk.Clock.Reset(WebDesk.At("2026-07-15T09:20:00Z"));
        await Drop(
            desk,
            "Evidence pages are slow",
            "Severity 2\n\nOpening the evidence of a control takes half a minute for two of us."
        );
        desk.Clock.Reset(WebDesk.At("2026-07-15T10:05:00Z"));
        await Drop(
            desk,
            "How do I add an auditor?",
            "Our auditor comes in two weeks. How do I give her reading rights only?"
        );
        desk.Clock.Reset(WebDesk.At("2026-07-15T10:20:00Z"));
        await Drop(
            desk,
            "Severity 1: nobody can sign in",
            "Since about nine the sign-in page gives an error for everyone here."
        );
        desk.Clock.Advance(Duration.FromMinutes(12));
        var agent = await desk.SignedIn(chromium.Browser, desk.Cast.Ada);
        await agent.GotoAsync("/console");
        await agent.Locator("[data-row]", new() { HasText = "nobody can sign in" }).ClickAsync();
        await agent.Locator("#answer-text").WaitForAsync();

        var picture = await agent.ScreenshotAsync();

        picture.Length.ShouldBeGreaterThan(20_000);
        // The committed picture is made anew on purpose: CORBEL_PICTURES=1 bin/test Web
        if (Environment.GetEnvironmentVariable("CORBEL_PICTURES") == "1")
            await File.WriteAllBytesAsync(Path.Combine(Repository.Root, "docs/pictures/console.png"), picture);
    }

    /// <summary>Drops a mail by the real verb, as a mail server would, and waits until the desk has taken it.</summary>
    private static async Task Drop(WebDesk desk, string subject, string text)
    {
        var file = Path.Combine(desk.Folder, $"{Guid.NewGuid():n}.eml");
        await File.WriteAllTextAsync(
            file,
            $"From: Sam South <sam@southbank.example>\r\nTo: support@isms.online\r\nSubject: {subject}\r\n"
                + $"Message-ID: <{Guid.NewGuid():n}@southbank.example>\r\n\r\n{text}\r\n"
        );
        // A file's time is this machine's, the desk's clock is the test's: it drops with the desk's time.
        File.SetLastWriteTimeUtc(file, desk.Clock.GetCurrentInstant().ToDateTimeUtc());
        var held = await Count(desk);
        (await CommandLine.Run(["mail", file, "--data", desk.Folder])).ShouldBe(0);
        await Until(async () => await Count(desk) > held);
    }

    private static async Task<int> Count(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.Custodies.CountAsync(x => x.State == CustodyState.Taken);
    }

    /// <summary>The text of the mail in the outgoing Maildir whose subject begins so.</summary>
    private static async Task<string> Sent(WebDesk desk, string subject)
    {
        var folder = Path.Combine(desk.Folder, "mail/outgoing/new");
        string? text = null;
        await Until(() =>
        {
            var found = Directory.GetFiles(folder, "*.corbel").Select(x => MimeMessage.Load(x));
            text = found.FirstOrDefault(x => x.Subject!.StartsWith(subject, StringComparison.Ordinal))?.TextBody;
            return Task.FromResult(text is not null);
        });
        return text!;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(50, patience.Token);
    }
}
