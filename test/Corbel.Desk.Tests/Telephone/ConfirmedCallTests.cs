using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Telephone;

/// <summary>An answered call is contact only where the very agent whose telephone it was confirms it.</summary>
public sealed class ConfirmedCallTests
{
    [Theory, OnEveryDatabase]
    public async Task Confirmed_it_is_received_at_its_start_and_contact_at_its_end(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var call = await Answered(desk);

        var number = await Log(desk, desk.Cast.Ada, call, spoke: true);

        number.Refused.ShouldBeNull();
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.Number, ticket.ReceivedAt, ticket.ContactAt, ticket.Basis).ShouldBe(
            (
                number.Value,
                TestDesk.At("2026-07-15T09:00:00Z"),
                TestDesk.At("2026-07-15T09:05:10Z"),
                ReceivedBasis.CallStart
            )
        );
        var kept = await desk.Call(call);
        (kept.TicketId, kept.SettledBy, kept.IsMissed).ShouldBe((ticket.Id, desk.Cast.Ada.Id, false));
        (await Log(desk, desk.Cast.Ada, call, spoke: true)).Refused!.Code.ShouldBe("call-logged");
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            Assert.Fail($"{finding.Where}: {finding.What}");
    }

    [Theory, OnEveryDatabase]
    public async Task It_joins_a_ticket_as_the_customers_word_with_the_contact(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var earlier = await Log(desk, desk.Cast.Ada, null, spoke: false);
        var call = await Answered(desk);

        var joined = await Log(desk, desk.Cast.Ada, call, spoke: true, earlier.Value);

        joined.Value.ShouldBe(earlier.Value);
        await using var db = desk.Read();
        var view = await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), earlier.Value);
        var entries = view!.Entries.Select(x => x.Entry).ToList();
        var word = entries.Single(x => x.What is CustomerMessage);
        (word.HappenedAt, ((CustomerMessage)word.What).LoggedBy).ShouldBe(
            (TestDesk.At("2026-07-15T09:00:00Z"), desk.Cast.Ada.Id)
        );
        var contact = entries.Single(x => x.What is Contact);
        contact.HappenedAt.ShouldBe(TestDesk.At("2026-07-15T09:05:10Z"));
        (view.Ticket.ContactAt, view.Ticket.AwaitsAnswer).ShouldBe((contact.HappenedAt, false));
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            Assert.Fail($"{finding.Where}: {finding.What}");
    }

    [Fact]
    public async Task Another_agent_cannot_confirm_it_but_may_write_it_down()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var call = await Answered(desk);

        (await Log(desk, desk.Cast.Max, call, spoke: true)).Refused!.Code.ShouldBe("call-of-another");
        (await Log(desk, desk.Cast.Max, call, spoke: false)).IsDone.ShouldBeTrue();

        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).ContactAt.ShouldBeNull();
    }

    [Fact]
    public async Task At_a_telephone_that_is_no_agents_nobody_can_confirm_it_and_by_hand_it_is_ones_own_word()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var call = await desk.Answer(await desk.Exchange(), extension: "77");

        var refused = (await Log(desk, desk.Cast.Ada, call, spoke: true)).Refused!;
        refused.Code.ShouldBe("call-of-nobody");
        refused.Why.Nl.ShouldContain("niemand kan het bevestigen");
        (await Log(desk, desk.Cast.Ada, call, spoke: false)).IsDone.ShouldBeTrue();
        (await Log(desk, desk.Cast.Ada, null, spoke: true)).IsDone.ShouldBeTrue();

        await using var db = desk.Read();
        var tickets = await db.Tickets.OrderBy(x => x.Number).ToListAsync();
        tickets
            .Select(x => (x.Basis, x.ContactAt is null))
            .ShouldBe([(ReceivedBasis.CallStart, true), (ReceivedBasis.ToldByStaff, false)]);
    }

    [Fact]
    public async Task Nobody_spoke_in_a_call_that_nobody_answered()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        var call = await desk.Tell(pbx, CallEventKind.New);
        await desk.Tell(pbx, CallEventKind.HungUp);

        (await Log(desk, desk.Cast.Ada, call, spoke: true)).Refused!.Code.ShouldBe("call-unanswered");
    }

    [Fact]
    public async Task A_call_that_was_written_down_while_it_lasted_is_no_call_back_when_it_ends()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        var call = await desk.Tell(pbx, CallEventKind.New);
        (await Log(desk, desk.Cast.Max, call, spoke: false)).IsDone.ShouldBeTrue();
        await desk.Tell(pbx, CallEventKind.HungUp);

        await desk.Settle();

        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Only_who_answered_says_that_nothing_is_to_be_written_down()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var call = await Answered(desk);
        var aside = desk.Get<PutCallAside>();

        (await aside.Run(desk.Cast.Max.ToActor(), call)).Refused!.Code.ShouldBe("no-such-call");
        (await aside.Run(desk.Cast.Sam.ToActor(), call)).Refused!.Code.ShouldBe("no-such-call");
        (await aside.Run(desk.Cast.Ada.ToActor(), call)).IsDone.ShouldBeTrue();
        (await aside.Run(desk.Cast.Ada.ToActor(), call)).Refused!.Code.ShouldBe("no-such-call");
    }

    [Fact]
    public async Task A_call_joins_only_a_ticket_that_the_person_may_see()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var other = await Log(desk, desk.Cast.Ada, null, spoke: false, person: desk.Cast.Nora);
        var call = await Answered(desk);

        (await Log(desk, desk.Cast.Ada, call, spoke: true, other.Value)).Refused!.Code.ShouldBe("no-such-ticket");
    }

    /// <summary>Sam calls at nine; Ada answers after ten seconds; they speak for five minutes.</summary>
    private static async Task<Guid> Answered(TestDesk desk)
    {
        var pbx = await desk.Exchange();
        await desk.Tell(pbx, CallEventKind.New);
        desk.Clock.AdvanceSeconds(10);
        await desk.Tell(pbx, CallEventKind.Answered, extension: "12");
        desk.Clock.AdvanceMinutes(5);
        var call = await desk.Tell(pbx, CallEventKind.HungUp);
        desk.Clock.AdvanceMinutes(2);
        return call;
    }

    private static Task<Core.Outcome<long>> Log(
        TestDesk desk,
        Person by,
        Guid? call,
        bool spoke,
        long? ticket = null,
        Person? person = null
    ) =>
        desk.Get<LogForPerson>()
            .Run(
                by.ToActor(),
                new ToldIssue(
                    Guid.NewGuid(),
                    (person ?? desk.Cast.Sam).Id,
                    Channel.Telephone,
                    null,
                    "Nobody can sign in",
                    "Since nine.",
                    null,
                    spoke ? desk.Clock.GetCurrentInstant() : null,
                    spoke ? "A certificate." : null
                )
                {
                    Call = call,
                    Ticket = ticket,
                }
            );
}
