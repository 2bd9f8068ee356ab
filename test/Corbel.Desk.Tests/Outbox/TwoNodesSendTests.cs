using System.Collections.Concurrent;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Desk.Tests.Outbox;

/// <summary>Several nodes at one outbox, and one that dies between sending and marking.</summary>
public sealed class TwoNodesSendTests
{
    /// <summary>Hands over at once, or holds the mail after the other side has it.</summary>
    private sealed class Relay : MailTransport
    {
        private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Got { get; } = new();
        public bool Holds { get; set; }
        public TaskCompletionSource Holding { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetGo() => gate.TrySetResult();

        internal override async Task Send(OutgoingMail mail, DeskAddress from, CancellationToken cancel)
        {
            Got.Enqueue(mail.MessageId);
            if (!Holds)
                return;
            Holding.TrySetResult();
            await gate.Task;
        }
    }

    private static async Task<long> Ticket(TestDesk desk, int n) => (
            await desk.Mail(
                $"""
                From: sam@southbank.example
                To: support@isms.online
                Subject: Issue {n}
                Message-ID: <{n}@southbank.example>

                Help.
                """
            )
        ).Ticket!.Value;

    [Theory, OnEveryDatabase]
    public async Task Each_mail_is_sent_by_one_node(TestDatabase database)
    {
        var relay = new Relay();
        await using var desk = await TestDesk.Open(database, services: x => x.AddSingleton<MailTransport>(relay));
        await using var other = desk.AnotherNode(x => x.AddSingleton<MailTransport>(relay));
        for (var n = 0; n < 60; n++)
            await Ticket(desk, n);

        await Task.WhenAll(
            ((TestDesk[])[desk, other, desk, other]).Select(async node =>
            {
                var idle = 0;
                while (idle < 2)
                    idle = await node.Get<MailSender>().SendDue(CancellationToken.None) == 0 ? idle + 1 : 0;
            })
        );

        await using var db = desk.Read();
        var mails = await db.Outbox.ToListAsync();
        mails.ShouldAllBe(x => x.State == MailState.Sent && x.Attempts == 1);
        relay.Got.Order().ShouldBe(mails.Select(x => x.MessageId).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Killed_between_send_and_mark_the_mail_goes_again_under_its_id_and_is_one_contact(
        TestDatabase database
    )
    {
        var (dying, living) = (new Relay(), new Relay());
        await using var desk = await TestDesk.Open(database, services: x => x.AddSingleton<MailTransport>(dying));
        var ticket = await Ticket(desk, 1);
        await desk.Get<MailSender>().SendDue(CancellationToken.None);
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), ticket, "Look.")).IsDone.ShouldBeTrue();
        // The relay has the mail, and the node that sent it does nothing any more.
        dying.Holds = true;
        var stuck = desk.Get<MailSender>().SendDue(CancellationToken.None);
        await dying.Holding.Task;

        await using var heir = desk.AnotherNode(x => x.AddSingleton<MailTransport>(living));
        (await heir.Get<MailSender>().SendDue(CancellationToken.None)).ShouldBe(0, "the claim still holds");
        desk.Clock.Advance(Duration.FromMinutes(1));
        (await heir.Get<MailSender>().SendDue(CancellationToken.None)).ShouldBe(1);
        // And should the first one only have been very slow: it changes nothing any more.
        dying.LetGo();
        await stuck;

        living.Got.ShouldBe([dying.Got.Last()]);
        await using var db = desk.Read();
        var view = await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), ticket);
        view!.Entries.Count(x => x.Entry.What is Contact).ShouldBe(1);
        (await db.Outbox.SingleAsync(x => x.Kind == MailKind.Reply)).State.ShouldBe(MailState.Sent);
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_that_kills_its_node_each_time_waits_ever_longer_and_is_given_up_at_last(
        TestDatabase database
    )
    {
        var relay = new Relay();
        await using var desk = await TestDesk.Open(database, services: x => x.AddSingleton<MailTransport>(relay));
        await Ticket(desk, 1);
        var begun = desk.Clock.GetCurrentInstant();
        for (var attempt = 1; attempt <= Retry.Most; attempt++)
        {
            // A claim, and nothing after it.
            var claimed = await desk.Get<GroupWriter>()
                .Write(
                    (db, token) =>
                        MailClaim.Due(
                            desk.Get<Database>(),
                            db,
                            desk.Get<OutboxGuard>(),
                            desk.Clock.GetCurrentInstant(),
                            8,
                            token
                        )
                );
            claimed.ShouldHaveSingleItem().Attempts.ShouldBe(attempt);
            desk.Clock.Reset(claimed[0].NextAttemptAt);
        }

        await desk.Get<MailSender>().SendDue(CancellationToken.None);

        relay.Got.ShouldBeEmpty();
        await using var db = desk.Read();
        var dead = await db.Outbox.SingleAsync();
        dead.State.ShouldBe(MailState.Dead);
        dead.LastError.ShouldNotBeNull().ShouldContain("stopped 14 times");
        // A desk that dies every few seconds for an hour gives up nothing.
        (desk.Clock.GetCurrentInstant() - begun).TotalHours.ShouldBeInRange(8, 60);
    }
}
