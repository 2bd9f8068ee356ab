using System.Text.RegularExpressions;
using Corbel.Core;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>
/// The reading "severity not stated". At 09:00 UTC a severity 1 is due at 10:00, a 2 at 13:00, a 3 at 17:00: an hour more on
/// British clocks, two on Dutch ones.
/// </summary>
public sealed partial class StatedSeverityTests
{
    private const string Sam = "Sam South <sam@southbank.example>";
    private const string Rik = "Rik de Vries <rik@northwind.example>";

    [Theory, OnEveryDatabase]
    public async Task A_severity_counts_that_the_subject_or_the_first_line_states(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        (string Subject, string Text, string? Stated, string Due)[] cases =
        [
            ("Severity 2: slow", "All pages.", "2", "13:00"),
            ("Slow", "\n\n  sev3, no hurry\nseverity 1", "3", "17:00"),
            ("Ernstniveau 1", "Niemand kan inloggen.", "1", "10:00"),
            ("RE: ernst 3 - vraag", "severity 1", "3", "17:00"),
            ("A question", "Hello,\nthis is severity 1", null, "10:00"),
            ("sev10 of our list", "Which is it?", null, "10:00"),
        ];

        foreach (var (subject, text, stated, due) in cases)
        {
            var ticket = await desk.Ticket((await desk.Mail(Mails.From(Sam, subject, text))).Ticket);
            ticket.Severity.ShouldBe(stated, subject);
            ticket.DueAt.ShouldBe(TestDesk.At($"2026-07-15T{due}:00Z"), subject);
        }
        (await desk.Outbox()).Select(x => ClaimLinks(x.Message.TextBody!).Count).ShouldBe([0, 0, 0, 0, 3, 3]);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Where_none_is_stated_the_acknowledgement_names_all_tests_and_each_due_time(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        await desk.Mail(Mails.From(Rik, "Een vraag", "Hoe werkt het?", "Message-ID: <vraag@northwind.example>"));

        var (row, mail) = (await desk.Outbox()).ShouldHaveSingleItem();
        row.Recipient.ShouldBe("rik@northwind.example");
        mail.InReplyTo.ShouldBe("vraag@northwind.example");
        mail.Headers["Auto-Submitted"].ShouldBe("auto-replied");
        var text = mail.TextBody!;
        string[] inOrder =
        [
            "Ernstniveau 1",
            "woensdag 15 juli 2026, 12:00",
            "/claim/",
            "Ernstniveau 2",
            "woensdag 15 juli 2026, 15:00",
            "/claim/",
            "Ernstniveau 3",
            "woensdag 15 juli 2026, 19:00",
            "/claim/",
        ];
        var at = 0;
        foreach (var part in inOrder)
        {
            at = text.IndexOf(part, at, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(-1, $"{part} in\n{text}");
        }
        text.ShouldContain("Europe/Amsterdam");
    }

    [Theory, OnEveryDatabase]
    public async Task A_claim_works_once_and_moves_the_clock(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From(Sam, "A question", "How?"))).Ticket;
        var links = ClaimLinks((await desk.Outbox())[0].Message.TextBody!);
        var claim = desk.Get<ClaimSeverity>();
        links.Select(x => claim.Read(x)).ShouldBe([(number!.Value, "1"), (number.Value, "2"), (number.Value, "3")]);
        claim.Read(links[2] + "0").ShouldBeNull();
        (await claim.Run("1001.31.00")).Refused!.Code.ShouldBe("no-such-claim");

        (await claim.Run(links[2])).Value.ShouldBe(number.Value);

        var ticket = await desk.Ticket(number);
        (ticket.Severity, ticket.DueAt).ShouldBe(("3", TestDesk.At("2026-07-15T17:00:00Z")));
        var entry = (await desk.View(number)).Entries[^1].Entry;
        (entry.What, entry.By).ShouldBe((new SeverityChoice("3"), Doer.Customer(desk.Cast.Sam.Id)));
        foreach (var link in links)
            (await claim.Run(link)).Refused!.Code.ShouldBe("claim-too-late");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Looking_at_a_claim_shows_its_due_time_and_waits_for_nobody_who_writes(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From(Sam, "A question", "How?"))).Ticket!.Value;
        var links = ClaimLinks((await desk.Outbox())[0].Message.TextBody!);
        async Task<Outcome<SeverityOffer>> Look(string link)
        {
            await using var db = desk.Read();
            return await desk.Get<ClaimSeverity>().Look(db, link);
        }
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = desk.Get<GroupWriter>()
            .Write(
                async (db, cancel) =>
                {
                    await db.Take(number, cancel);
                    held.TrySetResult();
                    await release.Task;
                }
            );
        await held.Task;

        var offer = (await Look(links[1])).Value!;
        release.SetResult();
        await writing;

        (offer.Number, offer.Due.Due, offer.Claimed).ShouldBe((number, TestDesk.At("2026-07-15T13:00:00Z"), false));
        (await Look("1001.31.00")).Refused!.Code.ShouldBe("no-such-claim");
        (await desk.Get<ClaimSeverity>().Run(links[1])).IsDone.ShouldBeTrue();
        (await Look(links[1])).Value!.Claimed.ShouldBeTrue();
        (await Look(links[0])).Refused!.Code.ShouldBe("claim-too-late");
    }

    [Theory, OnEveryDatabase]
    public async Task A_claim_comes_too_late_after_a_contact_or_a_severity_by_staff(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var answered = (await desk.Mail(Mails.From(Sam, "One", "How?"))).Ticket!.Value;
        var set = (await desk.Mail(Mails.From(Sam, "Two", "How?"))).Ticket!.Value;
        var links = (await desk.Outbox()).ConvertAll(x => ClaimLinks(x.Message.TextBody!));
        (await desk.Get<Reply>().Run(ada, answered, "Like this.")).IsDone.ShouldBeTrue();
        await desk.Send();
        (await desk.Get<SetSeverity>().Run(ada, set, "2", null)).IsDone.ShouldBeTrue();

        (await desk.Get<ClaimSeverity>().Run(links[0][0])).Refused!.Code.ShouldBe("claim-too-late");
        (await desk.Get<ClaimSeverity>().Run(links[1][0])).Refused!.Code.ShouldBe("claim-too-late");

        (await desk.Ticket(answered)).Severity.ShouldBeNull();
        (await desk.Ticket(set)).Severity.ShouldBe("2");
    }

    [Theory, OnEveryDatabase]
    public async Task A_claim_of_a_lower_one_does_not_change_a_clock_that_has_run_out(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From(Sam, "A question", "How?"))).Ticket;
        var links = ClaimLinks((await desk.Outbox())[0].Message.TextBody!);
        desk.Clock.Advance(Duration.FromMinutes(61));
        await desk.Get<JobRunner>().RunDue(CancellationToken.None);
        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Late);

        (await desk.Get<ClaimSeverity>().Run(links[2])).IsDone.ShouldBeTrue();

        var ticket = await desk.Ticket(number);
        (ticket.Severity, ticket.Verdict, ticket.DueAt).ShouldBe(
            ("3", Verdict.Late, TestDesk.At("2026-07-15T10:00:00Z"))
        );
    }

    private static List<string> ClaimLinks(string text) =>
        [.. Claim().Matches(text).Select(x => x.Groups["token"].Value)];

    [GeneratedRegex(@"https://desk\.example/claim/(?<token>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Claim();
}
