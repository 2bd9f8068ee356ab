using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Releases;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Marked;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Tests.Releases;

/// <summary>What closes the loop of a repair, and what can still be changed of releases and order forms (clauses 2.3 and 8).</summary>
public sealed class RepairTests
{
    private static readonly Instant Begin = TestDesk.At("2026-01-01T00:00:00Z");

    [Theory, OnEveryDatabase]
    public async Task It_is_confirmed_once_everybody_asked_says_so_and_only_for_the_time_it_is_open(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, release) = (desk.Cast, await Planned(desk));
        var number = (await desk.Form(cast.Rik, "Search is slow", "It takes a minute.", "2")).Value!.Ticket!.Value;
        var ticket = await desk.Ticket(number);
        await desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                (db, _) =>
                {
                    db.Participants.Add(new TicketParticipant { TicketId = ticket.Id, PersonId = cast.Nora.Id });
                    return Task.CompletedTask;
                }
            );
        await desk.Get<FixedIn>().Run(cast.Ada.ToActor(), number, release.Id);
        (await Fix(desk, number)).ToldAt.ShouldBeNull();
        await desk.Get<DeliverRelease>().Run(cast.Max.ToActor(), release.Id, null);
        var links = await Links(desk);
        var answer = desk.Get<AnswerFix>();
        var since = (await desk.View(number)).Current.Received;
        (await Fix(desk, number)).Asked.Select(x => x.Name).ShouldBe(["Nora Noord", "Rik de Vries"]);

        (await answer.Run(links[cast.Rik.Email], holds: true)).Value!.Answer.ShouldBe(FixAnswer.Holds);
        (await answer.Look(links[cast.Nora.Email])).Value!.Answer.ShouldBe(FixAnswer.None, "each answers alone");
        (await Fix(desk, number)).IsConfirmed(since).ShouldBeFalse();
        await answer.Run(links[cast.Nora.Email], holds: true);

        (await Fix(desk, number)).IsConfirmed(since).ShouldBeTrue();
        (await desk.Ticket(number)).Status.ShouldBe(TicketStatus.Open, "staff resolve it");
        // Opened again later, an answer from before proves nothing.
        desk.Clock.Advance(Duration.FromHours(1));
        await desk.Get<Resolve>().Run(cast.Ada.ToActor(), number, ResolutionOutcome.Solved);
        await desk.Get<Reopen>().Run(cast.Rik.ToActor(), number, "It is back.");
        (await Fix(desk, number)).IsConfirmed((await desk.View(number)).Current.Received).ShouldBeFalse();
        await answer.Run(links[cast.Nora.Email], holds: false);
        (await Fix(desk, number)).IsConfirmed(since).ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task Of_an_issue_that_was_marked_since_the_link_says_and_does_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, release) = (desk.Cast, await Planned(desk));
        var number = (await desk.Form(cast.Rik, "Search is slow", "It takes a minute.", "2")).Value!.Ticket!.Value;
        await desk.Get<FixedIn>().Run(cast.Ada.ToActor(), number, release.Id);
        await desk.Get<DeliverRelease>().Run(cast.Max.ToActor(), release.Id, null);
        var link = (await Links(desk))[cast.Rik.Email];
        var answer = desk.Get<AnswerFix>();
        (await answer.Look(link)).IsDone.ShouldBeTrue();

        (await desk.Marked(cast.Rik, number)).IsDone.ShouldBeTrue();

        var nothing = (await answer.Look("nothing")).Refused!;
        (await answer.Look(link)).Refused.ShouldBe(nothing);
        (await answer.Run(link, holds: false)).Refused.ShouldBe(nothing);
    }

    [Theory, OnEveryDatabase]
    public async Task Only_a_release_that_comes_to_the_customer_can_fix_its_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, release) = (desk.Cast, await Planned(desk));
        var number = (await desk.Form(cast.Sam, "Search is slow", "It takes a minute.", "2")).Value!.Ticket!.Value;

        var refused = await desk.Get<FixedIn>().Run(cast.Ada.ToActor(), number, release.Id);

        refused.Refused!.Code.ShouldBe("fix-not-ordered");
    }

    [Theory, OnEveryDatabase]
    public async Task A_release_is_edited_until_somebody_has_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (max, release) = (desk.Cast.Max.ToActor(), await Planned(desk));
        var edit = desk.Get<EditRelease>();
        var other = await desk.Get<PlanRelease>().Run(max, Draft(release.ProductId, "2026.8"));
        var draft = Draft(Guid.Empty, "2026.7.1") with { PlannedFor = TestDesk.At("2026-08-01T00:00:00Z") };
        (await edit.Run(desk.Cast.Ada.ToActor(), release.Id, draft)).Refused!.Code.ShouldBe("release-not-for-you");
        (await edit.Run(max, release.Id, draft with { NotesNl = " " })).Refused!.Code.ShouldBe("release");
        (await edit.Run(max, release.Id, draft with { Number = "2026.8" })).Refused!.Code.ShouldBe("release-exists");

        (await edit.Run(max, release.Id, draft)).Refused.ShouldBeNull();

        await using var db = desk.Read();
        var now = db.Releases.Single(x => x.Id == release.Id);
        (now.Number, now.PlannedFor, now.ProductId).ShouldBe(("2026.7.1", draft.PlannedFor, release.ProductId));
        await desk.Get<DeliverRelease>().Run(max, release.Id, null);
        (await edit.Run(max, release.Id, draft)).Refused!.Code.ShouldBe("release-is-out");
        (await edit.Run(max, other.Value!.Id, Draft(Guid.Empty, "2026.9"))).Refused.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task An_order_form_that_ended_or_was_withdrawn_brings_nothing_more(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, release) = (desk.Cast, await Planned(desk));
        var (max, end) = (cast.Max.ToActor(), desk.Get<EndOrder>());
        var ordered = await desk.Get<KeepOrders>()
            .Order(max, cast.Southbank.Id, "O-2", [new(release.ProductId, Begin, null)], Signed);
        Guid first;
        await using (var db = desk.Read())
            first = db.OrderForms.Single(x => x.OrganisationId == cast.Northwind.Id).Id;
        var now = desk.Clock.GetCurrentInstant();
        (await end.Run(cast.Ada.ToActor(), first, now)).Refused!.Code.ShouldBe("release-not-for-you");
        (await end.Run(max, first, Begin)).Refused!.Code.ShouldBe("order-form-end");
        (await end.Run(max, first, now)).Value!.Lines.ShouldHaveSingleItem().UntilAt.ShouldBe(now);
        (await end.Run(max, first, now + Duration.FromDays(1))).Refused!.Code.ShouldBe("order-form-end");
        (await end.Withdraw(max, ordered.Value!.Id, " ")).Refused!.Code.ShouldBe("order-form-why");
        (await end.Withdraw(max, ordered.Value.Id, "Of another customer")).Value!.WithdrawnBy.ShouldBe(cast.Max.Id);
        (await end.Withdraw(max, ordered.Value.Id, "Again")).Refused!.Code.ShouldBe("no-such-order-form");

        (await desk.Get<DeliverRelease>().Run(max, release.Id, null)).Value!.Customers.ShouldBeEmpty();

        await using var last = desk.Read();
        last.OrderForms.VisibleTo(cast.Sam.ToActor()).ShouldBeEmpty("it was withdrawn");
        last.OrderForms.VisibleTo(cast.Nora.ToActor()).ShouldHaveSingleItem();
        last.OrderForms.VisibleTo(cast.Rik.ToActor()).ShouldBeEmpty("no administrator");
        last.OrderForms.VisibleTo(cast.Ada.ToActor()).Count().ShouldBe(2);
        (await desk.Check()).ShouldBeEmpty();
    }

    private static IncomingFile Signed => new("signed.pdf", "application/pdf", "Signed"u8.ToArray());

    private static ReleaseDraft Draft(Guid product, string number) =>
        new(product, number, "Faster search", "Sneller zoeken", "* Search", "* Zoeken");

    /// <summary>A release that an order form of Northwind covers.</summary>
    private static async Task<Release> Planned(TestDesk desk)
    {
        var (max, keep) = (desk.Cast.Max.ToActor(), desk.Get<KeepOrders>());
        var product = (await keep.Product(max, "isms-online", "ISMS.online")).Value!.Id;
        await keep.Order(max, desk.Cast.Northwind.Id, "O-1", [new(product, Begin, null)]);
        return (await desk.Get<PlanRelease>().Run(max, Draft(product, "2026.7"))).Value!;
    }

    private static async Task<FixOfTicket> Fix(TestDesk desk, long number)
    {
        var ticket = await desk.Ticket(number);
        await using var db = desk.Read();
        return (await ReadFixes.Of(db, ticket.Id, default)).ShouldHaveSingleItem();
    }

    /// <summary>The token of each person's link.</summary>
    private static async Task<Dictionary<string, string>> Links(TestDesk desk) =>
        (await desk.Outbox())
            .Where(x => x.Message.TextBody!.Contains("/fixes/"))
            .ToDictionary(x => x.Mail.Recipient, x => x.Message.TextBody!.Split("/fixes/")[1].Split('?')[0]);
}
