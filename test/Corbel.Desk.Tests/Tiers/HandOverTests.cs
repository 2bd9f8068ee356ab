using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>Clauses 2.2 and 4: from the customer's own desk to the provider's third level.</summary>
public sealed class HandOverTests
{
    [Theory, OnEveryDatabase]
    public async Task The_provider_gets_a_ticket_of_its_own_with_the_full_clock(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var shot = new IncomingFile("shot.png", "image/png", [1, 2, 3]);
        var diary = new IncomingFile("diary.txt", "text/plain", [4]);
        var own = await desk.PartnersIssue("Ours alone.", shot, diary);
        var before = await desk.Ticket(own);
        var chosen = (await desk.View(own, cast.Nora))!.Entries[0].Files.Single(x => x.Name == "shot.png").Id;
        desk.Clock.Reset(TestDesk.At("2026-07-15T11:00:00Z"));

        var number = (
            await desk.Get<HandOverIssue>()
                .Run(
                    cast.Nora.ToActor(),
                    own,
                    new HandOverForm
                    {
                        Subject = "Het register breekt",
                        Steps = "1. Open het register.\r\n2. Het breekt.",
                        Environment = "Firefox 140",
                        Tried = "Een andere browser.",
                        Severity = "1",
                        Files = [new IncomingFile("log.txt", "text/plain", [5, 6])],
                        Chosen = [chosen],
                    }
                )
        ).Value;

        var ticket = await desk.Ticket(number);
        (ticket.DeskId, ticket.OrganisationId, ticket.ReporterId, ticket.HandedOverFrom).ShouldBe(
            (null, cast.Northwind.Id, cast.Nora.Id, before.Id)
        );
        (ticket.ReceivedAt, ticket.DueAt).ShouldBe(
            (TestDesk.At("2026-07-15T11:00:00Z"), TestDesk.At("2026-07-15T12:00:00Z"))
        );
        var first = (await desk.View(number)).Entries[0];
        first.Entry.What.ShouldBeOfType<Receipt>().StatedSeverity.ShouldBe("1");
        first.Words!.Subject.ShouldBe("Het register breekt");
        first.Words.Text.ShouldBe(
            "Stappen om het te reproduceren\n1. Open het register.\n2. Het breekt.\n\n"
                + "Omgeving\nFirefox 140\n\nWat al is geprobeerd\nEen andere browser."
        );
        first.Files.Select(x => x.Name).ShouldBe(["shot.png", "log.txt"], ignoreOrder: true);
        // Reports are owed by who holds the first level, which is still the customer's desk.
        (await desk.View(number)).Clocks.ShouldAllBe(x => x.Kind != TargetKind.StatusReport);
        var after = await desk.Ticket(own);
        (after.Status, after.HandedOverTo, after.AwaitsAnswer).ShouldBe((TicketStatus.Open, ticket.Id, true));
        var mail = (await desk.Outbox()).Single(x => x.Mail.Recipient == cast.Nora.Email);
        (mail.Mail.Kind, mail.Mail.TicketId).ShouldBe((MailKind.Acknowledgement, ticket.Id));
        mail.Message.TextBody!.ShouldContain("14:00 CEST");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Only_an_administrator_hands_over_and_never_without_the_steps(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var own = await desk.PartnersIssue();
        var direct = (await desk.Form(cast.Rik, "A", "B", "1")).Value!.Ticket!.Value;

        var refused = (await desk.HandOver(cast.Dirk, own)).Refused!;
        refused.Code.ShouldBe("administrator-hands-over");
        refused.Why.En.ShouldBe(
            "Only an administrator hands an issue over to Alliantist (clause 4). Ask one of yours."
        );
        (await desk.HandOver(cast.Nora, own, " \n ")).Refused!.Code.ShouldBe("steps-missing");
        (await desk.HandOver(cast.Nora, own, severity: "9")).Refused!.Code.ShouldBe("unknown-severity");
        (await desk.HandOver(cast.Nora, direct)).Refused!.Code.ShouldBe("not-for-you");
        (await desk.HandOver(cast.Ada, own)).Refused!.Code.ShouldBe("no-such-ticket");
        (await desk.HandOver(cast.Sam, own)).Refused!.Code.ShouldBe("no-such-ticket");
        (await desk.HandOver(cast.Pia, own)).Refused!.Code.ShouldBe("not-for-you");
        await desk.Get<Resolve>().Run(cast.Nora.ToActor(), own, ResolutionOutcome.Solved);
        (await desk.HandOver(cast.Nora, own)).Refused!.Code.ShouldBe("not-open");

        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(2);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_policy_can_let_desk_agents_hand_over_too(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var own = await desk.PartnersIssue();
        desk.Clock.Advance(Duration.FromMinutes(1));
        var wider = PolicyFile.Shipped.Replace(
            "\nsupport:\n",
            "\nsupport:\n  handed-over-by: [customer-administrator, desk-agent]\n",
            StringComparison.Ordinal
        );
        (await desk.Get<PostPolicy>().Run("wider.yaml", wider)).IsDone.ShouldBeTrue();

        (await desk.HandOver(desk.Cast.Dirk, own)).IsDone.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Twice_is_refused_while_the_provider_has_it_and_two_at_a_time_make_one(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var own = await desk.PartnersIssue();

        var tried = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.HandOver(desk.Cast.Nora, own)));

        var number = tried.Single(x => x.IsDone).Value;
        tried.Where(x => !x.IsDone).ShouldAllBe(x => x.Refused!.Code == "handed-over-already");
        (await desk.HandOver(desk.Cast.Nora, own)).Refused!.Why.En.ShouldContain($"ticket {number}");
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(2);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task After_it_was_resolved_or_sent_back_it_is_a_new_cycle_of_the_same_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        foreach (var sentBack in (bool[])[false, true])
        {
            desk.Clock.Reset(TestDesk.At("2026-07-15T09:00:00Z"));
            var (own, number) = await desk.HandedOver();
            desk.Clock.Reset(TestDesk.At("2026-07-15T10:30:00Z"));
            var ended = sentBack
                ? await desk.Get<SendBack>().Run(ada, number, "It is a setting.")
                : await desk.Get<Reply>().Run(ada, number, "Fixed.", resolve: true);
            ended.IsDone.ShouldBeTrue();
            desk.Clock.Reset(TestDesk.At("2026-07-15T12:00:00Z"));

            (await desk.HandOver(cast.Nora, own, "It breaks again, so.", "2")).Value.ShouldBe(number);

            var view = await desk.View(number);
            (view.Ticket.Status, view.Ticket.Outcome, view.Ticket.Cycle).ShouldBe((TicketStatus.Open, null, 2));
            view.Cycles.Select(x => (x.Verdict, x.Due))
                .ShouldBe([
                    (Verdict.Late, TestDesk.At("2026-07-15T10:00:00Z")),
                    (Verdict.Running, TestDesk.At("2026-07-15T16:00:00Z")),
                ]);
            view.Entries.Single(x => x.Entry.What is CustomerMessage).Words!.Text.ShouldContain("It breaks again, so.");
            (await desk.View(own, cast.Dirk))!.Entries.Count(x => x.Entry.What is HandOver).ShouldBe(2);
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task After_a_merge_with_the_provider_it_goes_by_the_ticket_that_it_goes_on_in(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        var (own, number) = await desk.HandedOver();
        var other = (await desk.Form(cast.Nora, "The same", "It breaks here too.", "1")).Value!.Ticket!.Value;
        (await desk.Get<MergeInto>().Run(ada, number, other)).IsDone.ShouldBeTrue();

        (await desk.HandOver(cast.Nora, own)).Refused!.Why.En.ShouldContain($"ticket {other}");
        (await desk.Get<Reply>().Run(ada, other, "Fixed.", resolve: true)).IsDone.ShouldBeTrue();
        (await desk.HandOver(cast.Nora, own, "It breaks again.")).Value.ShouldBe(other);

        (await desk.View(other)).Ticket.Cycle.ShouldBe(2);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_split_off_stays_on_its_desk_and_with_its_people(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var (own, number) = await desk.HandedOver();
        await desk.Form(cast.Pia, "", "And another thing.", ticket: own);
        await desk.Form(cast.Dirk, "", "And another thing.", ticket: number);
        async Task<long> Split(Person by, long ticket)
        {
            var said = (await desk.View(ticket, by))!.Entries.Last(x => x.Entry.What is CustomerMessage).Entry.Number;
            return (await desk.Get<SplitOff>().Run(by.ToActor(), ticket, new SplitChoice(said))).Value;
        }

        var ours = await Split(cast.Dirk, own);
        var theirs = await Split(cast.Ada, number);

        (await desk.Ticket(ours)).DeskId.ShouldBe(cast.Northwind.Id);
        (await desk.View(ours, cast.Ada)).ShouldBeNull();
        var mail = (await desk.Outbox()).Last(x => x.Mail.Recipient == cast.Pia.Email).Message;
        mail.From.ToString().ShouldBe("\"Northwind\" <support@isms.online>");
        // What the desk handed over it still sees, and reports are owed where they were.
        (await desk.View(theirs, cast.Dirk))!.Clocks.ShouldAllBe(x => x.Kind != TargetKind.StatusReport);
        (await desk.View(theirs, cast.Pia)).ShouldBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Only_files_of_the_own_issue_go_along_and_a_lost_one_names_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var file = new IncomingFile("secret.txt", "text/plain", Encoding.UTF8.GetBytes("Southbank's"));
        var foreign = (await desk.Form(cast.Sam, "A", "B", "3", files: file)).Value!.Ticket;
        var theirs = (await desk.Downloads(foreign!.Value, cast.Sam))[0];
        var other = await desk.PartnersIssue("Another", new IncomingFile("other.txt", "text/plain", [1]));
        var others = (await desk.Downloads(other, cast.Nora))[0];
        var own = await desk.PartnersIssue();

        var number = (
            await desk.Get<HandOverIssue>()
                .Run(
                    cast.Nora.ToActor(),
                    own,
                    new HandOverForm
                    {
                        Subject = "A",
                        Steps = "B",
                        Chosen = [theirs, others, Guid.NewGuid()],
                    }
                )
        ).Value;

        (await desk.View(number)).Entries.SelectMany(x => x.Files).ShouldBeEmpty();
    }
}
