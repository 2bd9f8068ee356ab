using Corbel.Desk.Data;
using Corbel.Web.Cli;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>
/// kill -9 of the real server at random points, while mail by HTTP, Maildir and IMAP, chats and calls come in at once. After each
/// kill: what was acknowledged is there, and nothing is there twice. In the end: each thing has its one place.
/// </summary>
public sealed class MixedKillTests
{
    private static bool Long => Environment.GetEnvironmentVariable("CORBEL_LONG") == "1";

    [Theory]
    [InlineData(TestDatabase.Sqlite, 8, 20261127, false)]
    [InlineData(TestDatabase.Postgres, 6, 20261128, false)]
    [InlineData(TestDatabase.Sqlite, 150, 20261129, true)]
    [InlineData(TestDatabase.Postgres, 150, 20261130, true)]
    public async Task Whatever_comes_in_by_whichever_way_is_there_once(
        TestDatabase kind,
        int kills,
        int seed,
        bool onlyLong
    )
    {
        Assert.SkipWhen(onlyLong && !Long, "CORBEL_LONG=1 runs it");
        Assert.SkipWhen(
            kind == TestDatabase.Postgres && string.IsNullOrEmpty(OnEveryDatabaseAttribute.Server),
            $"{OnEveryDatabaseAttribute.Variable} is not set: bin/test starts a PostgreSQL and sets it"
        );
        var address = MailServers.NewAddress("support");
        await using var drop = await Drop.Prepare(
            kind,
            options =>
            {
                // Without the servers the other ways are mixed all the same.
                if (MailServers.Run)
                    options.Mail.Mailboxes.Add(ByMailbox.Settings(address));
            }
        );
        var telephone = await ByTelephone.Of(drop);
        using var chat = await ByChat.Of(drop);
        WayIn[] ways = [new ByPost(drop), new ByDrop(drop), telephone, chat, .. Mailbox(address)];
        var ledger = new Ledger(drop, ways);
        var random = new Random(seed);
        // They become call-backs while the server is killed, one every third of a second or so.
        var before = Enumerable.Range(700, Math.Min(kills * 3, 299)).Select(telephone.Number).ToList();
        await telephone.ToldBefore(before, Duration.FromMilliseconds(700));
        ledger.Note(telephone, before);

        var (sending, number) = (new List<Task>(), 0);
        DeskProcess? last = null;
        for (var round = 0; round <= kills; round++)
        {
            using var watch = new MomentWatch(drop.Options);
            var desk = drop.Serve();
            last?.Successor.SetResult(desk);
            last = desk;
            if (round == kills)
                break;
            foreach (var way in ways)
            {
                var names = Enumerable.Range(number, random.Next(1, 5)).Select(way.Number).ToList();
                ledger.Note(way, names);
                sending.AddRange(names.Select(x => Task.Run(() => way.Send(x, desk))));
            }
            number += 4;
            await await Task.WhenAny(desk.Url, desk.Exited.ContinueWith(_ => desk.Said, TaskScheduler.Default));
            // A moment of the data folder, or any other: that the point is random is what is tried.
            await Task.WhenAny(watch.Next(random).Reached, Task.Delay(random.Next(20, 1500)));
            await desk.Kill();
            if (sending.Find(x => x.IsFaulted) is { } broken)
                await broken;
            await ledger.NothingAcknowledgedIsMissingAndNothingIsThereTwice();
            await ClaimsRunOut(drop);
        }
        await Task.WhenAll(sending).WaitAsync(TimeSpan.FromMinutes(5));
        await ledger.AllIsKept(TimeSpan.FromMinutes(5));
        await last!.Stop();
        last.ExitCode.ShouldBe(0, last.Said);

        TestContext.Current.SendDiagnosticMessage($"{kind}: {ledger.Sent} sent, {kills} kills");
        await ledger.NothingAcknowledgedIsMissingAndNothingIsThereTwice();
        await ledger.AllIsInItsPlaceOnce();
    }

    private static IEnumerable<WayIn> Mailbox(string address) => MailServers.Run ? [new ByMailbox(address)] : [];

    /// <summary>Half a minute in no time: the mailbox of a node that died is free for the next.</summary>
    private static async Task ClaimsRunOut(Drop drop)
    {
        await using var services = DeskHost.UseCases(drop.Options);
        await services
            .GetRequiredService<GroupWriter>()
            .Write(
                (db, token) =>
                    db.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(x => x.HeldBy, (Guid?)null), token)
            );
    }
}
