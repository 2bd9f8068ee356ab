using Corbel.Core.Intake;
using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Telephone;

/// <summary>A call that was answered and that nobody wrote down comes before staff, once, and is no contact.</summary>
public sealed class UnwrittenCallTests
{
    private static readonly Instant Began = TestDesk.At("2026-07-15T09:00:00Z");

    [Theory, OnEveryDatabase]
    public async Task It_is_held_once_four_hours_after_its_end_and_not_before(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var id = await desk.Answer(await desk.Exchange());

        await desk.Pass(UnwrittenCalls.Wait - Duration.FromSeconds(1));
        (await Held(desk)).ShouldBeEmpty("it is not four hours yet");
        await desk.Pass(Duration.FromSeconds(1));
        await desk.Pass(UnwrittenCalls.Wait);

        var held = (await Held(desk)).ShouldHaveSingleItem();
        (held.Hold, held.Channel, held.Sender, held.ReceivedAt, held.Basis, held.Subject).ShouldBe(
            (
                HoldReason.UnwrittenCall,
                Channel.Telephone,
                Phones.OfSam,
                Began,
                ReceivedBasis.CallStart,
                "Call from 020 7946 0018"
            )
        );
        var call = await desk.Call(id);
        (call.CustodyId, call.SettledAt, call.IsMissed).ShouldBe((held.Id, null, false));
        await using var db = desk.Read();
        (await db.Jobs.AnyAsync(x => x.Kind == UnwrittenCalls.Kind)).ShouldBeFalse();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
        var read = await desk.Get<ReadHeld>().Run(db, desk.Cast.Ada.ToActor(), held.Id);
        (read!.Sender!.Id, read.Offered, read.SenderName).ShouldBe(
            (desk.Cast.Sam.Id, desk.Cast.Southbank.Id, desk.Cast.Sam.Name)
        );
        read.Words!.Text.ShouldBe("A call from 020 7946 0018 was answered. What it was about is not written down yet.");
    }

