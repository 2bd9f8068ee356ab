using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Reports;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>The provider sends back what was handed over, with a reason; and what one side passes on to the other.</summary>
public sealed class SendBackTests
{
    [Theory, OnEveryDatabase]
    public async Task With_a_reason_it_ends_here_and_awaits_the_customers_desk(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        var (own, number) = await desk.HandedOver();
        (await desk.Get<Reply>().Run(cast.Dirk.ToActor(), own, "We asked.")).IsDone.ShouldBeTrue();
        (await desk.Ticket(own)).AwaitsAnswer.ShouldBeFalse();

        (await desk.Get<SendBack>().Run(ada, number, " It is a setting of yours. ")).IsDone.ShouldBeTrue();

        var view = await desk.View(number);
        (view.Ticket.Status, view.Ticket.Outcome, view.Current.Verdict).ShouldBe(
            (TicketStatus.Resolved, ResolutionOutcome.SentBack, Verdict.Kept)
        );
        view.Entries.Single(x => x.Entry.What is StaffReply).Words!.Text.ShouldBe("It is a setting of yours.");
        var after = (await desk.View(own, cast.Dirk))!;
        (after.Ticket.Status, after.Ticket.AwaitsAnswer).ShouldBe((TicketStatus.Open, true));
        after.Entries[^1].Entry.What.ShouldBe(new HandBack(view.Ticket.Id));
        var mail = (await desk.Outbox()).Last(x => x.Mail.Recipient == cast.Nora.Email);
        (mail.Mail.Kind, mail.Message.From.ToString()).ShouldBe(
            (MailKind.Reply, "\"Ada Agent (Alliantist Support)\" <support@isms.online>")
        );
        mail.Message.TextBody!.ShouldContain("It is a setting of yours.");
        (await desk.Outbox()).ShouldAllBe(x =>
            x.Mail.Recipient != cast.Pia.Email || !x.Message.TextBody!.Contains("setting", StringComparison.Ordinal)
        );
        await using var db = desk.Read();
        var all = new NodaTime.Interval(TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2026-10-01T00:00:00Z"));
        (await ContractTotals.Tiers(db, ContractScope.Of(ada), all, default)).ShouldBe(new TierCounts(null, 1, 1));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task It_needs_a_reason_a_hand_over_and_staff(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        var (own, number) = await desk.HandedOver();
        var direct = (await desk.Form(cast.Rik, "A", "B", "1")).Value!.Ticket!.Value;
        var back = desk.Get<SendBack>();

        (await back.Run(ada, number, " ")).Refused!.Code.ShouldBe("send-back-with-reason");
        (await back.Run(ada, direct, "Why?")).Refused!.Code.ShouldBe("not-handed-over");
        (await back.Run(ada, own, "Why?")).Refused!.Code.ShouldBe("no-such-ticket");
        (await back.Run(cast.Nora.ToActor(), number, "Why?")).Refused!.Code.ShouldBe("not-for-you");
        (await desk.Get<Resolve>().Run(ada, number, ResolutionOutcome.SentBack, "Why?")).Refused!.Code.ShouldBe(
            "send-back-with-reason"
        );
        (await back.Run(ada, number, "A reason.")).IsDone.ShouldBeTrue();
        (await back.Run(ada, number, "Again.")).Refused!.Code.ShouldBe("already-resolved");
    }

    [Theory, OnEveryDatabase]
    public async Task Handing_over_anew_and_sending_back_at_a_time_never_stand_still(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var another = desk.AnotherNode();
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        var (own, number) = await desk.HandedOver();

        for (var i = 0; i < 6; i++)
            await Task.WhenAll(
                desk.HandOver(cast.Nora, own),
                another.Get<SendBack>().Run(ada, number, "A reason."),
                another.HandOver(cast.Nora, own),
                desk.Get<SendBack>().Run(ada, number, "A reason.")
            );

        var view = await desk.View(number);
        var told = (await desk.View(own, cast.Dirk))!.Entries.Select(x => x.Entry.What).ToList();
        told.Count(x => x is HandOver).ShouldBe(view.Ticket.Cycle);
        told.Count(x => x is HandBack).ShouldBe(view.Entries.Count(x => x.Entry.What is Resolution));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task One_message_of_the_providers_is_passed_on_as_the_draft_of_an_answer(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, pass) = (desk.Cast, desk.Get<PassOn>());
        var (own, number) = await desk.HandedOver();
        var ada = cast.Ada.ToActor();
        var reply = (await desk.Get<Reply>().Run(ada, number, "Clear the cache.\n\nThen sign in.")).Value;
        var note = (await desk.Get<AddNote>().Run(ada, number, "Between us.")).Value;
        await using var db = desk.Read();
        Task<string?> Draft(Person by, long ticket, int entry) =>
            pass.Draft(db, by.ToActor(), ticket, entry, "Alliantist");

        var draft = await Draft(cast.Dirk, own, reply);
        draft.ShouldBe("Alliantist writes:\n\n“Clear the cache.\n\nThen sign in.”\n");
        (await Draft(cast.Nora, own, reply)).ShouldBe(draft);
        // Nothing but what the provider said to this customer, from nowhere but the own desk.
        (await Draft(cast.Dirk, own, note)).ShouldBeNull();
        (await Draft(cast.Dirk, own, 1)).ShouldBeNull();
        (await Draft(cast.Dirk, number, reply)).ShouldBeNull();
        foreach (var by in (Person[])[cast.Pia, cast.Rik, cast.Sam, cast.Ada])
            (await Draft(by, own, reply)).ShouldBeNull();

        (await desk.Get<Reply>().Run(cast.Dirk.ToActor(), own, draft!)).IsDone.ShouldBeTrue();
        (await desk.View(own, cast.Pia))!.Entries.Single(x => x.Entry.What is StaffReply).Author.ShouldBe("Dirk Desk");
    }
}
