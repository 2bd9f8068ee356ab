using System.Globalization;
using Corbel.Desk;
using Corbel.Desk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Bench.Load;

/// <summary>Seeds, measures the writer against the machine's floor, then the served desk.</summary>
internal static class LoadRun
{
    private const int WarmUp = 10_000;

    public static async Task<int> Run(string[] args)
    {
        var given = args.Chunk(2).ToDictionary(x => x[0].TrimStart('-'), x => x[^1]);
        int Number(string name, int otherwise) =>
            given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var (tickets, seconds, clients) = (Number("tickets", 10_000), Number("seconds", 10), Number("clients", 16));
        var connection = given.GetValueOrDefault("database", "");
        var options = new DeskOptions { Data = Path.GetFullPath(given["data"]), Database = connection };
        (options.Mail.TrustSenders, options.Mail.AcknowledgementsAnHour) = (true, 0);
        Directory.CreateDirectory(options.Data);
        Console.WriteLine(
            $"{(connection.Length > 0 ? "PostgreSQL" : "SQLite")}, {Environment.ProcessorCount} cores, {tickets} tickets, {clients} clients"
        );

        await using (var services = new ServiceCollection().AddLogging().AddDesk(options).BuildServiceProvider())
        {
            await Migrator.Apply(services.GetRequiredService<Database>());
            var seeding = await Seeding.Begin(services);
            // What is compiled on the way is no cost of a ticket.
            await seeding.Through(WarmUp, 64);
            var through = await seeding.Through(tickets, 64);
            Figures.Print("create through the desk, with its raw file", through);
            Figures.Print("the writer alone: composed tickets", await seeding.Written(tickets / 2, 64));
            var floor = await Floor.Make(services, options.Data);
            Figures.Print("floor: the same rows, raw SQL, 64 a commit", await floor.Grouped(tickets / 2, 64));
            Figures.Print("floor: the same, its raw file before", await floor.Grouped(tickets / 2, 64, withFile: true));
            Figures.Print("floor: the same rows, raw SQL, 1 a commit", await floor.Grouped(tickets / 20, 1));
            await floor.Clear();
        }
        await Served.Measure(given["corbel"], options, TimeSpan.FromSeconds(seconds), clients);
        return 0;
    }
}
