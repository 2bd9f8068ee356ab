using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.Telephone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;
using NodaTime.Testing;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>Holds what was sent and acknowledged against what the desk has.</summary>
internal sealed class Ledger(Drop drop, IReadOnlyList<WayIn> ways)
{
    private readonly List<(WayIn Way, string Name)> sent = [];

    public int Sent => sent.Count;

    public void Note(WayIn way, IEnumerable<string> names) => sent.AddRange(names.Select(x => (way, x)));

    /// <summary>At any moment, and above all right after a kill.</summary>
    public async Task NothingAcknowledgedIsMissingAndNothingIsThereTwice()
    {
        await using var database = Open();
        await using var db = database.Read();
        foreach (var way in ways)
        {
            // Asked first: what is acknowledged later may come later.
            var acknowledged = await way.Acknowledged();
            var kept = await way.Kept(db);
            acknowledged.Except(kept).ShouldBeEmpty($"{way.Name}: acknowledged, and not there");
            ShouldBeOnce(kept, way);
            ShouldBeOnce(await way.Placed(db), way);
        }
    }

    /// <summary>While a desk serves: until it has all that was sent.</summary>
    public async Task AllIsKept(TimeSpan? patience = null)
    {
        await using var database = Open();
        await Eventually.Is(
            async () =>
            {
                await using var db = database.Read();
                foreach (var way in ways)
                    if (Names(way).Except(await way.Kept(db)).Any())
                        return false;
                return true;
            },
            "the desk has all that was sent",
            patience
        );
    }

    /// <summary>Once no process serves any more: each thing in its one place, each answered once, nothing left over.</summary>
    public async Task AllIsInItsPlaceOnce()
    {
        await using var services = await Later();
        await using var db = services.GetRequiredService<Database>().Read();
        foreach (var way in ways)
        {
            (await way.Kept(db)).Order().ShouldBe(Names(way).Order(), $"{way.Name}: kept");
            (await way.Placed(db)).Order().ShouldBe(Names(way).Order(), $"{way.Name}: placed");
        }
        var places = await db
            .Custodies.Where(x => x.State == CustodyState.Taken)
            .Select(x => new { x.TicketId, x.EntryNumber })
            .ToListAsync();
        places.Distinct().Count().ShouldBe(places.Count, "each receipt has an entry of its own");
        var tickets = await db.Tickets.Select(x => x.Id).ToListAsync();
        places.Select(x => x.TicketId!.Value).Distinct().Order().ShouldBe(tickets.Order(), "a ticket nobody wrote to");

        var outbox = await db.Outbox.ToListAsync();
        outbox.ShouldAllBe(x => x.State == MailState.Sent);
        var answers = outbox.Where(x => x.Kind == MailKind.Acknowledgement).Select(x => x.TicketId).ToList();
        answers.Distinct().Count().ShouldBe(answers.Count, "acknowledged twice");
        var outgoing = Path.Combine(drop.Options.Data, drop.Options.Mail.Outgoing);
        Directory
            .GetFiles(Path.Combine(outgoing, "new"))
            .Select(x => MimeMessage.Load(x).MessageId!)
            .Order()
            .ShouldBe(outbox.Select(x => x.MessageId).Order());

        foreach (var left in (string[])[Path.Combine(drop.Inbox, "new"), Path.Combine(outgoing, "tmp"), Drafts])
            Left(left).ShouldBeEmpty(left);
        (await db.Jobs.CountAsync(x => x.Kind == MissedCalls.Kind)).ShouldBe(0, "calls that nobody decided about");
        var (exit, said) = await DeskProcess.Run(drop.Options, "check", "--data", drop.Options.Data);
        exit.ShouldBe(0, said);
    }

    private string Drafts => Path.Combine(drop.Options.Data, "files", "tmp");

    private static IEnumerable<string> Left(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    /// <summary>
    /// The desk ten minutes on, when the claims of those who were killed have run out: what is due has been done and sent.
    /// </summary>
    private async Task<ServiceProvider> Later()
    {
        var clock = new FakeClock(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(10));
        var services = new ServiceCollection()
            .AddLogging()
            .AddDesk(drop.Options)
            .AddSingleton<IClock>(clock)
            .BuildServiceProvider();
        // What was under way at several kills waits longer each time.
        await services
            .GetRequiredService<GroupWriter>()
            .Write(
                (db, token) =>
                    db
                        .Outbox.Where(x => x.State == MailState.Waiting)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(x => x.NextAttemptAt, clock.GetCurrentInstant()),
                            token
                        )
            );
        while (await services.GetRequiredService<JobRunner>().RunDue(CancellationToken.None) > 0) { }
        while (await services.GetRequiredService<MailSender>().SendDue(CancellationToken.None) > 0) { }
        return services;
    }

    private IEnumerable<string> Names(WayIn way) => sent.Where(x => x.Way == way).Select(x => x.Name);

    private static void ShouldBeOnce(IReadOnlyList<string> names, WayIn way) =>
        names.GroupBy(x => x).Where(x => x.Count() > 1).Select(x => x.Key).ShouldBeEmpty($"{way.Name}: there twice");

    private Database Open() =>
        drop.Options.Database is { } server
            ? Database.Postgres(server)
            : Database.Sqlite(Path.Combine(drop.Options.Data, "corbel.db"));
}
