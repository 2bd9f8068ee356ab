using System.Globalization;
using Corbel.Bench.Load;
using Corbel.Core.Access;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Bench.Marked;

/// <summary>
/// What a mark costs who reads: the page of a ticket and the queue, of a desk whose tickets are all marked and sealed, beside a
/// desk whose same tickets are not. And what it costs SQLite to overwrite what it deletes.
/// </summary>
internal static class MarkedRun
{
    private const int Tickets = 50;

    public static async Task<int> Run(string[] args)
    {
        var given = args.Chunk(2).ToDictionary(x => x[0].TrimStart('-'), x => x[^1]);
        var rounds = int.Parse(given.GetValueOrDefault("rounds", "5"), CultureInfo.InvariantCulture);
        var (marked, plain) = (
            await Filled(Path.Combine(given["data"], "marked"), "[OFFICIAL-SENSITIVE] "),
            await Filled(Path.Combine(given["data"], "plain"), "")
        );
        Console.WriteLine($"SQLite, {Environment.ProcessorCount} cores, {Tickets} tickets, 1 client, {rounds} rounds");
        await Served.With(
            given["corbel"],
            marked,
            one => Served.With(given["corbel"], plain, other => Compare(one, other, rounds))
        );
        for (var round = 0; round < rounds; round++)
            Overwrite(given["data"], Path.Combine(plain.Data, "corbel.db"));
        return 0;
    }

    private static async Task Compare(HttpClient marked, HttpClient plain, int rounds)
    {
        // What is compiled on the way, and the first look at each page, is no cost of a mark.
        foreach (var address in (string[])["/console/tickets/1001", "/console"])
        foreach (var client in (HttpClient[])[marked, plain])
            await Of(client, _ => address, 100);
        for (var round = 0; round < rounds; round++)
        {
            await Pair("a ticket's page", marked, plain, x => $"/console/tickets/{1001 + x % Tickets}");
            await Pair("the queue", marked, plain, _ => "/console");
        }
    }

    private static async Task Pair(string what, HttpClient marked, HttpClient plain, Func<int, string> address)
    {
        var (with, without) = (await Of(marked, address, 200), await Of(plain, address, 200));
        Console.WriteLine(
            $"{what, -16} marked p50 {with.At(0.5), 6:F1} ms  p95 {with.At(0.95), 6:F1} ms   plain p50 {without.At(0.5), 6:F1} ms  p95 {without.At(0.95), 6:F1} ms   ratio of p50 {with.At(0.5) / without.At(0.5):F2}"
        );
    }

    private static Task<Figures> Of(HttpClient client, Func<int, string> address, int times) =>
        Figures.Of(1, times, TimeSpan.FromMinutes(2), x => Served.Get(client, address(x)));

    /// <summary>A desk with its tickets, an agent who may see them, and nothing left to seal.</summary>
    private static async Task<DeskOptions> Filled(string data, string before)
    {
        var options = new DeskOptions { Data = Path.GetFullPath(data) };
        (options.Mail.TrustSenders, options.Mail.AcknowledgementsAnHour) = (true, 0);
        Directory.CreateDirectory(options.Data);
        await using var services = new ServiceCollection().AddLogging().AddDesk(options).BuildServiceProvider();
        var database = services.GetRequiredService<Database>();
        await Migrator.Apply(database);
        var seeding = await Seeding.Begin(services);
        await Clear(services, database);
        await seeding.Through(Tickets, 1, before);
        while (await services.GetRequiredService<JobRunner>().RunDue(default) > 0) { }
        return options;
    }

    private static async Task Clear(IServiceProvider services, Database database)
    {
        await using var db = database.Read();
        var (agent, owner) = (
            await db.People.SingleAsync(x => x.Role == Role.Agent),
            await db.People.SingleAsync(x => x.Role == Role.Owner)
        );
        var manager = await services
            .GetRequiredService<Register>()
            .Person(owner.OrganisationId, "Manager", "manager@bench.example", Role.Manager);
        var grants = services.GetRequiredService<GrantClearance>();
        var today = services.GetRequiredService<IClock>().GetCurrentInstant().InUtc().Date;
        var draft = new ClearanceDraft(agent.Id, "sc", "Cabinet Office", today, today.PlusYears(1));
        var proposed = await grants.Propose(manager.Value!.ToActor(), draft);
        if (!(await grants.Grant(owner.ToActor(), proposed.Value)).IsDone)
            throw new InvalidOperationException("not cleared");
    }

    /// <summary>The same rows written, changed and deleted in one file, with secure_delete and without.</summary>
    private static void Overwrite(string folder, string database)
    {
        var took = new List<double>();
        foreach (var secure in (string[])["ON", "OFF"])
        {
            var copy = Path.Combine(folder, $"secure-{secure}.db");
            SqliteConnection.ClearAllPools();
            File.Copy(database, copy, overwrite: true);
            using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
            connection.Open();
            Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete={secure}");
            Execute(connection, "CREATE TABLE words (id INTEGER PRIMARY KEY, bytes BLOB)");
            var from = System.Diagnostics.Stopwatch.GetTimestamp();
            for (var block = 0; block < 200; block++)
                Execute(
                    connection,
                    $"""
                    BEGIN IMMEDIATE;
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 64)
                    INSERT INTO words SELECT {block} * 64 + i, randomblob(600) FROM n;
                    UPDATE words SET bytes = randomblob(500) WHERE id > {block} * 64 - 32;
                    DELETE FROM words WHERE id <= {block} * 64 - 128;
                    COMMIT;
                    """
                );
            took.Add(System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        Console.WriteLine(
            $"secure_delete    on {took[0], 6:F0} ms   off {took[1], 6:F0} ms   ratio {took[0] / took[1]:F2}   (200 commits of 64 rows written, 96 changed, 64 deleted)"
        );
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