    [Theory, OnEveryDatabase]
    public async Task Placed_it_is_a_telephone_ticket_from_the_start_of_the_call_and_claims_no_contact(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var id = await desk.Answer(await desk.Exchange(), from: Phones.OfNobody);
        await desk.Pass(UnwrittenCalls.Wait);
        var held = (await Held(desk)).Single();
        await using (var before = desk.Read())
            (await desk.Get<ReadHeld>().Run(before, desk.Cast.Ada.ToActor(), held.Id))!.Sender.ShouldBeNull();

        var placed = await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), held.Id, desk.Cast.Sam.Id);

        placed.Refused.ShouldBeNull();
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.ReceivedAt, ticket.Basis, ticket.Channel, ticket.ReporterId, ticket.ContactAt).ShouldBe(
            (Began, ReceivedBasis.CallStart, Channel.Telephone, desk.Cast.Sam.Id, null)
        );
        (await desk.Call(id)).TicketId.ShouldBe(ticket.Id);
        (await Log(desk, id, spoke: true)).Refused!.Code.ShouldBe("call-logged", "no ticket of its own besides");
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            Assert.Fail($"{finding.Where}: {finding.What}");
    }

    [Theory, OnEveryDatabase]
    public async Task Written_down_before_nothing_is_held(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        (await Log(desk, await desk.Answer(pbx), spoke: true)).IsDone.ShouldBeTrue();
        var aside = await desk.Answer(pbx, "c2");
        (await desk.Get<PutCallAside>().Run(desk.Cast.Ada.ToActor(), aside)).IsDone.ShouldBeTrue();

        await desk.Pass(UnwrittenCalls.Wait);

        (await Held(desk)).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Written_down_after_all_the_held_message_goes_with_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var id = await desk.Answer(await desk.Exchange());
        await desk.Pass(UnwrittenCalls.Wait);
        var held = (await Held(desk)).Single();

        var logged = await Log(desk, id, spoke: true);

        logged.Refused.ShouldBeNull();
        (await Held(desk)).ShouldBeEmpty();
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.ReceivedAt, ticket.ContactAt).ShouldBe((Began, Began + Duration.FromSeconds(310)));
        var gone = await desk.Get<ReadHeld>().Run(db, desk.Cast.Max.ToActor(), held.Id);
        (gone!.Ticket, gone.Custody.State).ShouldBe((logged.Value, CustodyState.Dismissed));
        var place = await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Max.ToActor(), held.Id, desk.Cast.Sam.Id);
        place.Refused!.Code.ShouldBe("not-held");
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            Assert.Fail($"{finding.Where}: {finding.What}");
    }

    [Theory, OnEveryDatabase]
    public async Task Put_aside_after_all_the_held_message_goes_with_it_and_the_other_way_round(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var pbx = await desk.Exchange();
        var first = await desk.Answer(pbx);
        var second = await desk.Answer(pbx, "c2");
        await desk.Pass(UnwrittenCalls.Wait);

        (await desk.Get<PutCallAside>().Run(desk.Cast.Ada.ToActor(), first)).IsDone.ShouldBeTrue();
        var left = (await Held(desk)).ShouldHaveSingleItem();
        left.Id.ShouldBe((await desk.Call(second)).CustodyId!.Value);
        (await desk.Get<PlaceHeld>().Dismiss(desk.Cast.Max.ToActor(), left.Id)).IsDone.ShouldBeTrue();

        (await Held(desk)).ShouldBeEmpty();
        (await desk.Call(second)).SettledAt.ShouldNotBeNull();
        await desk.Pass(UnwrittenCalls.Wait);
        (await Held(desk)).ShouldBeEmpty("what was settled stays so");
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_and_a_job_that_runs_twice_hold_it_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var id = await desk.Answer(await desk.Exchange());
        await using var db = desk.Read();
        var job = await db.Jobs.AsNoTracking().SingleAsync(x => x.Kind == UnwrittenCalls.Kind);
        desk.Clock.Advance(UnwrittenCalls.Wait);

        await Task.WhenAll(
            Task.Run(() => desk.Get<JobRunner>().RunDue(default), TestContext.Current.CancellationToken),
            Task.Run(() => other.Get<JobRunner>().RunDue(default), TestContext.Current.CancellationToken)
        );
        // Whoever died between the message and the job's end leaves the job due again.
        await desk.Get<GroupWriter>()
            .Write(
                (again, _) =>
                {
                    again.Inserted.Add(
                        new Job
                        {
                            Id = Guid.NewGuid(),
                            Kind = job.Kind,
                            Key = job.Key,
                            DueAt = desk.Clock.GetCurrentInstant(),
                        }
                    );
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken
            );
        await other.Get<JobRunner>().RunDue(default);

        var held = (await Held(desk)).ShouldHaveSingleItem();
        (await desk.Call(id)).CustodyId.ShouldBe(held.Id);
        (await db.Jobs.AnyAsync(x => x.Kind == UnwrittenCalls.Kind)).ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task Written_down_while_the_job_runs_there_is_no_double(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var pbx = await desk.Exchange();
        var calls = new List<Guid>();
        foreach (var key in Enumerable.Range(0, 8))
            calls.Add(await desk.Answer(pbx, $"c{key}"));
        desk.Clock.Advance(UnwrittenCalls.Wait);

        var job = Task.Run(() => other.Get<JobRunner>().RunDue(default), TestContext.Current.CancellationToken);
        var logged = await Task.WhenAll(calls.Select(x => Log(desk, x, spoke: true)));
        await job;

        logged.ShouldAllBe(x => x.IsDone);
        (await Held(desk)).ShouldBeEmpty();
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(calls.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_agents_who_write_one_call_down_at_a_time_make_one_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var call = await desk.Answer(await desk.Exchange());

        var outcomes = await Task.WhenAll(
            Log(desk, call, spoke: true),
            Log(other, call, spoke: false, by: desk.Cast.Max.ToActor())
        );

        outcomes.Count(x => x.IsDone).ShouldBe(1);
        outcomes.Single(x => !x.IsDone).Refused!.Code.ShouldBe("call-logged");
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("12", Phones.OfSam, true, "an agent's telephone")]
    [InlineData("77", Phones.OfSam, true, "in office hours, a telephone that is nobody's here")]
    [InlineData("12", "anonymous", true, "a withheld number is not lost either")]
    [InlineData(null, Phones.OfSam, false, "nobody answered: it is a call-back")]
    public async Task What_is_held(string? extension, string from, bool isHeld, string because)
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var call = await desk.Answer(await desk.Exchange(), extension: extension, from: from);

        await desk.Pass(UnwrittenCalls.Wait);

        (await Held(desk)).Count.ShouldBe(isHeld ? 1 : 0, because);
        ((await desk.Call(call)).CustodyId is not null).ShouldBe(isHeld);
    }

    [Fact]
    public async Task One_that_was_put_through_is_written_down_where_it_went_on()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        await desk.Tell(pbx, CallEventKind.New);
        await desk.Tell(pbx, CallEventKind.Answered, extension: "12");
        await desk.Tell(pbx, CallEventKind.PassedOn);

        await desk.Pass(UnwrittenCalls.Wait);

        (await Held(desk)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_whose_end_is_never_told_is_held_in_the_end()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        await desk.Tell(pbx, CallEventKind.New);
        await desk.Tell(pbx, CallEventKind.Answered, extension: "12");
        await desk.Pass(UnwrittenCalls.Wait);
        (await Held(desk)).ShouldBeEmpty();

        await desk.Pass(MissedCalls.Longest);

        (await Held(desk)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_missed_call_of_the_same_number_is_a_call_back_of_its_own()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var pbx = await desk.Exchange();
        await desk.Answer(pbx);
        await desk.Pass(UnwrittenCalls.Wait);

        var missed = await desk.Call(await desk.Miss(pbx, "c2"));

        missed.TicketId.ShouldNotBeNull();
        (await Held(desk)).Count.ShouldBe(1);
    }

    private static async Task<List<Custody>> Held(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Custodies.Where(x => x.State == CustodyState.Held).ToListAsync();
    }

    private static Task<Core.Outcome<long>> Log(TestDesk desk, Guid call, bool spoke, Core.Access.Actor? by = null) =>
        desk.Get<LogForPerson>()
            .Run(
                by ?? desk.Cast.Ada.ToActor(),
                new ToldIssue(
                    Guid.NewGuid(),
                    desk.Cast.Sam.Id,
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
                }
            );
}
