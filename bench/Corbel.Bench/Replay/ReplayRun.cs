using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Bench.Replay;

/// <summary>
/// Replays a history by another policy, against the floor: the same rows read by the same two workers, and nothing done
/// with them. The folder is filled the first time and used again.
/// </summary>
internal static class ReplayRun
{
    public static async Task<int> Run(string[] args)
    {
        var given = args.Chunk(2).ToDictionary(x => x[0].TrimStart('-'), x => x[^1]);
        var tickets = int.Parse(given.GetValueOrDefault("tickets", "1000000"), CultureInfo.InvariantCulture);
        var rounds = int.Parse(given.GetValueOrDefault("rounds", "3"), CultureInfo.InvariantCulture);
        var options = new DeskOptions { Data = Path.GetFullPath(given["data"]) };
        Directory.CreateDirectory(options.Data);
        await using var services = new ServiceCollection().AddLogging().AddDesk(options).BuildServiceProvider();
        var database = services.GetRequiredService<Database>();
        await Migrator.Apply(database);
        await using (var db = database.Read())
            if (!await db.Tickets.AnyAsync())
                await Seed(services, database, tickets);
        var size = new FileInfo(Path.Combine(options.Data, "corbel.db")).Length / 1e9;
        Console.WriteLine($"{Environment.ProcessorCount} cores, {tickets:#,0} tickets, {size:0.0} GB");

        var other = PolicyFile.Shipped.Replace("within: 1 h,", "within: 30 min,", StringComparison.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            await Measure("floor: the rows read", () => Floor(database, parsed: false));
            await Measure("the rows read, parsed", () => Floor(database, parsed: true));
            await Measure(
                "replay",
                async () =>
                {
                    var asked = new ReplayQuestion("other", other, Instant.FromUtc(2020, 1, 1, 0, 0));
                    var replayed = (await services.GetRequiredService<ReplayPolicy>().Run(asked)).Value!;
                    return $"{replayed.Tickets:#,0} tickets, {replayed.Differences.Sum(x => x.Clocks):#,0} differ";
                }
            );
        }
        return 0;
    }

    private static async Task Seed(IServiceProvider services, Database database, int tickets)
    {
        await services.GetRequiredService<PostPolicy>().Run("isms-online.yaml", PolicyFile.Shipped);
        var register = services.GetRequiredService<Register>();
        var provider = (await register.Organisation("Provider", OrganisationKind.Provider, [])).Value!;
        var home = (await register.Organisation("Customer", OrganisationKind.Customer, [])).Value!;
        var agent = (await register.Person(provider.Id, "Agent", "agent@bench.example", Role.Agent)).Value!;
        var customer = (await register.Person(home.Id, "Customer", "c@bench.example", Role.Administrator)).Value!;
        await using var db = database.Read();
        var version = await db.PolicyVersions.Select(x => x.Sha256).SingleAsync();
        var stories = new ReplayStories(version, home.Id, customer.Id, agent.Id);
        var year = Duration.FromDays(365);
        var from = services.GetRequiredService<IClock>().GetCurrentInstant() - year;
        var watch = Stopwatch.StartNew();
        await new ReplaySeeding(database, stories, home.Id, customer.Id).Fill(tickets, from, year / tickets);
        Console.WriteLine($"seeded in {watch.Elapsed.TotalSeconds:0} s");
    }

    private static async Task<string> Floor(Database database, bool parsed)
    {
        var pages = new JournalPages(
            database,
            new(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2099, 1, 1, 0, 0), null)
        );
        var queue = new ConcurrentQueue<JournalPage>(await pages.All(default));
        var read = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        var (rows, bytes) = (0L, 0L);
                        var entries = new ClockEntries();
                        using var connection = pages.Connect();
                        while (queue.TryDequeue(out var page))
                            foreach (var entry in pages.Entries(connection, page))
                            {
                                (rows, bytes) = (rows + 1, bytes + entry.Bytes.Length);
                                if (parsed)
                                    entries.Read(entry.Bytes);
                            }
                        return (rows, bytes);
                    })
                )
        );
        return $"{read.Sum(x => x.rows):#,0} rows, {read.Sum(x => x.bytes) / 1e9:0.00} GB";
    }

    private static async Task Measure(string what, Func<Task<string>> work)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var said = await work();
        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(
            $"{what, -22} {watch.Elapsed.TotalSeconds, 6:0.0} s, {used, 6:0.0} s of processor time: {said}"
        );
    }
}
