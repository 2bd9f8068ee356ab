using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Machine mail is written down, never answered, and never reopens; what only asks for silence is a person's.</summary>
public sealed class MachineMailTests
{
    private const string Sam = "sam@southbank.example";

    [Theory, OnEveryDatabase]
    public async Task A_machine_may_log_an_issue_but_gets_no_answer(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        string[] marks =
        [
            "Auto-Submitted: auto-generated",
            "Return-Path: <>",
            "Precedence: bulk",
            "X-Auto-Response-Suppress: All",
            "List-Unsubscribe: <https://crm.example/u>",
            "X-Corbel-Desk: 1",
        ];

        foreach (var mark in marks)
            (await desk.Mail(Mails.From(Sam, "Severity 2: disk", "95 % full", mark))).State.ShouldBe(
                CustodyState.Taken,
                mark
            );

        (await desk.Outbox()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task An_automatic_reply_on_a_thread_is_written_down_and_reopens_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var number = (await desk.Mail(Mails.From(Sam, "Severity 3: a thing", "Look."))).Ticket!.Value;
        (await desk.Get<Reply>().Run(ada, number, "Done.", resolve: true)).IsDone.ShouldBeTrue();
        await desk.Send();
        var to = $"To: {(await desk.Outbox())[^1].Message.ReplyTo}";

        var away = await desk.Mail(
            Mails.From(Sam, "Out of office", "Back on Monday.", to, "Auto-Submitted: auto-replied")
        );

        away.Ticket.ShouldBe(number);
        var entry = (await desk.View(number)).Entries[^1];
        entry.Entry.What.ShouldBe(new CustomerMessage(Channel.Mail, away.Custody, Machine: true));
        entry.Words!.Text.ShouldBe("Back on Monday.");
        var ticket = await desk.Ticket(number);
        (ticket.Status, ticket.AwaitsAnswer, ticket.Cycle).ShouldBe((TicketStatus.Resolved, false, 1));
        (await desk.Get<Reopen>().ByMessage(ada, number, entry.Entry.Number)).Refused!.Code.ShouldBe("no-such-message");
        (await desk.Outbox()).Count.ShouldBe(2);

        // Exchange put this on a mail that Sam wrote: it asks for silence, and Sam still waits for an answer.
        await desk.Mail(Mails.From(Sam, "Re: a thing", "It is back.", to, "X-Auto-Response-Suppress: OOF, AutoReply"));
        (await desk.Ticket(number)).AwaitsAnswer.ShouldBeTrue();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Our_own_automatic_mail_that_comes_back_starts_no_loop(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Mail(Mails.From(Sam, "A question", "How?"));
        var ours = (await desk.Outbox())[0].Mail;
        ours.Kind.ShouldBe(MailKind.Acknowledgement);

        var back = await desk.Mail(ours.Mime);
        var forwarded = await desk.Mail(
            Mails.From("robot@elsewhere.example", "Fwd", "x", "Auto-Submitted: auto-replied", "X-Corbel-Desk: 1")
        );

        (back.State, forwarded.State).ShouldBe((CustodyState.Held, CustodyState.Held));
        (await desk.Outbox()).Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_sender_who_writes_without_end_is_answered_so_often_an_hour_and_then_in_silence(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AcknowledgementsAnHour = 3);
        for (var x = 0; x < 5; x++)
            (await desk.Mail(Mails.From(Sam, $"Received your mail {x}", "Thank you."))).State.ShouldBe(
                CustodyState.Taken
            );
        // A partner user's issue opens on the customer's own desk, by the other way.
        for (var x = 0; x < 5; x++)
            (await desk.Mail(Mails.From(desk.Cast.Pia.Email, $"Mail {x}", "Hello."))).State.ShouldBe(
                CustodyState.Taken
            );

        (await desk.Outbox()).Count.ShouldBe(6);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(10);
        desk.Clock.Advance(NodaTime.Duration.FromHours(1));
        await desk.Mail(Mails.From(Sam, "An hour later", "Hello."));
        (await desk.Outbox()).Count.ShouldBe(7);
    }
}
