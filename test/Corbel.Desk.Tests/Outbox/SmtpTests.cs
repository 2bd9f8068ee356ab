using Corbel.Core.Intake;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Outbox;

/// <summary>The outbox against a mail server that takes, refuses and breaks off.</summary>
public sealed class SmtpTests : IAsyncDisposable
{
    private readonly SmtpPeer peer = new();

    private Task<TestDesk> Open(TestDatabase database) =>
        TestDesk.Open(
            database,
            options =>
            {
                (options.Mail.Smtp.Host, options.Mail.Smtp.Port) = ("127.0.0.1", peer.Port);
                options.Mail.Smtp.Security = "none";
            }
        );

    /// <summary>A ticket whose acknowledgement is out, and an answer that waits in the outbox.</summary>
    private async Task<long> Answered(TestDesk desk)
    {
        var received = await desk.Mail(
            """
            From: sam@southbank.example
            To: support@isms.online
            Subject: It does not work
            Message-ID: <a@southbank.example>

            Help.
            """
        );
        await SendAll(desk);
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), received.Ticket!.Value, "Look.")).IsDone.ShouldBeTrue();
        return received.Ticket.Value;
    }

    private static async Task SendAll(TestDesk desk)
    {
        while (await desk.Get<MailSender>().SendDue(CancellationToken.None) > 0) { }
    }

    private static async Task<OutgoingMail> ReplyOf(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Outbox.SingleAsync(x => x.Kind == MailKind.Reply);
    }

    private static async Task<int> Contacts(TestDesk desk, long ticket)
    {
        await using var db = desk.Read();
        var view = await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), ticket);
        return view!.Entries.Count(x => x.Entry.What is Contact);
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_the_relay_takes_is_sent_and_makes_the_contact(TestDatabase database)
    {
        await using var desk = await Open(database);
        var ticket = await Answered(desk);

        await SendAll(desk);

        var mail = await ReplyOf(desk);
        (mail.State, mail.Attempts).ShouldBe((MailState.Sent, 1));
        (await Contacts(desk, ticket)).ShouldBe(1);
        var (acknowledgement, reply) = (peer.Got.First(), peer.Got.Last());
        peer.Got.Count.ShouldBe(2);
        // Automatic mail has no return path; a person's answer has one.
        acknowledgement.Sender.ShouldBe("");
        // The token in it leads a bounce of whatever form to its ticket.
        ThreadToken.FromAddress(reply.Sender, desk.Get<DeskKeys>().Thread).ShouldBe(ticket);
        (reply.Recipient, reply.Message.MessageId).ShouldBe(("sam@southbank.example", mail.MessageId));
    }

    [Theory, OnEveryDatabase]
    public async Task A_relay_that_says_not_now_is_asked_again_under_the_same_id(TestDatabase database)
    {
        await using var desk = await Open(database);
        var ticket = await Answered(desk);
        peer.Expect(Manner.NotNow, Manner.NotNowAfterData, Manner.HangUpBeforeAnswer);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await SendAll(desk);
            var waiting = await ReplyOf(desk);
            (waiting.State, waiting.Attempts).ShouldBe((MailState.Waiting, attempt));
            waiting.LastError.ShouldNotBeNullOrEmpty();
            (await Contacts(desk, ticket)).ShouldBe(0);
            // It waits longer each time, and is not asked before.
            waiting.NextAttemptAt.ShouldBe(desk.Clock.GetCurrentInstant() + Duration.FromSeconds(10 << attempt));
            desk.Clock.Reset(waiting.NextAttemptAt);
        }
        await SendAll(desk);

        var mail = await ReplyOf(desk);
        (mail.State, mail.Attempts, mail.LastError).ShouldBe((MailState.Sent, 4, null));
        (await Contacts(desk, ticket)).ShouldBe(1);
        // The one whose DATA was under way went twice, under one id.
        peer.Got.Skip(1).Select(x => x.Message.MessageId).ShouldBe([mail.MessageId, mail.MessageId]);
    }

    [Theory, OnEveryDatabase]
    public async Task A_relay_that_hangs_up_after_taking_it_does_not_get_it_twice(TestDatabase database)
    {
        await using var desk = await Open(database);
        var ticket = await Answered(desk);
        peer.Expect(Manner.HangUpAfterAnswer);

        await SendAll(desk);
        desk.Clock.Advance(Duration.FromDays(1));
        await SendAll(desk);

        (await ReplyOf(desk)).State.ShouldBe(MailState.Sent);
        (await Contacts(desk, ticket)).ShouldBe(1);
        peer.Got.Count.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task A_recipient_refused_for_good_is_a_dead_letter_at_once(TestDatabase database)
    {
        await using var desk = await Open(database);
        var ticket = await Answered(desk);
        peer.Expect(Manner.Never);

        await SendAll(desk);
        desk.Clock.Advance(Duration.FromDays(3));
        await SendAll(desk);

        var mail = await ReplyOf(desk);
        (mail.State, mail.Attempts).ShouldBe((MailState.Dead, 1));
        mail.LastError!.ShouldContain("no such mailbox");
        (await Contacts(desk, ticket)).ShouldBe(0);
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).Verdict.ShouldNotBe(Verdict.Kept);
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_that_never_goes_is_a_dead_letter_after_its_last_attempt(TestDatabase database)
    {
        await using var desk = await Open(database);
        await Answered(desk);
        peer.Expect([.. Enumerable.Repeat(Manner.NotNow, Retry.Most)]);
        var begun = desk.Clock.GetCurrentInstant();

        while ((await ReplyOf(desk)) is { State: MailState.Waiting } mail)
        {
            desk.Clock.Reset(mail.NextAttemptAt);
            await SendAll(desk);
        }

        (await ReplyOf(desk)).Attempts.ShouldBe(Retry.Most);
        (desk.Clock.GetCurrentInstant() - begun).TotalHours.ShouldBeInRange(8, 60);
        peer.Got.Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_dead_letter_is_sent_again_under_the_same_id_and_makes_the_contact(TestDatabase database)
    {
        await using var desk = await Open(database);
        var ticket = await Answered(desk);
        peer.Expect(Manner.Never);
        await SendAll(desk);
        var dead = await ReplyOf(desk);

        (await desk.Get<DeadLetters>().SendAgain(desk.Cast.Ada.ToActor(), dead.Id)).IsDone.ShouldBeTrue();
        await SendAll(desk);

        (await ReplyOf(desk)).State.ShouldBe(MailState.Sent);
        (await Contacts(desk, ticket)).ShouldBe(1);
        peer.Got.Last().Message.MessageId.ShouldBe(dead.MessageId);
        // It is no dead letter any more.
        (await desk.Get<DeadLetters>().SendAgain(desk.Cast.Ada.ToActor(), dead.Id)).Refused!.Code.ShouldBe(
            "mail-not-dead"
        );
        await SendAll(desk);
        peer.Got.Count.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task A_dead_letter_that_is_let_go_is_tried_no_more(TestDatabase database)
    {
        await using var desk = await Open(database);
        await Answered(desk);
        peer.Expect(Manner.Never);
        await SendAll(desk);
        var dead = await ReplyOf(desk);

        (await desk.Get<DeadLetters>().LetGo(desk.Cast.Ada.ToActor(), dead.Id)).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromDays(3));
        await SendAll(desk);

        (await ReplyOf(desk)).State.ShouldBe(MailState.LetGo);
        peer.Got.Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_deals_with_the_dead_letters_of_a_desk_that_is_not_theirs(TestDatabase database)
    {
        await using var desk = await Open(database);
        peer.Expect(Manner.Never);
        // A partner user's issue lies on the customer's own desk.
        await desk.Mail(Mails.From(desk.Cast.Pia.Email, "Ours", "Between us."));
        await SendAll(desk);
        await using var db = desk.Read();
        var dead = await db.Outbox.SingleAsync(x => x.State == MailState.Dead);

        foreach (var person in new[] { desk.Cast.Olive, desk.Cast.Ada, desk.Cast.Sam, desk.Cast.Pia, desk.Cast.Rik })
        {
            (await db.Outbox.VisibleTo(db, person.ToActor()).CountAsync()).ShouldBe(0, person.Name);
            (await desk.Get<DeadLetters>().LetGo(person.ToActor(), dead.Id)).IsDone.ShouldBeFalse(person.Name);
        }
        (await desk.Get<DeadLetters>().SendAgain(desk.Cast.Dirk.ToActor(), dead.Id)).IsDone.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
