using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>The reading "severity raised before the first contact", and what changes of severity do to the desk's rows.</summary>
public sealed class SeverityTests
{
    private static async Task<long> Logged(TestDesk desk, string? severity) =>
        (await desk.Form(desk.Cast.Sam, "A thing", "Look.", severity)).Value!.Ticket!.Value;

    private static async Task<(Instant? Due, Verdict Verdict)> Clock(TestDesk desk, long number)
    {
        var ticket = await desk.Ticket(number);
        await using var db = desk.Read();
        var row = await db.Clocks.SingleAsync(x => x.TicketId == ticket.Id && x.Kind == TargetKind.FirstResponse);
        (row.DueAt, row.Verdict).ShouldBe((ticket.DueAt, ticket.Verdict));
        return (row.DueAt, row.Verdict);
    }

    [Theory, OnEveryDatabase]
    public async Task Raised_before_the_contact_it_counts_from_receipt_by_the_new_target(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, set) = (desk.Cast.Ada.ToActor(), desk.Get<SetSeverity>());
        var (inTime, stated, chosen) = (await Logged(desk, "3"), await Logged(desk, "3"), await Logged(desk, null));
        (await set.Run(ada, chosen, "3", null)).IsDone.ShouldBeTrue();

        desk.Clock.Advance(Duration.FromMinutes(30));
        (await set.Run(ada, inTime, "1", "All of them")).IsDone.ShouldBeTrue();
        (await Clock(desk, inTime)).ShouldBe((TestDesk.At("2026-07-15T10:00:00Z"), Verdict.Running));

        desk.Clock.Advance(Duration.FromMinutes(90));
        (await set.Run(ada, stated, "1", "All of them")).IsDone.ShouldBeTrue();
        (await set.Run(ada, chosen, "1", "All of them")).IsDone.ShouldBeTrue();

        // Sam had stated the lower one: that is kept apart. Where staff chose it, late is late.
        (await Clock(desk, stated)).ShouldBe((TestDesk.At("2026-07-15T10:00:00Z"), Verdict.LateByReclassification));
        (await Clock(desk, chosen)).ShouldBe((TestDesk.At("2026-07-15T10:00:00Z"), Verdict.Late));
        desk.Clock.Advance(Duration.FromMinutes(1));
        (await desk.Get<Reply>().Run(ada, stated, "On it.")).IsDone.ShouldBeTrue();
        (await Clock(desk, stated)).Verdict.ShouldBe(Verdict.LateByReclassification);
        await desk.Get<JobRunner>().RunDue(CancellationToken.None);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Lowering_moves_the_job_and_never_a_clock_that_has_run_out(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam, set) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor(), desk.Get<SetSeverity>());
        var (lowered, late) = (await Logged(desk, "1"), await Logged(desk, "1"));

        (await set.Run(sam, lowered, "2", null)).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromMinutes(61));
        await desk.Get<JobRunner>().RunDue(CancellationToken.None);
        (await set.Run(sam, late, "3", null)).IsDone.ShouldBeTrue();

        (await Clock(desk, lowered)).ShouldBe((TestDesk.At("2026-07-15T13:00:00Z"), Verdict.Running));
        (await Clock(desk, late)).ShouldBe((TestDesk.At("2026-07-15T10:00:00Z"), Verdict.Late));
        // The job of the first waits for its new due time, or for a warning before it; that of the second has nothing to wait for.
        var id = (await desk.Ticket(lowered)).Id;
        await using var db = desk.Read();
        var job = await db.Jobs.SingleAsync();
        (job.TicketId, job.DueAt <= TestDesk.At("2026-07-15T13:00:00.001Z")).ShouldBe((id, true));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task In_dispute_the_claimed_one_drives_until_the_customer_accepts_the_lower(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam, set) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor(), desk.Get<SetSeverity>());
        var number = await Logged(desk, "1");

        (await set.Run(ada, number, "3", "A question of taste")).IsDone.ShouldBeTrue();
        (await Clock(desk, number)).Due.ShouldBe(TestDesk.At("2026-07-15T10:00:00Z"));
        (await set.Run(sam, number, "3", null)).IsDone.ShouldBeTrue();

        (await Clock(desk, number)).Due.ShouldBe(TestDesk.At("2026-07-15T17:00:00Z"));
        (await set.Run(sam, number, "3", null)).Refused!.Code.ShouldBe("severity-unchanged");
        (await desk.Check()).ShouldBeEmpty();
    }
}
