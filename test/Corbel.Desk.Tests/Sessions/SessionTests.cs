using Corbel.Core.Sessions;
using Corbel.Desk.Sessions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Sessions;

/// <summary>Sessions from the proposal to the report (clause 5).</summary>
public sealed class SessionTests
{
    [Theory, OnEveryDatabase]
    public async Task Of_two_nodes_that_book_the_last_one_at_once_one_gets_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        await desk.Buy(training: 2);
        var slots = new List<SessionSlot>();
        for (var day = 20; day < 26; day++)
            slots.Add(await desk.Offer($"2026-07-{day}T09:00:00Z"));

        var booked = await Task.WhenAll(slots.SelectMany(x => (TestDesk[])[desk, other], (x, node) => node.Book(x)));

        booked.Count(x => x.IsDone).ShouldBe(2);
        booked
            .Where(x => !x.IsDone)
            .ShouldAllBe(x => x.Refused == SessionRefusals.NoneLeft || x.Refused!.Code == "session-slot-taken");
        await using var db = desk.Read();
        (await db.SessionEntries.Select(x => x.Number).Order().ToListAsync()).ShouldBe([1, 2]);
        (await desk.SessionReport("2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z"))
            .Figures.Single(x => x.Kind == "training")
            .ShouldBe(new("training", 2, 2, 0, 0, 0, 0, 0));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_customers_who_book_the_last_seat_at_once_one_gets_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        await desk.Buy(training: 3);
        var counts = new Dictionary<string, int> { ["training"] = 3 };
        var (from, until) = (TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2027-01-01T00:00:00Z"));
        var cast = desk.Cast;
        await desk.Get<RecordProposal>().Run(cast.Max.ToActor(), new(cast.Southbank.Id, "S", from, until, 0, counts));
        var slot = await desk.Offer();

        var both = await Task.WhenAll(
            desk.Book(slot),
            other.Get<BookSession>().Run(cast.Sam.ToActor(), cast.Southbank.Id, slot.Id, [cast.Sam.Id])
        );

        both.Count(x => x.IsDone).ShouldBe(1);
        both.Single(x => !x.IsDone).Refused!.Code.ShouldBe("session-slot-taken");
    }

