using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Corbel.Desk.Tests.Intake;

public sealed class ReceiveMailTests
{
    private static string Outage(
        string from = "Sam South <sam@southbank.example>",
        string id = "one@southbank.example"
    ) =>
        $"""
            From: {from}
            To: support@isms.online
            Subject: Severity 1: nobody can sign in
            Message-ID: <{id}>
            Date: Wed, 15 Jul 2026 09:10:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            Since nine this morning the sign-in page answers with an error for all of us.
            """;

    [Theory, OnEveryDatabase]
    public async Task A_mail_becomes_a_ticket_with_its_promise_and_an_acknowledgement(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        desk.Clock.Reset(TestDesk.At("2026-07-15T08:10:00Z"));

        var received = await desk.Mail(Outage());

        received.State.ShouldBe(CustodyState.Taken);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync(x => x.Number == received.Ticket);
        ticket.Severity.ShouldBe("1");
        ticket.OrganisationId.ShouldBe(desk.Cast.Southbank.Id);
        ticket.ReporterId.ShouldBe(desk.Cast.Sam.Id);
        // The worked case of the policy: 09:10 BST is before the desk opens by the UTC reading.
        ticket.DueAt.ShouldBe(TestDesk.At("2026-07-15T10:00:00Z"));
        ticket.Verdict.ShouldBe(Verdict.Running);
        var mail = await db.Outbox.SingleAsync();
        mail.Kind.ShouldBe(MailKind.Acknowledgement);
        mail.Recipient.ShouldBe("sam@southbank.example");
        var text = MimeMessage.Load(new MemoryStream(mail.Mime)).TextBody!;
        text.ShouldContain("Wednesday 15 July 2026, 11:00 BST (Europe/London)");
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_delivery_twice_is_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var first = await desk.Mail(Outage(), "maildir:a");
        var second = await desk.Mail(Outage(), "maildir:a");
        var elsewhere = await desk.Mail(Outage(), "maildir:b");

        second.ShouldBe(first);
        elsewhere.State.ShouldBe(CustodyState.Duplicate);
        elsewhere.Ticket.ShouldBe(first.Ticket);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await db.Custodies.CountAsync()).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task A_reply_by_staff_becomes_contact_when_the_relay_took_it_and_the_answer_finds_its_thread(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var received = await desk.Mail(Outage());
        var number = received.Ticket!.Value;

        (
            await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We see it and are on it.")
        ).IsDone.ShouldBeTrue();
        await using (var db = desk.Read())
            (await db.Tickets.SingleAsync()).Verdict.ShouldBe(Verdict.Running);
        await desk.Get<MailSender>().SendDue(CancellationToken.None);
        await using (var db = desk.Read())
        {
            (await db.Tickets.SingleAsync()).Verdict.ShouldBe(Verdict.Kept);
            (await db.Clocks.SingleAsync(x => x.Kind == TargetKind.FirstResponse)).EndedAt.ShouldBe(
                desk.Clock.GetCurrentInstant()
            );
        }

        var sent = Directory
            .GetFiles(Path.Combine(desk.Folder, "mail/outgoing/new"))
            .Select(x => MimeMessage.Load(x))
            .ToList();
        var reply = sent.Single(x => x.Subject!.StartsWith("Re:", StringComparison.Ordinal));
        var answer = await desk.Mail(
            $"""
            From: sam@southbank.example
            To: {reply.ReplyTo}
            Subject: Re: anything
            Message-ID: <two@southbank.example>
            Content-Type: text/plain

            Thank you, it works again.
            """
        );
        answer.Ticket.ShouldBe(number);
        await using var after = desk.Read();
        (await after.Tickets.CountAsync()).ShouldBe(1);
        var view = (await desk.Get<ReadTicket>().Run(after, desk.Cast.Sam.ToActor(), number))!;
        view.Entries.Select(x => x.Entry.What.GetType())
            .ShouldBe([
                typeof(Receipt),
                typeof(Acknowledgement),
                typeof(StaffReply),
                typeof(Contact),
                typeof(CustomerMessage),
            ]);
        var findings = new List<Finding>();
        await foreach (var finding in desk.Get<CheckJournal>().Run(after))
            findings.Add(finding);
        findings.ShouldBeEmpty();
    }
}
