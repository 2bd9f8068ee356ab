using System.CommandLine;
using System.Text.Json;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel variation</c>: what was agreed in writing with one customer otherwise than the policy says.</summary>
internal static class VariationVerbs
{
    public static Command Variation() =>
        new("variation", "What was agreed in writing with one customer otherwise than the policy says.")
        {
            Check(),
            Add(),
            List(),
            Withdraw(),
        };

    private static Command Check()
    {
        var (data, config, file, customer) = (CommonOptions.Data(), CommonOptions.Config(), TheFile(), Customer());
        var verb = new Command("check", "Check a variation against the policy in force, and show what it overrides.")
        {
            file,
            customer,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = await Open(options);
                var path = Existing(parsed.GetValue(file)!);
                var organisation = await Organisation(services, parsed.GetValue(customer)!, cancel);
                var text = await File.ReadAllTextAsync(path, cancel);
                var record = services.GetRequiredService<RecordVariation>();
                Print(Done(await record.Check(organisation, path, text, cancel)));
                return 0;
            }
        );
        return verb;
    }

    private static Command Add()
    {
        var (data, config, file, customer) = (CommonOptions.Data(), CommonOptions.Config(), TheFile(), Customer());
        var document = new Option<string>("--document") { Description = "The signed agreement.", Required = true };
        var verb = new Command("add", "Record a variation, with the signed agreement. It cannot be changed afterwards.")
        {
            file,
            customer,
            document,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = await Open(options);
                var (path, paper) = (Existing(parsed.GetValue(file)!), Existing(parsed.GetValue(document)!));
                var organisation = await Organisation(services, parsed.GetValue(customer)!, cancel);
                var type = Path.GetExtension(paper) == ".pdf" ? "application/pdf" : "application/octet-stream";
                var bytes = await File.ReadAllBytesAsync(paper, cancel);
                var text = await File.ReadAllTextAsync(path, cancel);
                var recorded = await services
                    .GetRequiredService<RecordVariation>()
                    .Run(
                        null,
                        organisation,
                        path,
                        text,
                        new IncomingFile(Path.GetFileName(paper), type, bytes),
                        cancel
                    );
                Print(Done(recorded));
                Terminal.WriteLine($"Recorded: {recorded.Value!.Variation.Id}");
                return 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var verb = new Command("list", "List the variations of all customers.") { data, config, json };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = await Open(options);
                await using var db = services.GetRequiredService<Database>().Read();
                var all = await db.Variations.Include(x => x.Organisation).ToListAsync(cancel);
                var rows = all.OrderBy(x => x.Organisation!.Name)
                    .ThenBy(x => x.RecordedAt)
                    .Select(x => new
                    {
                        x.Id,
                        Customer = x.Organisation!.Name,
                        x.Reference,
                        From = Written(x.Starts),
                        Until = Written(x.Until),
                        Withdrawn = Written(x.WithdrawnAt),
                        Document = x.DocumentName,
                    })
                    .ToList();
                if (parsed.GetValue(json))
                {
                    Terminal.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
                    return 0;
                }
                foreach (var x in rows)
                {
                    var end =
                        x.Withdrawn is { } withdrawn ? $"withdrawn {withdrawn}"
                        : x.Until is { } until ? $"until {until}"
                        : "without end";
                    Terminal.WriteLine($"{x.Id}\t{x.Customer}\t{x.Reference}\tfrom {x.From}\t{end}\t{x.Document}");
                }
                return 0;
            }
        );
        return verb;
    }

    private static Command Withdraw()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var id = new Argument<Guid>("ID") { Description = "The variation, as list names it." };
        var why = new Option<string>("--why") { Description = "Why; the customer reads it.", Required = true };
        var verb = new Command("withdraw", "End a variation from now on; what was received before keeps it.")
        {
            id,
            why,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = await Open(options);
                var withdraw = services.GetRequiredService<WithdrawVariation>();
                var reference = Done(await withdraw.Run(null, parsed.GetValue(id), parsed.GetValue(why), cancel));
                Terminal.WriteLine($"{reference} is withdrawn.");
                return 0;
            }
        );
        return verb;
    }

    private static void Print(VariationPreview preview)
    {
        var variation = preview.Variation;
        var until = variation.Until is { } end ? $" until {end}" : "";
        Terminal.WriteLine(
            $"{variation.Reference}, agreed {variation.AgreedOn:uuuu-MM-dd}, from {variation.Starts}{until}"
        );
        foreach (var setting in preview.Settings)
            Terminal.WriteLine($"  {setting.Path}: {setting.Before ?? "not set"} -> {setting.After}");
        Terminal.WriteLine();
        foreach (var line in PolicyDiffText.Lines(preview.Diff, Language.En))
            Terminal.WriteLine(line);
    }

    private static string? Written(Instant? at) => at is { } instant ? InstantPattern.General.Format(instant) : null;

    private static Argument<string> TheFile() => new("FILE") { Description = "The variation (YAML)." };

    private static Option<string> Customer() =>
        new("--customer") { Description = "The customer by name.", Required = true };

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new RefusedException($"There is no file {path}.");

    private static async Task<Guid> Organisation(IServiceProvider services, string name, CancellationToken cancel)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var found = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer && x.Name == name)
            .Select(x => (Guid?)x.Id)
            .SingleOrDefaultAsync(cancel);
        return found ?? throw new RefusedException($"There is no customer {name}.");
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
