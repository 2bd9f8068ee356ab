using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Releases;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Releases;

/// <summary>Releases reach exactly the customers whose order form covers them, once, the ring first (clause 8).</summary>
public sealed class ReleaseTests
{
    private static readonly Interval Quarter = new(
        TestDesk.At("2026-07-01T00:00:00Z"),
        TestDesk.At("2026-10-01T00:00:00Z")
    );

    [Theory, OnEveryDatabase]
    public async Task The_ring_gets_it_first_then_the_others_and_nobody_twice_or_without_an_order(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var keep = desk.Get<KeepOrders>();
        var (product, release) = await Plan(desk);
        var other = (await keep.Product(cast.Max.ToActor(), "academy", "Academy")).Value!;
        var third = (
            await desk.Get<Register>()
                .Organisation("Eastgate", Core.Access.OrganisationKind.Customer, ["eastgate.example"])
        ).Value!;
        await desk.Get<Register>().Person(third.Id, "Eve East", "eve@eastgate.example", Core.Access.Role.Administrator);
        await Order(desk, cast.Northwind.Id, product);
        await Order(desk, cast.Southbank.Id, product);
        // Eastgate ordered something else, and this only until yesterday.
        await Order(desk, third.Id, other.Id);
        await Order(desk, third.Id, product, until: "2026-07-14T00:00:00Z");
        var ring = (await keep.Ring(cast.Max.ToActor(), "Early", [cast.Northwind.Id, third.Id])).Value!;
        var deliver = desk.Get<DeliverRelease>();
        (await deliver.Run(cast.Ada.ToActor(), release.Id, null)).Refused!.Code.ShouldBe("release-not-for-you");

        var first = (await deliver.Run(cast.Max.ToActor(), release.Id, ring.Id)).Value!;

        first.Customers.ShouldBe([cast.Northwind.Id]);
        (await Told(desk)).ShouldBe([cast.Nora.Email]);
        (await deliver.Run(cast.Max.ToActor(), release.Id, ring.Id)).Refused!.Code.ShouldBe("release-delivered");
        desk.Clock.Advance(Duration.FromDays(2));
        (await deliver.Run(cast.Max.ToActor(), release.Id, null)).Value!.Customers.ShouldBe([cast.Southbank.Id]);
        (await Told(desk)).ShouldBe([cast.Nora.Email, cast.Sam.Email]);
        (await deliver.Run(cast.Max.ToActor(), release.Id, null)).Refused!.Code.ShouldBe("release-delivered");

        var nora = (await desk.Outbox()).Single(x =>
            x.Mail.Kind == MailKind.Release && x.Mail.Recipient == cast.Nora.Email
        );
        nora.Message.Subject.ShouldBe("ISMS.online 2026.7: Snellere zoekfunctie");
        await using var db = desk.Read();
        var hers = (await ReadReleases.Delivered(db, cast.Nora.ToActor(), cast.Northwind.Id, Quarter)).Single();
        (hers.Number, hers.Ring, hers.At).ShouldBe(("2026.7", "Early", TestDesk.At("2026-07-15T09:00:00Z")));
        (await ReadReleases.Delivered(db, cast.Sam.ToActor(), cast.Southbank.Id, Quarter)).Single().Ring.ShouldBeNull();
        (await ReadReleases.Delivered(db, cast.Sam.ToActor(), cast.Northwind.Id, Quarter)).ShouldBeEmpty();
        (await ReadReleases.Delivered(db, cast.Max.ToActor(), third.Id, Quarter)).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_that_deliver_at_once_mail_nobody_twice(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var (product, release) = await Plan(desk);
        await Order(desk, desk.Cast.Northwind.Id, product);
        var max = desk.Cast.Max.ToActor();

        var both = await Task.WhenAll(
            desk.Get<DeliverRelease>().Run(max, release.Id, null),
            other.Get<DeliverRelease>().Run(max, release.Id, null)
        );

        both.Count(x => x.IsDone).ShouldBe(1);
        (await Told(desk)).ShouldBe([desk.Cast.Nora.Email]);
    }

    [Theory, OnEveryDatabase]
    public async Task Who_has_a_ticket_that_it_fixes_is_asked_when_it_arrives_and_that_is_no_contact(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var (product, release) = await Plan(desk);
        await Order(desk, cast.Northwind.Id, product);
        var number = (await desk.Form(cast.Rik, "Search is slow", "It takes a minute.", "2")).Value!.Ticket!.Value;
        var fixedIn = desk.Get<FixedIn>();
        (await fixedIn.Run(cast.Sam.ToActor(), number, release.Id)).IsDone.ShouldBeFalse();
        (await fixedIn.Run(cast.Rik.ToActor(), number, release.Id)).IsDone.ShouldBeFalse();
        (await fixedIn.Run(cast.Ada.ToActor(), number, release.Id)).Refused.ShouldBeNull();
        (await fixedIn.Run(cast.Ada.ToActor(), number, release.Id)).Refused!.Code.ShouldBe("fixed-already");
        (await Asked(desk)).ShouldBeEmpty();

        await desk.Get<DeliverRelease>().Run(cast.Max.ToActor(), release.Id, null);

        (await Asked(desk)).ShouldBe([cast.Rik.Email]);
        await desk.Send();
        var ticket = await desk.Ticket(number);
        (ticket.ContactAt, ticket.Verdict).ShouldBe((null, Verdict.Running));
        (await desk.View(number)).Entries[^1].Entry.What.ShouldBeOfType<StaffNote>();
        (await desk.View(number, cast.Rik))!.Entries.ShouldNotContain(x => x.Entry.What is StaffNote);
        await using var db = desk.Read();
        var told = (await ReadReleases.Delivered(db, cast.Nora.ToActor(), cast.Northwind.Id, Quarter)).Single();
        told.Fixed.ShouldHaveSingleItem().Number.ShouldBe(number);
        // Another registered user sees the release, and not the ticket of somebody else.
        (await ReadReleases.Delivered(db, cast.Roos.ToActor(), cast.Northwind.Id, Quarter))
            .Single()
            .Fixed.ShouldBeEmpty();

        // Marked after the delivery, they are asked at once.
        var later = (await desk.Form(cast.Roos, "Search again", "Still slow.", "2")).Value!.Ticket!.Value;
        await fixedIn.Run(cast.Ada.ToActor(), later, release.Id);
        (await Asked(desk)).ShouldBe([cast.Rik.Email, cast.Roos.Email]);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task By_the_link_it_holds_or_a_resolved_ticket_begins_again_and_opening_it_does_nothing(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var (product, release) = await Plan(desk);
        await Order(desk, cast.Northwind.Id, product);
        var number = (await desk.Form(cast.Rik, "Search is slow", "It takes a minute.", "2")).Value!.Ticket!.Value;
        await desk.Get<FixedIn>().Run(cast.Ada.ToActor(), number, release.Id);
        await desk.Get<Resolve>().Run(cast.Ada.ToActor(), number, ResolutionOutcome.Solved);
        await desk.Get<DeliverRelease>().Run(cast.Max.ToActor(), release.Id, null);
        var text = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.Notice).Message.TextBody!;
        var token = text.Split("/fixes/")[1].Split('?')[0];
        text.ShouldContain($"https://desk.example/fixes/{token}?holds=no");
        var answer = desk.Get<AnswerFix>();
        (await answer.Look(token)).Value.ShouldBe(new FixQuestion(number, "ISMS.online 2026.7", FixAnswer.None));
        (await answer.Look(token[..^1] + (token[^1] == '0' ? '1' : '0'))).Refused!.Code.ShouldBe("no-such-fix");
        (await desk.Ticket(number)).Status.ShouldBe(TicketStatus.Resolved);

        (await answer.Run(token, holds: true)).Value!.Answer.ShouldBe(FixAnswer.Holds);
        (await desk.Ticket(number)).Status.ShouldBe(TicketStatus.Resolved);

        (await answer.Run(token, holds: false)).Value!.Answer.ShouldBe(FixAnswer.HoldsNot);
        var ticket = await desk.Ticket(number);
        (ticket.Status, ticket.Cycle).ShouldBe((TicketStatus.Open, 2));
        var before = ticket.LastEntry;
        await answer.Run(token, holds: false);
        (await desk.Ticket(number)).LastEntry.ShouldBe(before);
        (await desk.Check()).ShouldBeEmpty();
    }

    private static async Task<(Guid Product, Release Release)> Plan(TestDesk desk)
    {
        var max = desk.Cast.Max.ToActor();
        var product = (await desk.Get<KeepOrders>().Product(max, "isms-online", "ISMS.online")).Value!;
        var draft = new ReleaseDraft(
            product.Id,
            "2026.7",
            "Faster search",
            "Snellere zoekfunctie",
            "* Search",
            "* Zoeken"
        );
        var planned = await desk.Get<PlanRelease>().Run(max, draft);
        planned.Refused.ShouldBeNull();
        (await desk.Get<PlanRelease>().Run(max, draft)).Refused!.Code.ShouldBe("release-exists");
        return (product.Id, planned.Value!);
    }

    private static async Task Order(TestDesk desk, Guid customer, Guid product, string? until = null)
    {
        var line = new OrderedProduct(
            product,
            TestDesk.At("2026-01-01T00:00:00Z"),
            until is null ? null : TestDesk.At(until)
        );
        var ordered = await desk.Get<KeepOrders>().Order(desk.Cast.Max.ToActor(), customer, "O-1", [line]);
        ordered.Refused.ShouldBeNull();
    }

    private static async Task<List<string>> Told(TestDesk desk) =>
        [.. (await desk.Outbox()).Where(x => x.Mail.Kind == MailKind.Release).Select(x => x.Mail.Recipient).Order()];

    private static async Task<List<string>> Asked(TestDesk desk) =>
        [.. (await desk.Outbox()).Where(x => x.Mail.Kind == MailKind.Notice).Select(x => x.Mail.Recipient).Order()];
}