    [Theory, OnEveryDatabase]
    public async Task Held_it_is_in_the_report_with_its_topics_and_what_was_reached(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Buy(training: 2);
        var session = (await desk.Book(await desk.Offer(), null, cast.Rik, cast.Roos)).Value!;
        var hold = desk.Get<HoldSession>();
        var minutes = new SessionMinutes(
            [cast.Rik.Id],
            "Roles and rights",
            "Can add users.",
            [new(cast.Rik.Id, "1", "user-administration")]
        );
        (await hold.Run(cast.Ada.ToActor(), session.Id, minutes)).Refused.ShouldBe(SessionRefusals.NotBegun);
        desk.Clock.Reset(TestDesk.At("2026-07-20T10:30:00Z"));
        (await hold.Run(cast.Nora.ToActor(), session.Id, minutes)).Refused!.Code.ShouldBe("session-not-for-you");
        var absent = minutes with { Duties = [new(cast.Roos.Id, "1", "diagnosis")] };
        (await hold.Run(cast.Ada.ToActor(), session.Id, absent)).Refused!.Code.ShouldBe("session-skill");
        var third = minutes with { Duties = [new(cast.Rik.Id, "3", "maintenance")] };
        (await hold.Run(cast.Ada.ToActor(), session.Id, third)).Refused!.Code.ShouldBe("session-skill");

        (await hold.Run(cast.Ada.ToActor(), session.Id, minutes)).Refused.ShouldBeNull();

        var report = await desk.SessionReport("2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z");
        var one = report.Held.ShouldHaveSingleItem();
        (one.Kind, one.Trainer, one.Topics, one.Reached).ShouldBe(
            ("training", "Ada Agent", "Roles and rights", "Can add users.")
        );
        one.Attended.ShouldBe(["Rik de Vries"]);
        report.Skills.ShouldHaveSingleItem().Duty.ShouldBe("user-administration");
        report.Figures.Single(x => x.Kind == "training").Held.ShouldBe(1);
        (await desk.SessionReport("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z")).Held.ShouldBeEmpty();
        await using var db = desk.Read();
        var quarter = new Interval(TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2026-10-01T00:00:00Z"));
        (await ReadSessions.Report(db, cast.Sam.ToActor(), cast.Northwind.Id, quarter)).ShouldBeNull();
        (await ReadSessions.Report(db, cast.Rik.ToActor(), cast.Northwind.Id, quarter)).ShouldBeNull();

        // A mistake is corrected by another entry, and what it had reached is gone with it.
        (await hold.Correct(cast.Ada.ToActor(), session.Id, "Wrong session")).Refused.ShouldBeNull();
        (await desk.Session(session.Id)).State.ShouldBe(SessionState.Booked);
        report = await desk.SessionReport("2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z");
        (report.Held.Length, report.Skills.Length).ShouldBe((0, 0));
        (await db.SessionEntries.OrderBy(x => x.Number).Select(x => x.Move).ToListAsync()).ShouldBe([
            SessionMove.Booked,
            SessionMove.Held,
            SessionMove.Corrected,
        ]);
        // The record of it stays, with who takes it back; and it can be written down anew.
        var gone = (await ReadSessions.Withdrawn(db, cast.Northwind.Id, default)).ShouldHaveSingleItem();
        (gone.Person, gone.Duty, gone.Why).ShouldBe(("Rik de Vries", "user-administration", "Wrong session"));
        (await hold.Run(cast.Ada.ToActor(), session.Id, minutes)).Refused.ShouldBeNull();
        (await db.Skills.OrderBy(x => x.Entry).Select(x => new { x.Entry, x.WithdrawnBy }).ToListAsync())
            .Select(x => (x.Entry, x.WithdrawnBy))
            .ShouldBe([(2, 3), (4, null)]);
        (await desk.SessionReport("2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z")).Skills.ShouldHaveSingleItem();
    }

    [Theory, OnEveryDatabase]
    public async Task A_late_cancelling_by_the_customer_uses_it_and_one_by_staff_does_not(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Buy(training: 2, notice: 48);
        var first = (await desk.Book(await desk.Offer("2026-07-20T09:00:00Z"))).Value!;
        var second = (await desk.Book(await desk.Offer("2026-07-21T09:00:00Z"))).Value!;
        desk.Clock.Reset(TestDesk.At("2026-07-19T10:00:00Z"));
        var cancel = desk.Get<CancelSession>();
        (await cancel.Run(desk.Cast.Sam.ToActor(), first.Id, null)).Refused!.Code.ShouldBe("no-such-session");
        (await cancel.Run(desk.Cast.Rik.ToActor(), first.Id, null)).Refused!.Code.ShouldBe("session-not-for-you");

        (await cancel.Run(desk.Cast.Nora.ToActor(), first.Id, "Ill")).Value.ShouldBeTrue();
        (await cancel.Run(desk.Cast.Ada.ToActor(), second.Id, "Trainer ill")).Value.ShouldBeFalse();

        var report = await desk.SessionReport("2026-07-01T00:00:00Z", "2026-09-30T00:00:00Z");
        (report.CancelledIn, report.CancelledLateIn).ShouldBe((1, 1));
        report.Figures.Single(x => x.Kind == "training").Left.ShouldBe(1);
        await using var db = desk.Read();
        (await db.Jobs.CountAsync(x => x.Kind == SessionReminders.Kind)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Only_managers_record_and_only_administrators_and_staff_book(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var counts = new Dictionary<string, int> { ["training"] = 1 };
        var (from, until) = (TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2027-01-01T00:00:00Z"));
        var draft = new ProposalDraft(cast.Northwind.Id, "P-1", from, until, 24, counts);
        var record = desk.Get<RecordProposal>();
        (await record.Run(cast.Ada.ToActor(), draft)).Refused!.Code.ShouldBe("session-not-for-you");
        (await record.Run(cast.Max.ToActor(), draft with { Until = from })).Refused!.Code.ShouldBe("proposal");
        var unknown = new Dictionary<string, int> { ["dancing"] = 1 };
        (await record.Run(cast.Max.ToActor(), draft with { Counts = unknown })).Refused!.Code.ShouldBe("session-kind");
        var recorded = (await record.Run(cast.Max.ToActor(), draft)).Value!;
        (await record.Run(cast.Max.ToActor(), draft)).Refused!.Code.ShouldBe("proposal-exists");

        var slot = await desk.Offer();
        (await desk.Book(slot, cast.Rik)).Refused!.Code.ShouldBe("session-not-for-you");
        (await desk.Book(slot, cast.Sam)).Refused!.Code.ShouldBe("session-not-for-you");
        (await desk.Book(slot, cast.Nora, cast.Sam)).Refused!.Code.ShouldBe("session-nobody");
        (await desk.Book(slot, cast.Ada)).Refused.ShouldBeNull();

        (await record.Withdraw(cast.Max.ToActor(), recorded.Id)).Refused!.Code.ShouldBe("proposal-drawn");
        await using var db = desk.Read();
        (await db.Sessions.VisibleTo(cast.Rik.ToActor()).CountAsync()).ShouldBe(1);
        (await db.Sessions.VisibleTo(cast.Roos.ToActor()).CountAsync()).ShouldBe(0);
        (await db.Sessions.VisibleTo(cast.Sam.ToActor()).CountAsync()).ShouldBe(0);
        (await db.Sessions.VisibleTo(cast.Pia.ToActor()).CountAsync()).ShouldBe(0);
        var again = new SlotDraft("training", slot.StartsAt, Duration.FromHours(1), "Room", cast.Ada.Id);
        (await desk.Get<OfferSlot>().Run(cast.Ada.ToActor(), again)).Refused!.Code.ShouldBe("session-trainer-busy");
    }
}
