using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Telephone;

/// <summary>A call that nobody answered is never lost: it becomes a call-back, out of hours too, and never a contact.</summary>
public sealed class MissedCallTests
{
    [Theory, OnEveryDatabase]
    public async Task A_missed_call_is_a_ticket_of_the_caller_from_its_start_and_no_contact(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();

        var call = await desk.Call(await desk.Miss(pbx, "c1"));

        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.Id, ticket.ReporterId, ticket.Channel, ticket.Basis).ShouldBe(
            (call.TicketId!.Value, desk.Cast.Sam.Id, Channel.Telephone, ReceivedBasis.CallStart)
        );
        (ticket.ReceivedAt, ticket.ContactAt, ticket.Courtesy).ShouldBe(
            (TestDesk.At("2026-07-15T09:00:00Z"), null, false)
        );
        ticket.Subject.ShouldBe("Missed call from 020 7946 0018");
        call.IsMissed.ShouldBeTrue();
        (await db.Jobs.CountAsync(x => x.Kind == MissedCalls.Kind)).ShouldBe(0);
        (await Sound(desk)).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Later_calls_join_the_call_back_until_somebody_answered_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        await desk.Miss(pbx, "c1");
        await desk.Miss(pbx, "c2");

        await using (var db = desk.Read())
        {
            var ticket = await db.Tickets.SingleAsync();
            (await db.Calls.CountAsync(x => x.TicketId == ticket.Id && x.IsMissed)).ShouldBe(2);
            var told = new ToldIssue(
                Guid.NewGuid(),
                desk.Cast.Sam.Id,
                Channel.Telephone,
                null,
                "",
                "They cannot sign in.",
                null,
                desk.Clock.GetCurrentInstant(),
                "I called back."
            )
            {
                Ticket = ticket.Number,
            };
            (await desk.Get<LogForPerson>().Run(desk.Cast.Ada.ToActor(), told)).Value.ShouldBe(ticket.Number);
        }
        await desk.Miss(pbx, "c3");

