using Corbel.Core.Reports;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Reports;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>Clause 10: what was asked of the customer, when, and what came when.</summary>
public sealed class WaitTests
{
    private static readonly ReplyMarks Asks = new(Asks: true);

    [Theory, OnEveryDatabase]
    public async Task A_question_waits_until_the_customer_writes_and_every_wait_is_listed(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, reply) = (desk.Cast.Ada.ToActor(), desk.Get<Reply>());
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(10));

        var first = (await reply.Run(ada, number, "Which browser do you use?", Asks)).Value;
        (await desk.Ticket(number)).WaitsSince.ShouldBe(TestDesk.At("2026-07-15T09:10:00Z"));
        (await desk.View(number)).Waiting!.Asked.ShouldBe(first);
        desk.Clock.Advance(Duration.FromMinutes(40));
        await desk.Form(desk.Cast.Sam, "", "Firefox.", null, number);
        (await desk.Ticket(number)).WaitsSince.ShouldBeNull();
        desk.Clock.Advance(Duration.FromMinutes(10));
        var second = (await reply.Run(ada, number, "And which version?", Asks)).Value;
        desk.Clock.Advance(Duration.FromMinutes(20));
        (await desk.Get<EndWait>().Run(ada, number)).IsDone.ShouldBeTrue();

        var view = await desk.View(number);
        view.Waiting.ShouldBeNull();
        var answer = view.Entries.Single(x => x.Entry.What is CustomerMessage).Entry.Number;
        view.Waits.ShouldBe([
            new(TestDesk.At("2026-07-15T09:10:00Z"), TestDesk.At("2026-07-15T09:50:00Z"), first, answer),
            new(TestDesk.At("2026-07-15T10:00:00Z"), TestDesk.At("2026-07-15T10:20:00Z"), second, null),
        ]);
        (await desk.Get<EndWait>().Run(ada, number)).Refused!.Code.ShouldBe("not-waiting");
        (await desk.Check()).ShouldBeEmpty();

        await using var db = desk.Read();
        var (waited, served) = await ContractTotals.Waiting(
            db,
            ContractScope.Of(ada),
            new(TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2026-08-01T00:00:00Z")),
            desk.Clock.GetCurrentInstant(),
            CancellationToken.None
        );
        waited.ShouldBe(new WaitingFigures(2, 0, Duration.FromHours(1), Duration.FromMinutes(20)));
        served.ShouldBe(new WaitingFigures(1, 0, Duration.FromMinutes(10), Duration.FromMinutes(10)));
    }

    [Theory, OnEveryDatabase]
    public async Task By_mail_the_wait_begins_when_the_question_has_gone_out_and_a_machine_does_not_end_it(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From("sam@southbank.example", "Severity 1", "Down."))).Ticket!.Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Which browser?", Asks)).IsDone.ShouldBeTrue();
        (await desk.View(number)).Waiting.ShouldBeNull();
        desk.Clock.Advance(Duration.FromMinutes(5));
        await desk.Send();

        var reply = (await desk.Outbox())[^1].Message;
        await desk.Mail(
            Mails.From(
                "sam@southbank.example",
                "Re: Severity 1",
                "I am away.",
                $"In-Reply-To: <{reply.MessageId}>",
                "Auto-Submitted: auto-replied"
            )
        );

        (await desk.View(number)).Waiting!.From.ShouldBe(TestDesk.At("2026-07-15T09:05:00Z"));
        (await desk.Ticket(number)).WaitsSince.ShouldNotBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Only_staff_end_a_wait_and_a_reply_does_not_ask_and_resolve(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor());
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;

        (
            await desk.Get<Reply>().Run(ada, number, "Done?", new ReplyMarks(Resolve: true, Asks: true))
        ).Refused!.Code.ShouldBe("asks-and-resolves");
        (await desk.Get<Reply>().Run(ada, number, "Which browser?", Asks)).IsDone.ShouldBeTrue();
        (await desk.Get<EndWait>().Run(sam, number)).Refused!.Code.ShouldBe("not-for-you");
        (await desk.Get<EndWait>().Run(desk.Cast.Nora.ToActor(), number)).Refused!.Code.ShouldBe("no-such-ticket");
    }

    [Theory, OnEveryDatabase]
    public async Task A_marked_reply_is_a_status_report_and_begins_the_next_one(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(30));

        (
            await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Still at it.", new ReplyMarks(Report: true))
        ).IsDone.ShouldBeTrue();

        var view = await desk.View(number);
        view.Entries.Select(x => x.Entry.What).OfType<StaffReply>().Single().Report.ShouldBeTrue();
        var reports = view.Clocks.Where(x => x.Kind == Core.Policy.TargetKind.StatusReport).ToList();
        reports.Select(x => x.Verdict).ShouldBe([Verdict.Kept, Verdict.Running]);
        (await desk.Ticket(number)).NextDueKind.ShouldBe(Core.Policy.TargetKind.StatusReport);
        (await desk.Check()).ShouldBeEmpty();
    }
}
