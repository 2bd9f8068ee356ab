using System.Data.Common;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Marked;

/// <summary>The access log is only added to, and what somebody does to it behind the desk's back shows.</summary>
public sealed class AccessChainTests
{
    private static async Task<TestDesk> Filled(TestDatabase database)
    {
        var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = (await desk.Form(desk.Cast.Rik, "[OFFICIAL-SENSITIVE] one", "x", "3")).Value!.Ticket!.Value;
        await desk.RunJobs();
        var ada = await desk.ActorOf(desk.Cast.Ada);
        // Several at a time, so that the chain is one however they meet.
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    using var reading = MarkedReading.Begin(desk.Get<Database>(), ada);
                    await using var db = desk.Read();
                    await desk.Get<ReadTicket>().Run(db, ada, number);
                    await desk.Get<AccessLog>().Write(reading, AccessKind.List, $"route {i}", CancellationToken.None);
                })
        );
        return desk;
    }

    [Theory, OnEveryDatabase]
    public async Task Each_row_says_who_how_and_with_what_clearance(TestDatabase database)
    {
        await using var desk = await Filled(database);
        await using var db = desk.Read();
        var rows = await db.AccessLog.OrderBy(x => x.Number).ToListAsync();
        rows.Select(x => x.Number).ShouldBe(Enumerable.Range(1, 8).Select(x => (long)x));
        foreach (var row in rows)
            (row.PersonId, row.Role, row.Kind, row.Clearances).ShouldBe(
                (desk.Cast.Ada.Id, Role.Agent, AccessKind.View, "sc")
            );
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_database_refuses_to_change_or_take_out_a_row(TestDatabase database)
    {
        await using var desk = await Filled(database);
        await Should.ThrowAsync<DbException>(() => desk.Tamper($"UPDATE access_log SET route = 'x' WHERE number = 3"));
        await Should.ThrowAsync<DbException>(() => desk.Tamper($"DELETE FROM access_log WHERE number = 8"));
        await using var db = desk.Read();
        (await db.AccessLog.CountAsync()).ShouldBe(8);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_gets_past_that_is_found(TestDatabase database)
    {
        await using var desk = await Filled(database);
        if (database == TestDatabase.Postgres)
            await desk.Tamper($"ALTER TABLE access_log DISABLE TRIGGER ALL");
        else
        {
            await desk.Tamper($"DROP TRIGGER access_log_no_update");
            await desk.Tamper($"DROP TRIGGER access_log_no_delete");
        }
        await desk.Tamper($"UPDATE access_log SET route = 'elsewhere' WHERE number = 3");
        (await desk.Check()).ShouldContain(x => x.Where == "access log 3");
        // Who makes the row's own hash fit again is told on by the row after it.
        await using (var db = desk.Read())
        {
            var rows = await db.AccessLog.AsNoTracking().Where(x => x.Number == 2 || x.Number == 3).ToListAsync();
            var hash = rows.Single(x => x.Number == 3).HashAfter(rows.Single(x => x.Number == 2).Hash);
            await desk.Tamper($"UPDATE access_log SET hash = {hash} WHERE number = 3");
        }
        var found = await desk.Check();
        found.ShouldNotContain(x => x.Where == "access log 3");
        found.ShouldContain(x => x.Where == "access log 4");
        await desk.Tamper($"DELETE FROM access_log WHERE number = 5");
        (await desk.Check()).ShouldContain(x => x.Where == "access log 5" && x.What == "is missing");
    }

    [Theory, OnEveryDatabase]
    public async Task What_people_had_before_the_mark_is_written_down(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var max = desk.Cast.Max.ToActor();
        var number = (await desk.Form(desk.Cast.Rik, "One", "x", "3")).Value!.Ticket!.Value;
        (await desk.Get<AddNote>().Run(max, number, "Mine.")).IsDone.ShouldBeTrue();
        (await desk.Get<Assign>().Run(max, number, desk.Cast.Max.Id)).IsDone.ShouldBeTrue();
        await using (var db = desk.Read())
            await desk.Get<MarkRead>().Run(db, max, (await desk.Get<ReadTicket>().Run(db, max, number))!);

        await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), number, MarkedDesk.Mark);

        await using var read = desk.Read();
        var rows = await read.AccessLog.ToListAsync();
        rows.ShouldAllBe(x => x.Kind == AccessKind.BeforeTheMark && x.PersonId == desk.Cast.Max.Id);
        rows.Select(x => x.Route).Order().ShouldBe(["had it assigned", "had it open", "wrote on it"]);
        // Rik, who logged it, and Ada, who is cleared, go on seeing it.
        await desk.RunJobs();
        (await desk.Check()).ShouldBeEmpty();
    }
}