        await using var after = desk.Read();
        var tickets = await after.Tickets.OrderBy(x => x.Number).ToListAsync();
        tickets.Count.ShouldBe(2, "an answered call-back is another matter");
        (tickets[0].ContactAt is not null, tickets[1].ContactAt).ShouldBe((true, null));
        (await Sound(desk)).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task An_unknown_number_is_held_once_and_its_calls_follow_to_the_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        var first = await desk.Miss(pbx, "c1", Phones.OfNobody);
        var second = await desk.Miss(pbx, "c2", Phones.OfNobody);

        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
        var held = await db.Custodies.SingleAsync();
        (held.State, held.Sender, held.Channel).ShouldBe((CustodyState.Held, Phones.OfNobody, Channel.Telephone));
        var read = await desk.Get<ReadHeld>().Run(db, desk.Cast.Ada.ToActor(), held.Id);
        read!.Words!.Text.ShouldContain("020 7946 0099");
        var placed = await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), held.Id, desk.Cast.Sam.Id);
        placed.Refused.ShouldBeNull();

        await using var after = desk.Read();
        var ticket = await after.Tickets.SingleAsync();
        (ticket.ReceivedAt, ticket.ReporterId, ticket.ContactAt).ShouldBe(
            (TestDesk.At("2026-07-15T09:00:00Z"), desk.Cast.Sam.Id, null)
        );
        (await desk.Call(first)).TicketId.ShouldBe(ticket.Id);
        (await desk.Call(second)).TicketId.ShouldBe(ticket.Id);
        (await Sound(desk)).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task A_number_that_several_share_is_held_and_their_organisation_offered(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        await desk.Knows(desk.Cast.Rik, Phones.OfNobody);
        await desk.Knows(desk.Cast.Roos, Phones.OfNobody);

        await desk.Miss(pbx, "c1", Phones.OfNobody);

        await using var db = desk.Read();
        var held = await db.Custodies.SingleAsync(x => x.State == CustodyState.Held);
        var read = await desk.Get<ReadHeld>().Run(db, desk.Cast.Ada.ToActor(), held.Id);
        read!.Offered.ShouldBe(desk.Cast.Northwind.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_registered_users_missed_call_is_a_courtesy_call_and_turns_nobody_away(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        await desk.Knows(desk.Cast.Rik, Phones.OfNobody);

        await desk.Miss(pbx, "c1", Phones.OfNobody);

        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).Courtesy.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2026-07-15T09:00:00Z", null, 1, "nobody answered in office hours")]
    [InlineData("2026-07-15T09:00:00Z", "77", 0, "a telephone that is nobody's here answered: by hand")]
    [InlineData("2026-07-15T09:00:00Z", "12", 0, "Ada answered: she writes it down")]
    [InlineData("2026-07-15T20:00:00Z", null, 1, "nobody answered out of hours")]
    [InlineData("2026-07-15T20:00:00Z", "77", 1, "out of hours a machine answered")]
    [InlineData("2026-07-15T20:00:00Z", "12", 0, "Ada answered out of hours")]
    public async Task What_makes_a_call_back(string at, string? answeredAt, int tickets, string because)
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        desk.Clock.Reset(TestDesk.At(at));
        var pbx = await desk.Exchange();
        await desk.Tell(pbx, CallEventKind.New);
        desk.Clock.AdvanceSeconds(5);
        if (answeredAt is not null)
            await desk.Tell(pbx, CallEventKind.Answered, extension: answeredAt);
        desk.Clock.AdvanceSeconds(60);
        await desk.Tell(pbx, CallEventKind.HungUp);

        await desk.Settle();

        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(tickets, because);
        (await db.Tickets.AllAsync(x => x.ContactAt == null)).ShouldBeTrue("an event is never contact");
    }

    [Theory, OnEveryDatabase]
    public async Task Events_that_come_twice_or_late_make_one_call_and_one_call_back(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        var began = desk.Clock.GetCurrentInstant();
        desk.Clock.AdvanceSeconds(40);
        var ended = desk.Clock.GetCurrentInstant();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await desk.Tell(pbx, CallEventKind.HungUp, from: null, at: ended);
            await desk.Tell(pbx, CallEventKind.New, at: began);
        }
        await desk.Settle();
        await desk.Tell(pbx, CallEventKind.HungUp, at: ended);
        await desk.Settle();

        await using var db = desk.Read();
        var call = await db.Calls.SingleAsync();
        (call.StartedAt, call.EndedAt, call.From).ShouldBe((began, ended, Phones.OfSam));
        (await db.Tickets.SingleAsync()).ReceivedAt.ShouldBe(began);
        (await db.Custodies.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_was_put_through_or_is_answered_late_is_not_missed()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        await desk.Tell(pbx, CallEventKind.New, "passed");
        await desk.Tell(pbx, CallEventKind.PassedOn, "passed");
        await desk.Tell(pbx, CallEventKind.New, "late");
        await desk.Tell(pbx, CallEventKind.HungUp, "late");
        await desk.Tell(pbx, CallEventKind.Answered, "late", extension: "12");

        await desk.Settle();

        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task One_whose_end_is_never_told_is_missed_in_the_end()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        await desk.Tell(pbx, CallEventKind.New);
        await desk.Settle();
        await using (var before = desk.Read())
            (await before.Tickets.AnyAsync()).ShouldBeFalse();

        desk.Clock.Advance(MissedCalls.Longest);
        await desk.Settle();

        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_withheld_number_is_in_the_list_as_missed_and_can_be_called_back_by_nobody()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();

        var call = await desk.Call(await desk.Miss(pbx, "c1", "anonymous"));

        (call.From, call.IsMissed, call.TicketId, call.CustodyId).ShouldBe((null, true, null, null));
    }

    private static async Task<bool> Sound(TestDesk desk)
    {
        await using var db = desk.Read();
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            Assert.Fail($"{finding.Where}: {finding.What}");
        return true;
    }
}
