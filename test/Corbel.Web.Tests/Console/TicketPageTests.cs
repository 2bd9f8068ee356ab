using System.Net;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Console;

/// <summary>What the ticket page says of a promise, of a dispute, and of what came in and went out.</summary>
public sealed class TicketPageTests
{
    [Fact]
    public async Task The_worked_case_is_set_as_a_sum_in_the_reader_s_zone()
    {
        await using var desk = await WebDesk.Open(at: "2026-08-28T16:30:00Z");
        var number = await desk.Log(desk.Cast.Sam, "Down", "1");

        var page = await Page(desk, number);

        page.ShouldContain("<section class=\"promise\" data-promise=\"calm\"");
        page.ShouldContain("1 h left");
        page.ShouldContain("guaranteed by clause 9");
        page.ShouldContain("Fri 28 Aug, 17:30");
        page.ShouldContain("17:30–18:30");
        page.ShouldContain("Severity 1: 1 business hour");
        page.ShouldContain("Fri 28 Aug, 18:30 BST");
        page.ShouldContain("Our reading, not the text");
    }

    [Theory]
    [InlineData("2026-07-15T09:00:00Z", 30, "soon", "30 min left")]
    [InlineData("2026-07-15T17:30:00Z", 60, "closed", "30 min left")]
    [InlineData("2026-07-15T17:30:00Z", 990, "late", "30 min late")]
    [InlineData("2026-07-15T09:00:00Z", 60, "soon", "Under a minute left")]
    public async Task A_running_promise_says_what_is_left_of_business_time(
        string received,
        int minutes,
        string look,
        string words
    )
    {
        await using var desk = await WebDesk.Open(at: received);
        var number = await desk.Log(desk.Cast.Sam, "Down", "1");
        desk.Clock.AdvanceMinutes(minutes);

        (await Page(desk, number)).ShouldContain($"<section class=\"promise\" data-promise=\"{look}\"");
        (await Page(desk, number)).ShouldContain($"{words}</span>");
    }

    [Theory]
    [InlineData(22, "kept", "Answered in 22 min")]
    [InlineData(85, "late", "Answered 25 min late")]
    public async Task An_answered_one_says_how_it_ended(int minutes, string look, string words)
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Down", "1");
        desk.Clock.AdvanceMinutes(minutes);
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Here.")).IsDone.ShouldBeTrue();

        var page = await Page(desk, number);

        // The next status report stands first now.
        var earlier = page[page.IndexOf(">Earlier<", StringComparison.Ordinal)..];
        earlier.ShouldContain($"data-promise=\"{look}\"");
        earlier.ShouldContain(words);
    }

    [Fact]
    public async Task A_dispute_shows_both_severities_and_how_each_stands()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Down", "1");
        var set = await desk.Get<SetSeverity>().Run(desk.Cast.Ada.ToActor(), number, "2", "Two users only");
        set.IsDone.ShouldBeTrue();
        desk.Clock.AdvanceMinutes(90);

        var page = await Page(desk, number);

        var claimed = page.IndexOf("Severity 1, as the customer claims:", StringComparison.Ordinal);
        var ours = page.IndexOf("Severity 2, as we set it:", StringComparison.Ordinal);
        claimed.ShouldBeGreaterThan(0);
        page[claimed..ours].ShouldContain("30 min late");
        page[ours..].ShouldContain("2 h 30 min left");
        page.ShouldContain("the customer claims 1");
    }

    [Fact]
    public async Task A_stranger_s_layout_is_offered_harmless()
    {
        await using var desk = await WebDesk.Open();
        var received = await desk.Mail(
            """
            From: Sam South <sam@southbank.example>
            Subject: Layout
            Content-Type: text/html; charset=utf-8

            <p onclick="x()" style="color:red" data-hotkey="a">Hello <b>there</b></p><img src="https://track.example/1.gif"><script>x()</script>
            """
        );

        var page = await Page(desk, received.Ticket!.Value);

        page.ShouldContain("<p>Hello <b>there</b></p>");
        page.ShouldNotContain("x()");
        // The host is named; no address is left that a browser would load.
        page.ShouldNotContain("//track.example");
        page.ShouldContain("Picture from track.example, not loaded");
    }

    [Theory]
    [InlineData(MailState.Waiting, "The mail waits to be taken")]
    [InlineData(MailState.Sent, "The mail was taken")]
    [InlineData(MailState.Dead, "The mail could not be sent: reach the customer another way")]
    public async Task A_reply_says_how_far_its_mail_came(MailState state, string words)
    {
        await using var desk = await WebDesk.Open();
        var received = await desk.Mail("From: sam@southbank.example\nSubject: Severity 2: slow\n\nSlow.");
        var number = received.Ticket!.Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Which page?")).IsDone.ShouldBeTrue();
        await Sent(desk);
        // The sender is through with it; as a mail that is due in a year it also leaves a waiting one alone.
        var later = desk.Clock.GetCurrentInstant() + Duration.FromDays(366);
        await desk.Get<GroupWriter>()
            .Write(
                (db, cancel) =>
                    db
                        .Outbox.Where(x => x.Kind == MailKind.Reply)
                        .ExecuteUpdateAsync(
                            x => x.SetProperty(m => m.State, state).SetProperty(m => m.NextAttemptAt, later),
                            cancel
                        )
            );

        (await Page(desk, number)).ShouldContain(words);
    }

    private static async Task Sent(WebDesk desk)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var db = desk.Read();
        while (!await db.Outbox.AnyAsync(x => x.Kind == MailKind.Reply && x.State == MailState.Sent, patience.Token))
            await Task.Delay(20, patience.Token);
    }

    private static async Task<string> Page(WebDesk desk, long number)
    {
        using var client = await desk.SignedIn(desk.Cast.Ada);
        return WebUtility.HtmlDecode(await client.GetStringAsync($"/console/tickets/{number}"));
    }
}
