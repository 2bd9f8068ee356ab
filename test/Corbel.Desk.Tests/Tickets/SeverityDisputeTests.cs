using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>The reading "severity in dispute": claimed, agreed or disputed, objected to once, decided.</summary>
public sealed class SeverityDisputeTests
{
    private static async Task<long> Logged(TestDesk desk, string? severity) =>
        (await desk.Form(desk.Cast.Sam, "A thing", "Look.", severity)).Value!.Ticket!.Value;

    [Theory, OnEveryDatabase]
    public async Task Staff_agree_with_a_claim_without_a_reason_and_only_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, set) = (desk.Cast.Ada.ToActor(), desk.Get<SetSeverity>());
        var number = await Logged(desk, "1");
        (await desk.View(number)).Talk.MayAgree.ShouldBeTrue();

        (await set.Run(ada, number, "1", null)).IsDone.ShouldBeTrue();

        var talk = (await desk.View(number)).Talk;
        (talk.IsAgreed, talk.InDispute, talk.MayAgree).ShouldBe((true, false, false));
        (await set.Run(ada, number, "1", null)).Refused!.Code.ShouldBe("severity-unchanged");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_customer_objects_once_and_the_decision_drives_and_stands(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam, set) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor(), desk.Get<SetSeverity>());
        var (once, decide) = (desk.Get<ObjectToSeverity>(), desk.Get<DecideSeverity>());
        var number = await Logged(desk, "1");
        (await once.Run(sam, number, "No")).Refused!.Code.ShouldBe("nothing-in-dispute");
        (await decide.Run(ada, number, "3", "Because")).Refused!.Code.ShouldBe("nothing-to-decide");

        (await set.Run(ada, number, "3", null)).Refused!.Code.ShouldBe("reason-missing");
        (await set.Run(ada, number, "3", "It works for us")).IsDone.ShouldBeTrue();
        (await desk.Ticket(number)).DueAt.ShouldBe(TestDesk.At("2026-07-15T10:00:00Z"));
        (await desk.View(number)).Current.InDispute!.Due.ShouldBe(TestDesk.At("2026-07-15T17:00:00Z"));
        (await decide.Run(ada, number, "3", "Because")).Refused!.Code.ShouldBe("nothing-to-decide");

        (await once.Run(ada, number, "No")).Refused!.Code.ShouldBe("for-the-customer");
        (await once.Run(sam, number, " ")).Refused!.Code.ShouldBe("objection-missing");
        (await once.Run(sam, number, "Forty people wait")).IsDone.ShouldBeTrue();
        (await once.Run(sam, number, "Really")).Refused!.Code.ShouldBe("objected-already");
        (await desk.Ticket(number)).Objected.ShouldBeTrue();
        (await set.Run(ada, number, "2", "Halfway")).Refused!.Code.ShouldBe("severity-objected");

        (await decide.Run(ada, number, "2", " ")).Refused!.Code.ShouldBe("reason-missing");
        (await decide.Run(sam, number, "1", "We decide")).Refused!.Code.ShouldBe("not-for-you");
        (await decide.Run(ada, number, "2", "Some wait, most work")).IsDone.ShouldBeTrue();
        var ticket = await desk.Ticket(number);
        (ticket.Objected, ticket.Severity, ticket.DueAt).ShouldBe((false, "2", TestDesk.At("2026-07-15T13:00:00Z")));

        (await set.Run(sam, number, "1", null)).Refused!.Why.En.ShouldContain("that decision stands");
        (await set.Run(sam, number, "2", null)).Refused!.Code.ShouldBe("severity-unchanged");
        (await set.Run(sam, number, "3", null)).IsDone.ShouldBeTrue();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task After_the_objection_staff_can_give_way_without_a_decision(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam, set) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor(), desk.Get<SetSeverity>());
        var number = await Logged(desk, "1");
        (await set.Run(ada, number, "2", "Not all users")).IsDone.ShouldBeTrue();
        (await desk.Get<ObjectToSeverity>().Run(sam, number, "All of them")).IsDone.ShouldBeTrue();

        (await set.Run(ada, number, "1", null)).IsDone.ShouldBeTrue();

        var (ticket, view) = (await desk.Ticket(number), await desk.View(number));
        (ticket.Objected, ticket.Severity, view.Talk.IsAgreed).ShouldBe((false, "1", true));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_cycle_gives_a_new_objection(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor());
        var number = await Logged(desk, "1");
        (await desk.Get<SetSeverity>().Run(ada, number, "3", "Looks")).IsDone.ShouldBeTrue();
        (await desk.Get<ObjectToSeverity>().Run(sam, number, "No")).IsDone.ShouldBeTrue();
        (await desk.Get<DecideSeverity>().Run(ada, number, "3", "Looks, really")).IsDone.ShouldBeTrue();
        (await desk.Get<Resolve>().Run(ada, number, ResolutionOutcome.Solved)).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromHours(1));
        (await desk.Get<Reopen>().Run(sam, number, "Now all are out")).IsDone.ShouldBeTrue();

        (await desk.Get<SetSeverity>().Run(sam, number, "1", null)).IsDone.ShouldBeTrue();
        (await desk.Get<SetSeverity>().Run(ada, number, "2", "Some")).IsDone.ShouldBeTrue();
        (await desk.Get<ObjectToSeverity>().Run(sam, number, "All")).IsDone.ShouldBeTrue();

        (await desk.View(number)).Talk.MayDecide.ShouldBeTrue();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Another_customer_can_neither_accept_nor_object(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await Logged(desk, "1");
        (await desk.Get<SetSeverity>().Run(desk.Cast.Ada.ToActor(), number, "3", "Looks")).IsDone.ShouldBeTrue();
        foreach (var person in new[] { desk.Cast.Nora, desk.Cast.Rik, desk.Cast.Pia })
        {
            (await desk.Get<ObjectToSeverity>().Run(person.ToActor(), number, "No")).Refused!.Code.ShouldBe(
                "no-such-ticket"
            );
            (await desk.Get<SetSeverity>().Run(person.ToActor(), number, "3", null)).Refused!.Code.ShouldBe(
                "no-such-ticket"
            );
        }
    }
}
