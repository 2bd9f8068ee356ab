using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;
using NodaTime.Testing;

namespace Corbel.Web.Tests.Durability;

/// <summary>
/// kill -9 of the real server, again and again, while mail comes in by both ways. kill -9 leaves the page cache: that the
/// disk is asked in time is what <see cref="FlushOrderTests"/> shows.
/// </summary>
public sealed class KillTests
{
    private static bool Long => Environment.GetEnvironmentVariable("CORBEL_LONG") == "1";

    [Theory]
    [InlineData(TestDatabase.Sqlite, 15, 150, false)]
    [InlineData(TestDatabase.Postgres, 50, 500, true)]
    [InlineData(TestDatabase.Sqlite, 300, 3000, true)]
    public async Task Every_mail_becomes_one_ticket_however_often_the_server_is_killed(
        TestDatabase kind,
        int kills,
        int mails,
        bool onlyLong
    )
    {
        Assert.SkipWhen(onlyLong && !Long, "CORBEL_LONG=1 runs it");
        Assert.SkipWhen(
            kind == TestDatabase.Postgres && string.IsNullOrEmpty(OnEveryDatabaseAttribute.Server),
            $"{OnEveryDatabaseAttribute.Variable} is not set: bin/test starts a PostgreSQL and sets it"
        );
        await using var drop = await Drop.Prepare(kind);
        var random = new Random(20260715);
        var (each, posts) = (mails / kills, new List<Task>());
        var moments = new Dictionary<Moment, int>();
        DeskProcess? before = null;
        for (var round = 0; round <= kills; round++)
        {
            using var watch = new MomentWatch(drop.Options);
            var names = Enumerable.Range(round * each, round < kills ? each : 0).Select(x => $"m{x}").ToList();
            var early = random.Next(names.Count + 1);
            names.Take(early).SkipLast(1).ToList().ForEach(drop.Deliver);
            var desk = drop.Serve();
            before?.Successor.SetResult(desk);
            before = desk;
            // One of each round comes by HTTP, the others by the Maildir: some wait already, some come while it serves.
            posts.AddRange(names.Take(early).TakeLast(1).Select(x => drop.PostUntilTaken(x, desk)));
            if (round == kills)
                break;
            var moment = watch.Next(random);
            var served = desk.Url.ContinueWith(
                _ => names.Skip(early).ToList().ForEach(drop.Deliver),
                TaskScheduler.Default
            );
            var all = served.ContinueWith(_ => watch.NothingIsLeft(drop.Inbox), TaskScheduler.Default).Unwrap();
            await Task.WhenAny(moment.Reached, all, desk.Exited);
            moments[moment.Kind] = moments.GetValueOrDefault(moment.Kind) + (moment.Reached.IsCompleted ? 1 : 0);
            desk.Url.IsFaulted.ShouldBeFalse(desk.Said);
            await desk.Kill();
            await served;
            if (posts.Find(x => x.IsFaulted) is { } refused)
                await refused;
        }
        await Task.WhenAll(posts).WaitAsync(TimeSpan.FromMinutes(5));
        using (var watch = new MomentWatch(drop.Options))
            await watch.NothingIsLeft(drop.Inbox).WaitAsync(TimeSpan.FromMinutes(5));
        await before!.Stop();
        before.ExitCode.ShouldBe(0, before.Said);
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", moments.Select(x => $"{x.Key}: {x.Value}")));

        await ShouldHoldAll(drop.Options, mails);
        var (exit, said) = await DeskProcess.Run(drop.Options, "check", "--data", drop.Options.Data);
        exit.ShouldBe(0, said);
    }

    private static async Task ShouldHoldAll(DeskOptions options, int mails)
    {
        var subjects = Enumerable.Range(0, mails).Select(x => $"Issue m{x}").ToHashSet();
        // A minute on, the claims of those who were killed have run out.
        var clock = new FakeClock(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(1));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddDesk(options)
            .AddSingleton<IClock>(clock)
            .BuildServiceProvider();
        while (await services.GetRequiredService<MailSender>().SendDue(CancellationToken.None) > 0) { }
        await using var db = services.GetRequiredService<Database>().Read();

        var tickets = await db.Tickets.ToListAsync();
        tickets.Count.ShouldBe(mails);
        tickets.Select(x => x.Subject).ToHashSet().SetEquals(subjects).ShouldBeTrue();
        var custody = await db.Custodies.ToListAsync();
        custody.ShouldAllBe(x => x.State == CustodyState.Taken);
        custody.Select(x => x.Subject!).Order().ShouldBe(subjects.Order());
        custody.Select(x => x.TicketId!.Value).ToHashSet().SetEquals(tickets.Select(x => x.Id)).ShouldBeTrue();
        var outbox = await db.Outbox.ToListAsync();
        outbox.ShouldAllBe(x => x.Kind == MailKind.Acknowledgement && x.State == MailState.Sent);
        outbox.Select(x => x.TicketId!.Value).Order().ShouldBe(tickets.Select(x => x.Id).Order());
        outbox.Select(x => x.MessageId).Distinct().Count().ShouldBe(mails);
        var sent = Directory
            .GetFiles(Path.Combine(options.Data, "mail", "outgoing", "new"))
            .Select(x => MimeMessage.Load(x).MessageId!);
        sent.Order().ShouldBe(outbox.Select(x => x.MessageId).Order());
    }
}
