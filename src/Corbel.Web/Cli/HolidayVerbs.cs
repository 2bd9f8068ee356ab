using System.CommandLine;
using System.Text.Json;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel holidays</c>: the lists of public holidays.</summary>
internal static class HolidayVerbs
{
    public static Command Holidays() =>
        new("holidays", "The lists of public holidays.") { List(), Fetch(), Add(), Check() };

    /// <summary>The lists of a desk; null where there is no desk yet, or none of its lists.</summary>
    public static async Task<IReadOnlyDictionary<string, HolidayList>?> Known(
        DeskOptions options,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrEmpty(options.Database) && !File.Exists(Path.Combine(options.Data, "corbel.db")))
            return null;
        await using var services = DeskHost.UseCases(options);
        if ((await Migrator.Pending(services.GetRequiredService<Database>(), cancel)).Count > 0)
            return null;
        await using var db = services.GetRequiredService<Database>().Read();
        var newest = await db.HolidaySets.OrderByDescending(x => x.Number).FirstOrDefaultAsync(cancel);
        return newest is null ? null : HolidayLists.Of(newest);
    }

    private static Command List()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var verb = new Command("list", "List what is known, and the versions.") { data, config, json };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = await Open(options);
                await using var db = services.GetRequiredService<Database>().Read();
                var sets = await db.HolidaySets.OrderByDescending(x => x.Number).ToListAsync(cancel);
                if (sets is [])
                    throw new RefusedException("No lists are stored yet: the first come with the first policy.");
                var lists = (
                    from list in HolidayLists.Of(sets[0])
                    from division in list.Value.Divisions
                    let days = division.Value.Keys
                    select new
                    {
                        Name = list.Key,
                        Division = division.Key,
                        From = $"{days.First():uuuu-MM-dd}",
                        To = $"{days.Last():uuuu-MM-dd}",
                        Days = days.Count(),
                        Sha256 = list.Value.Version,
                    }
                ).ToList();
                var versions = sets.Select(x => new
                    {
                        x.Number,
                        Taken = InstantPattern.General.Format(x.TakenAt),
                        x.Sha256,
                        x.Source,
                    })
                    .ToList();
                if (parsed.GetValue(json))
                {
                    Terminal.WriteLine(JsonSerializer.Serialize(new { lists, versions }, JsonSerializerOptions.Web));
                    return 0;
                }
                foreach (var x in lists)
                    Terminal.WriteLine($"{x.Name}\t{x.Division}\t{x.From} to {x.To}\t{x.Days} days\t{x.Sha256[..12]}");
                foreach (var x in versions)
                    Terminal.WriteLine($"version {x.Number}\t{x.Taken}\t{x.Sha256[..12]}\t{x.Source}");
                return 0;
            }
        );
        return verb;
    }

    private static Command Fetch()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var verb = new Command("fetch", "Fetch every list of the settings now.") { data, config };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                if (options.Holidays.Count == 0)
                    throw new RefusedException("The settings name no list: see holidays in docs/operations.md.");
                await using var services = await Open(options);
                var failed = new List<string>();
                foreach (var source in options.Holidays)
                {
                    var fetched = await services.GetRequiredService<FetchHolidays>().Run(source, cancel);
                    if (fetched.Refused is { } refusal)
                        failed.Add($"{source.Name}: {refusal.Why.En}");
                    else
                        Print(source.Name, fetched.Value!);
                }
                return failed.Count == 0 ? 0 : throw new RefusedException(string.Join('\n', failed));
            }
        );
        return verb;
    }

    private static Command Add()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var (file, name, format, division) = FileOptions();
        var verb = new Command("add", "Put a file over a list, or add a new list.")
        {
            file,
            name,
            format,
            division,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = await Open(options);
                var path = Path.GetFullPath(parsed.GetValue(file)!);
                var source = new HolidaySource
                {
                    Name = parsed.GetValue(name)!,
                    File = path,
                    Format = parsed.GetValue(format)!,
                    Division = parsed.GetValue(division) ?? "",
                };
                Print(source.Name, Done(await services.GetRequiredService<FetchHolidays>().Run(source, cancel)));
                return 0;
            }
        );
        return verb;
    }

    private static Command Check()
    {
        var (file, name, format, division) = FileOptions();
        var verb = new Command("check", "Check a holiday file, and say what it holds.")
        {
            file,
            name,
            format,
            division,
            CommonOptions.UnusedData(),
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var path = parsed.GetValue(file)!;
                if (!File.Exists(path))
                    throw new RefusedException($"There is no file {path}.");
                var text = await File.ReadAllTextAsync(path, cancel);
                var today = SystemClock.Instance.GetCurrentInstant().InUtc().Date;
                var list = Done(
                    HolidayLists.Read(
                        parsed.GetValue(name)!,
                        parsed.GetValue(format)!,
                        parsed.GetValue(division) ?? "all",
                        text,
                        today
                    )
                );
                foreach (var (part, days) in list.Divisions)
                    Terminal.WriteLine(
                        $"{part}: {days.Count} days from {days.Keys.First():uuuu-MM-dd} to {days.Keys.Last():uuuu-MM-dd}"
                    );
                return 0;
            }
        );
        return verb;
    }

    private static (Argument<string>, Option<string>, Option<string>, Option<string?>) FileOptions()
    {
        var format = new Option<string>("--format")
        {
            Description = "feed (the JSON of the public bank-holiday feed) or icalendar.",
            DefaultValueFactory = _ => "feed",
        };
        format.AcceptOnlyFromAmong("feed", "icalendar");
        return (
            new Argument<string>("FILE") { Description = "The holiday file." },
            new Option<string>("--name") { Description = "The list's name, as policies name it.", Required = true },
            format,
            new Option<string?>("--division") { Description = "The part of the country of an iCalendar file." }
        );
    }

    private static void Print(string name, StoredHolidays stored)
    {
        if (stored.Changes.IsEmpty)
            Terminal.WriteLine($"{name}: nothing new.");
        foreach (var change in stored.Changes)
            Terminal.WriteLine($"{name}: {HolidayTexts.Line(change, Language.En)}");
        if (!stored.Changes.IsEmpty)
            Terminal.WriteLine($"Version {stored.Set.Number} is in force ({stored.Set.Sha256[..12]}).");
    }

    private static T Done<T>(Outcome<T> outcome) =>
        outcome.Refused is { } refusal ? throw new RefusedException(refusal.Why.En) : outcome.Value!;

    private static async Task<ServiceProvider> Open(DeskOptions options)
    {
        var services = DeskHost.UseCases(options);
        await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
        return services;
    }
}
