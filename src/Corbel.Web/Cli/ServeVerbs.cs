using System.CommandLine;
using Corbel.Core.Access;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Cli.DemoData;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Cli;

/// <summary><c>corbel serve</c>, <c>corbel demo</c> and <c>corbel migrate</c>.</summary>
internal static class ServeVerbs
{
    public static Command Serve()
    {
        var (data, urls, config) = (CommonOptions.Data(), CommonOptions.Urls(), CommonOptions.Config());
        var verb = new Command("serve", "Serve the desk of this installation.") { data, urls, config };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var address = parsed.GetValue(urls)!;
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!, address);
                DeskHost.RequireDesk(options);
                MailSettings.Require(options.Mail, options.Data);
                await using var app = DeskHost.Build(options, address);
                var database = app.Services.GetRequiredService<Database>();
                await DeskHost.RequireMigrated(options, database);
                if (await DeskHost.IsDemo(database) == true)
                    throw new RefusedException($"{options.Data} holds a demo. Serve another folder with --data DIR.");
                await RequirePolicyAndOwner(app.Services, options);
                await app.StartAsync(cancel);
                // As it is bound: port 0 means any free one.
                Terminal.WriteLine($"Corbel serves {string.Join(';', app.Urls)}");
                if (MailSettings.Advice(options.Mail) is { } advice)
                    Terminal.WriteLine(advice);
                await app.WaitForShutdownAsync(cancel);
                return 0;
            }
        );
        return verb;
    }

    public static Command Demo()
    {
        var (data, urls) = (CommonOptions.Data(), CommonOptions.Urls());
        var verb = new Command("demo", "Make a desk with a small cast and a few months of tickets, and serve it.")
        {
            data,
            urls,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var address = parsed.GetValue(urls)!;
                if (!DeskHost.IsLoopback(address))
                    throw new RefusedException(
                        $"A demo listens on this machine alone: {address} is no loopback address. Take http://localhost:5080."
                    );
                var options = new DeskOptions
                {
                    Data = Path.GetFullPath(parsed.GetValue(data)!),
                    Url = address.Split(';')[0],
                    Demo = true,
                    Mail = { TrustSenders = true },
                    // What it measures is itself.
                    Outbound = { Allow = ["localhost", "127.0.0.1", "::1"] },
                };
                await DemoDesk.Prepare(options);
                await using var app = DeskHost.Build(options, address);
                await app.StartAsync(cancel);
                await DemoDesk.Greet(app.Services, parsed.GetValue(data)!);
                await app.WaitForShutdownAsync(cancel);
                return 0;
            }
        );
        return verb;
    }

    public static Command Migrate()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var verb = new Command("migrate", "Bring the database to the state this build expects.") { data, config };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options, makes: true);
                var database = services.GetRequiredService<Database>();
                var pending = await Migrator.Pending(database, cancel);
                await Migrator.Apply(database, cancel);
                Terminal.WriteLine(pending.Count == 0 ? "Nothing to do." : $"Applied: {string.Join(", ", pending)}");
                return 0;
            }
        );
        return verb;
    }

    private static async Task RequirePolicyAndOwner(IServiceProvider services, DeskOptions options)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        if (!await db.PolicyVersions.AnyAsync())
            throw new RefusedException(
                $"No policy is posted yet. Check yours with `corbel policy check FILE`, then run: corbel policy post FILE --data {options.Data}"
            );
        if (await db.People.AnyAsync(x => x.Role == Role.Owner))
            return;
        throw new RefusedException(
            $"There is no owner yet. Run: corbel user add --role owner --name NAME --email ADDRESS --data {options.Data}"
        );
    }
}
