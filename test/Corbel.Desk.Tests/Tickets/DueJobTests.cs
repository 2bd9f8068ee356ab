using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>No job ticks a clock; one looks again just after the due instant.</summary>
public sealed class DueJobTests
{
    private static Task<int> RunDue(TestDesk desk) => desk.Get<JobRunner>().RunDue(CancellationToken.None);

    [Theory, OnEveryDatabase]
    public async Task The_verdict_turns_just_after_the_due_instant_and_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;

        desk.Clock.Reset(TestDesk.At("2026-07-15T10:00:00Z"));
        // Warnings, where the policy has some.
        await RunDue(desk);
        (await RunDue(desk)).ShouldBe(0);
        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Running);
        (await desk.Check()).ShouldBeEmpty();
        desk.Clock.Reset(TestDesk.At("2026-07-15T10:00:00.001Z"));
        // About to turn: the rows still say what held at the due instant, and the check knows.
        (await desk.Check()).ShouldBeEmpty();
        (await RunDue(desk)).ShouldBe(1);

        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Late);
        (await RunDue(desk)).ShouldBe(0);
        await using var db = desk.Read();
        // What is left waits for the status report that is due next.
        (await db.Jobs.SingleAsync()).DueAt.ShouldBeGreaterThan(TestDesk.At("2026-07-15T18:00:00Z"));
        (await db.Clocks.SingleAsync(x => x.Kind == TargetKind.FirstResponse)).Verdict.ShouldBe(Verdict.Late);
        (await desk.View(number)).Entries.Count(x => x.Entry.What is not Warning).ShouldBe(2);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_contact_takes_the_job_away_and_two_runners_do_it_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var answered = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1");
        await desk.Form(desk.Cast.Sam, "Slow", "All of it.", "2");
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), answered, "On it.")).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromHours(2));

        await Task.WhenAll(RunDue(desk), RunDue(desk), RunDue(desk));

        await using var db = desk.Read();
        (await db.Clocks.Where(x => x.Kind == TargetKind.FirstResponse).Select(x => x.Verdict).ToListAsync())
            .Order()
            .ShouldBe([Verdict.Running, Verdict.Kept, Verdict.Late]);
        (await db.Jobs.CountAsync(x => x.DueAt <= TestDesk.At("2026-07-15T11:00:00Z"))).ShouldBe(0);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_job_that_fails_waits_longer_each_time_and_harms_no_other(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    db.Jobs.Add(
                        new Job
                        {
                            Id = Guid.NewGuid(),
                            Kind = "no-such-kind",
                            Key = "x",
                            DueAt = TestDesk.At("2026-07-15T09:00:00Z"),
                        }
                    );
                    return Task.CompletedTask;
                }
            );
        desk.Clock.Reset(TestDesk.At("2026-07-15T10:30:00Z"));

        (await RunDue(desk)).ShouldBe(2);

        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Late);
        var waits = new List<Duration>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await using var db = desk.Read();
            var job = await db.Jobs.SingleAsync(x => x.Key == "x");
            job.Attempts.ShouldBe(attempt);
            job.LastError!.ShouldContain("no-such-kind");
            waits.Add(job.DueAt - desk.Clock.GetCurrentInstant());
            desk.Clock.Reset(job.DueAt);
            (await RunDue(desk)).ShouldBe(1);
        }
        waits.ShouldBe([Duration.FromSeconds(20), Duration.FromSeconds(40), Duration.FromSeconds(80)]);
    }
}
