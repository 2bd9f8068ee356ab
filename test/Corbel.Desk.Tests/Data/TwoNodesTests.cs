using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Data;

/// <summary>Two nodes, each with a writer of its own, on one database.</summary>
public sealed class TwoNodesTests
{
    private static string Mail(int n) =>
        $"""
            From: sam@southbank.example
            To: support@isms.online
            Subject: Severity 1: issue {n}
            Message-ID: <{n}@southbank.example>

            Help.
            """;

    private static async Task ShouldAddUp(TestDesk desk)
    {
        await using var db = desk.Read();
        var findings = new List<Finding>();
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            findings.Add(finding);
        findings.ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Entries_of_both_stand_in_one_chain(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var tickets = new List<long>();
        for (var n = 0; n < 3; n++)
            tickets.Add((await desk.Mail(Mail(n))).Ticket!.Value);
        var ada = desk.Cast.Ada.ToActor();

        var notes = await Task.WhenAll(
            from node in (TestDesk[])[desk, other]
            from n in Enumerable.Range(0, 50)
            from ticket in tickets
            select node.Get<AddNote>().Run(ada, ticket, $"note {n}")
        );

        notes.ShouldAllBe(x => x.IsDone);
        await using var db = desk.Read();
        foreach (var ticket in tickets)
        {
            var view = (await desk.Get<ReadTicket>().Run(db, ada, ticket))!;
            view.Entries.Select(x => x.Entry.Number).ShouldBe(Enumerable.Range(1, 102));
            view.Entries.Where(x => x.Entry.What is StaffNote)
                .Select(x => x.Words!.Text)
                .Order()
                .ShouldBe(Enumerable.Range(0, 50).SelectMany(n => (string[])[$"note {n}", $"note {n}"]).Order());
        }
        await ShouldAddUp(desk);
    }

    [Theory, OnEveryDatabase]
    public async Task Mail_that_comes_to_both_at_once_is_one_ticket_each(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();

        // Each message comes four times: twice under one custody key, and by another way to each node.
        var received = await Task.WhenAll(
            from n in Enumerable.Range(0, 40)
            from way in (string[])["same", "same", "here", "there"]
            let node = way == "there" ? other : desk
            select node.Mail(Mail(n), $"{way}:{n}")
        );

        await using var db = desk.Read();
        var tickets = await db.Tickets.ToListAsync();
        tickets.Count.ShouldBe(40);
        tickets.Select(x => x.Number).Distinct().Count().ShouldBe(40);
        received.Select(x => x.Ticket).Distinct().Count().ShouldBe(40);
        var custody = await db.Custodies.ToListAsync();
        custody.Count.ShouldBe(120);
        custody.Count(x => x.State == CustodyState.Taken).ShouldBe(40);
        custody.Count(x => x.State == CustodyState.Duplicate && x.SameAs != null).ShouldBe(80);
        (await db.Outbox.CountAsync()).ShouldBe(40);
        await ShouldAddUp(desk);
    }

    [Theory, OnEveryDatabase]
    public async Task Each_job_is_done_by_one_node(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var tickets = new List<long>();
        for (var n = 0; n < 30; n++)
            tickets.Add((await desk.Mail(Mail(n))).Ticket!.Value);
        // On PostgreSQL every node hears of all; on SQLite each of its own.
        TestDesk[] nodes = database == TestDatabase.Postgres ? [desk] : [desk, other];
        var heard = await Task.WhenAll(nodes.Select(x => Ear.Begin(x, database)));
        desk.Clock.Advance(Duration.FromDays(1));

        await Task.WhenAll(
            from node in (TestDesk[])[desk, other, desk, other]
            select node.Get<JobRunner>().RunDue(CancellationToken.None)
        );

        await using var db = desk.Read();
        var now = desk.Clock.GetCurrentInstant();
        (await db.Jobs.CountAsync(x => x.DueAt <= now)).ShouldBe(0);
        (await db.Tickets.ToListAsync()).ShouldAllBe(x => x.Verdict == Verdict.Late);
        var changes = await Task.WhenAll(heard.Select(x => x.Told()));
        changes.SelectMany(x => x).Select(x => x.Ticket!.Value).Order().ShouldBe(tickets.Order());
        await ShouldAddUp(desk);
    }

    /// <summary>What a node's live feed tells between two marks.</summary>
    private sealed class Ear(TestDesk node)
    {
        private static readonly Change End = new(-1, default);
        private readonly Listener listener = node.Get<LiveFeed>().Listen();

        public static async Task<Ear> Begin(TestDesk node, TestDatabase database)
        {
            var ear = new Ear(node);
            if (database == TestDatabase.Postgres)
                await node.Get<LiveFeed>().StartAsync(CancellationToken.None);
            // The database may begin to listen a moment later: the mark is set until it is heard.
            var first = ear.listener.Changes.ReadAsync().AsTask();
            while (!first.IsCompleted)
            {
                await ear.Mark(Change.HeldMail);
                await Task.WhenAny(first, Task.Delay(20));
            }
            return ear;
        }

        public async Task<IReadOnlyList<Change>> Told()
        {
            var told = new List<Change>();
            await Mark(End);
            while (await listener.Changes.ReadAsync() is var change && change != End)
                if (change != Change.HeldMail)
                    told.Add(change);
            await node.Get<LiveFeed>().StopAsync(CancellationToken.None);
            listener.Dispose();
            return told;
        }

        private async Task Mark(Change mark)
        {
            var live = node.Get<LiveFeed>();
            await node.Get<GroupWriter>().Write((db, token) => live.Announce(db, mark, token));
            live.Committed(mark);
        }
    }
}
