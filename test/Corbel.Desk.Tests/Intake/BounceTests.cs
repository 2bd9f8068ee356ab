using Corbel.Core.Intake;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>The reading "contact": a reply that the relay took and that comes back later is no contact (RFC 3464).</summary>
public sealed class BounceTests
{
    private const string Sam = "sam@southbank.example";

    private static byte[] Report(string name, string messageId)
    {
        var file = Repository.File($"test/Corbel.Desk.Tests/Intake/Samples/{name}");
        var text = File.ReadAllText(file).Replace("MESSAGE-ID", messageId, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
    }

    /// <summary>A severity 1 of 09:00, answered at 09:20: due at 10:00.</summary>
    private static async Task<(long Number, string MessageId)> Answered(TestDesk desk)
    {
        var number = (await desk.Mail(Mails.From(Sam, "Severity 1: nobody can sign in", "Help."))).Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(20));
        (
            await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We see it and are on it.")
        ).IsDone.ShouldBeTrue();
        await desk.Send();
        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Kept);
        desk.Clock.Advance(Duration.FromMinutes(5));
        return (number, (await desk.Outbox())[^1].Message.MessageId!);
    }

    [Theory, OnEveryDatabase]
    public async Task A_bounce_voids_the_contact_the_clock_runs_again_and_the_verdict_follows(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        string[] samples = ["bounce-postfix.eml", "bounce-headers-only.eml"];
        foreach (var (sample, day) in samples.Zip(["2026-07-15", "2026-07-16"]))
        {
            desk.Clock.Reset(TestDesk.At($"{day}T09:00:00Z"));
            var (number, id) = await Answered(desk);

            var back = await desk.Mail(Report(sample, id));

            (back.State, back.Ticket).ShouldBe((CustodyState.Taken, number), sample);
            (await desk.View(number)).Entries[^1].Entry.What.ShouldBe(new DeliveryFailure(3));
            var ticket = await desk.Ticket(number);
            (ticket.ContactAt, ticket.Verdict, ticket.AwaitsAnswer).ShouldBe((null, Verdict.Running, true));
            (await desk.Check()).ShouldBeEmpty();

            desk.Clock.Reset(TestDesk.At($"{day}T10:00:00.001Z"));
            await desk.Get<JobRunner>().RunDue(CancellationToken.None);
            (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Late);
        }
        // Reports are answered by nobody: two acknowledgements and two replies are all that went out.
        (await desk.Outbox()).Count.ShouldBe(4);
    }

    [Theory, OnEveryDatabase]
    public async Task The_next_reply_that_arrives_keeps_the_promise(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (number, id) = await Answered(desk);
        await desk.Mail(Report("bounce-postfix.eml", id));
        desk.Clock.Advance(Duration.FromMinutes(10));

        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Once more.")).IsDone.ShouldBeTrue();
        await desk.Send();

        var ticket = await desk.Ticket(number);
        (ticket.ContactAt, ticket.Verdict).ShouldBe((TestDesk.At("2026-07-15T09:35:00Z"), Verdict.Kept));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_delay_a_stranger_and_an_unknown_mail_void_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (number, id) = await Answered(desk);
        byte[][] reports =
        [
            Report("delayed-postfix.eml", id),
            Report("bounce-postfix.eml", "somebody-elses@isms.online"),
            Report("bounce-headers-only.eml", id.Replace("@", "0@", StringComparison.Ordinal)),
            Report("bounce-headers-only.eml", "\0"),
        ];

        foreach (var report in reports)
            (await desk.Mail(report)).State.ShouldBe(CustodyState.Held);

        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Kept);
        await using var db = desk.Read();
        (await db.Custodies.CountAsync(x => x.State == CustodyState.Held)).ShouldBe(reports.Length);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_copy_by_mail_of_an_answer_in_the_portal_may_come_back(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "On it.")).IsDone.ShouldBeTrue();
        await desk.Send();

        await desk.Mail(Report("bounce-postfix.eml", (await desk.Outbox())[^1].Message.MessageId!));

        // The answer stands in the portal, where it was contact at its commit.
        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Kept);
        (await desk.View(number)).Entries[^1].Entry.What.ShouldBeOfType<CustomerMessage>().Machine.ShouldBeTrue();
        await using var db = desk.Read();
        (await db.People.SingleAsync(x => x.Id == desk.Cast.Sam.Id)).BouncesSince.ShouldNotBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task An_address_that_mail_comes_back_from_is_marked_until_somebody_writes_from_it(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var (number, id) = await Answered(desk);
        async Task<Instant?> Since()
        {
            await using var db = desk.Read();
            return await db.People.Where(x => x.Id == desk.Cast.Sam.Id).Select(x => x.BouncesSince).SingleAsync();
        }

        await desk.Mail(Report("bounce-postfix.eml", id));
        (await Since()).ShouldBe(desk.Clock.GetCurrentInstant());

        await desk.Mail(Mails.From(Sam, "Out of office", "Away.", "Auto-Submitted: auto-replied"));
        (await Since()).ShouldNotBeNull("a machine answers for a mailbox that nobody reads");
        await desk.Mail(Mails.From(Sam, "A new thing", "I am here."));
        (await Since()).ShouldBeNull();
        (await desk.View(number)).Entries[^1].Entry.What.ShouldBeOfType<DeliveryFailure>();
    }

    [Theory, OnEveryDatabase]
    public async Task A_bounce_in_a_free_form_finds_its_answer_by_the_return_path(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (number, id) = await Answered(desk);
        var returnPath = ThreadToken.Address("support@isms.online", ThreadToken.OfMessageId(id)!);
        string[] forms =
        [
            "Hi. This is the qmail-send program at mx.southbank.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<sam@southbank.example>:\nSorry, no mailbox here by that name. (#5.1.1)",
        ];

        foreach (var form in forms)
        {
            var back = await desk.Mail(
                Mails.From(
                    "MAILER-DAEMON@mx.southbank.example",
                    "failure notice",
                    form,
                    $"To: {returnPath}",
                    "Return-Path: <>"
                )
            );
            (back.State, back.Ticket).ShouldBe((CustodyState.Taken, number));
            (await desk.View(number)).Entries[^1].Entry.What.ShouldBe(new DeliveryFailure(3));
        }
        // A vacation notice to the return path is no bounce.
        var away = await desk.Mail(
            Mails.From(
                Sam,
                "Away",
                "Until Monday.",
                $"To: {returnPath}",
                "Return-Path: <>",
                "Auto-Submitted: auto-replied"
            )
        );
        away.Ticket.ShouldBe(number);
        (await desk.View(number)).Entries[^1].Entry.What.ShouldBeOfType<CustomerMessage>().Machine.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Every_usual_form_is_understood_and_what_is_no_failure_voids_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var samples = Directory.GetFiles(Repository.File("samples/mailbox"), "*.eml").Order(StringComparer.Ordinal);
        var day = 0;
        foreach (var file in samples)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            string[] kinds = ["bounce-", "delay-", "delivered-", "auto-reply", "read-receipt"];
            if (!kinds.Any(x => name.StartsWith(x, StringComparison.Ordinal)))
                continue;
            desk.Clock.Reset(TestDesk.At("2026-07-15T09:00:00Z") + Duration.FromDays(7 * day++));
            var (number, id) = await Answered(desk);
            var raw = await File.ReadAllTextAsync(file);

            await desk.Mail(raw.Replace("t.1042.ours@isms.online", id, StringComparison.Ordinal));

            var failed = (await desk.View(number)).Entries.Any(x => x.Entry.What is DeliveryFailure);
            failed.ShouldBe(
                name.StartsWith("bounce-", StringComparison.Ordinal)
                    && !name.EndsWith("by-person", StringComparison.Ordinal),
                name
            );
        }
        day.ShouldBeGreaterThan(15);
        (await desk.Check()).ShouldBeEmpty();
    }
}
