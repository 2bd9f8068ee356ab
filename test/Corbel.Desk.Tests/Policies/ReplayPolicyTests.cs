using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Policies;

/// <summary>The history judged by another policy.</summary>
public sealed class ReplayPolicyTests
{
    private static readonly Instant Since = TestDesk.At("2026-01-01T00:00:00Z");

    private static Task<Core.Outcome<Replayed>> Replay(TestDesk desk, string text, string? customer = null) =>
        desk.Get<ReplayPolicy>().Run(new("other.yaml", text, Since, Customer: customer, EachTicket: true));

    /// <summary>The shipped policy with another first-response time of severity 1.</summary>
    private static string Within(string time) =>
        PolicyFile.Shipped.Replace(
            "severity: 1, within: 1 h,",
            $"severity: 1, within: {time},",
            StringComparison.Ordinal
        );

    /// <summary>Random issues of a week: severities, answers early, late or never, second thoughts, ends, returns.</summary>
    private static async Task Play(TestDesk desk, int seed, int issues)
    {
        var dice = new Random(seed);
        var (ada, sam, nora) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam, desk.Cast.Nora);
        for (var i = 0; i < issues; i++)
        {
            desk.Clock.AdvanceMinutes(dice.Next(5, 200));
            var by = dice.Next(2) == 0 ? sam : nora;
            var number = (await desk.Form(by, $"Issue {i}", "It fails.", $"{dice.Next(1, 4)}")).Value!.Ticket!.Value;
            desk.Clock.AdvanceMinutes(dice.Next(1, 90));
            if (dice.Next(3) == 0)
                await desk.Get<SetSeverity>().Run(ada, number, $"{dice.Next(1, 4)}", "We see it so.");
            desk.Clock.AdvanceMinutes(dice.Next(1, 60));
            if (dice.Next(4) > 0)
                (await desk.Get<Reply>().Run(ada, number, "Done.", resolve: dice.Next(2) == 0)).IsDone.ShouldBeTrue();
            desk.Clock.AdvanceMinutes(dice.Next(1, 300));
            if (dice.Next(3) == 0)
                await desk.Get<Reopen>().Run(by.ToActor(), number, "It is back.");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task By_the_same_policy_nothing_differs_and_nothing_changes(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Play(desk, seed: 7, issues: 25);
        var before = await Rows(desk);

        var replayed = (await Replay(desk, PolicyFile.Shipped)).Value!;

        (replayed.Tickets, replayed.Differences.Length, replayed.Each.Length).ShouldBe((25, 0, 0));
        replayed.Shares.ShouldAllBe(x => x.KeptBefore == x.KeptAfter && x.LateBefore == x.LateAfter);
        replayed.Shares.Length.ShouldBeGreaterThan(2);
        (await Rows(desk)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task By_another_target_it_differs_where_a_plain_recomputation_says(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Play(desk, seed: 11, issues: 40);
        foreach (var text in new[] { Within("16 min"), Within("9 h") })
        {
            var naive = await Recomputed(desk, text);
            var replayed = (await Replay(desk, text)).Value!;
            replayed.Each.Select(x => (x.Ticket, x.Change)).ShouldBe(naive, ignoreOrder: true);
            replayed.Differences.Sum(x => x.Clocks).ShouldBe(naive.Count);
            naive.Count.ShouldBeGreaterThan(0);
            foreach (var share in replayed.Shares.Where(x => x.Severity != "1"))
                (share.KeptAfter, share.LateAfter).ShouldBe((share.KeptBefore, share.LateBefore));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Only_what_is_asked_for_is_judged(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Play(desk, seed: 3, issues: 8);
        await using var db = desk.Read();
        var sams = await db.Tickets.CountAsync(x => x.OrganisationId == desk.Cast.Southbank.Id);
        var fourth = await db.Tickets.OrderBy(x => x.ReceivedAt).Skip(3).FirstAsync();

        (await Replay(desk, PolicyFile.Shipped, "Southbank")).Value!.Tickets.ShouldBe(sams);
        var replay = desk.Get<ReplayPolicy>();
        var from = await replay.Run(new("other.yaml", PolicyFile.Shipped, fourth.ReceivedAt));
        var until = await replay.Run(new("other.yaml", PolicyFile.Shipped, Since, fourth.ReceivedAt));
        (from.Value!.Tickets, until.Value!.Tickets).ShouldBe((5, 3));
    }

    [Theory, OnEveryDatabase]
    public async Task A_policy_with_errors_and_a_customer_that_is_not_there_are_refused(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var wrong = PolicyFile.Shipped.Replace("severity: 2, within: 4 h,", "severity: 9, within: -4 h,");
        var refused = (await Replay(desk, wrong)).Refused!;
        refused.Code.ShouldBe("policy-has-errors");
        refused.Why.En.Split('\n').Length.ShouldBeGreaterThan(1);
        (await Replay(desk, PolicyFile.Shipped, "Nobody")).Refused!.Code.ShouldBe("no-such-customer");
    }

    [Theory, OnEveryDatabase]
    public async Task Without_tickets_there_is_nothing_to_judge(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var replayed = (await Replay(desk, PolicyFile.Shipped)).Value!;
        (replayed.Tickets, replayed.Shares.Length).ShouldBe((0, 0));
    }

    /// <summary>Ticket after ticket: the journal by the serialiser, judged by the other text compiled here.</summary>
    private static async Task<List<(long, VerdictChange)>> Recomputed(TestDesk desk, string text)
    {
        var lists = HolidayFile.Lists(HolidayFile.Shipped);
        var other = CompiledPolicy.Compile(PolicyFile.Read(text, "other", lists).Document!, lists);
        var now = desk.Clock.GetCurrentInstant();
        var changes = new List<(long, VerdictChange)>();
        await using var db = desk.Read();
        foreach (var ticket in await db.Tickets.ToListAsync())
        {
            var rows = await db.Journal.Where(x => x.TicketId == ticket.Id).OrderBy(x => x.Number).ToListAsync();
            var journal = rows.ConvertAll(x => Journal.Read(x.Bytes).Entry);
            var terms = await desk.Get<PolicyShelf>().TermsOf(db, journal, default);
            var standing = Clocks.Of(terms, journal, now).ToDictionary(x => (x.Kind, x.Number));
            var judged = Clocks.Of(other, journal, now).ToDictionary(x => (x.Kind, x.Number));
            foreach (var key in standing.Keys.Union(judged.Keys))
            {
                var (a, b) = (standing.GetValueOrDefault(key), judged.GetValueOrDefault(key));
                var one = a ?? b!;
                if (a?.Verdict != b?.Verdict)
                    changes.Add(
                        (
                            ticket.Number,
                            new(one.Kind, one.Severity, one.Received, a?.Verdict, b?.Verdict, a?.Due, b?.Due)
                        )
                    );
            }
        }
        return changes;
    }

    private static async Task<List<string>> Rows(TestDesk desk)
    {
        await using var db = desk.Read();
        var clocks = await db.Clocks.OrderBy(x => x.TicketId).ThenBy(x => x.Kind).ThenBy(x => x.Number).ToListAsync();
        return
        [
            .. clocks.Select(x => $"{x.TicketId} {x.Kind} {x.Number} {x.Verdict} {x.DueAt}"),
            $"{await db.Journal.CountAsync()} entries, {await db.Jobs.CountAsync()} jobs, {await db.Outbox.CountAsync()} mails",
        ];
    }
}
