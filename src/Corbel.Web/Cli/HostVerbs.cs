using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel host</c> and <c>corbel usage</c>: the host applications that tell of uses of the product.</summary>
internal static class HostVerbs
{
    public static Command Host() =>
        new("host", "Host applications that sign their calls to this desk.")
        {
            Add(),
            List(),
            Remove(),
            HostKeyVerbs.Key(),
            HostKeyVerbs.Origin(),
        };

    public static Command Usage() => new("usage", "Uses of the product, as a host application tells them.") { Sign() };

    private static Command Add()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var name = Name();
        var verb = new Command(
            "add",
            "Make a secret for a host application and print it, once. Run it again to change the secret: both hold until one is removed."
        )
        {
            name,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await Services(parsed, config, data);
                var made = await services.GetRequiredService<Hosts>().Add(parsed.GetValue(name)!, cancel);
                if (made.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                Terminal.WriteLine(made.Value!.Secret);
                return 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var verb = new Command("list", "List the hosts and the ids of their secrets.") { data, config, json };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await Services(parsed, config, data);
                await using var db = services.GetRequiredService<Database>().Read();
                var secrets = await db.HostSecrets.OrderBy(x => x.Host).ThenBy(x => x.AddedAt).ToListAsync(cancel);
                var rows = secrets.Select(x => new
                {
                    x.Host,
                    Secret = x.Id,
                    Added = InstantPattern.General.Format(x.AddedAt),
                });
                if (parsed.GetValue(json))
                    Terminal.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
                else
                    foreach (var row in rows)
                        Terminal.WriteLine($"{row.Host}\t{row.Secret}\t{row.Added}");
                return 0;
            }
        );
        return verb;
    }

    private static Command Remove()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var name = Name();
        var secret = new Option<string?>("--secret")
        {
            Description = "The id of one secret; without it all of the host.",
            HelpName = "ID",
        };
        var verb = new Command("remove", "Take a host's secrets away. What it told before stays recorded.")
        {
            name,
            secret,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await Services(parsed, config, data);
                var removed = await services
                    .GetRequiredService<Hosts>()
                    .Remove(parsed.GetValue(name)!, parsed.GetValue(secret), cancel);
                if (removed.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                Terminal.WriteLine(
                    removed.Value == 1
                        ? "One secret was removed."
                        : string.Create(CultureInfo.InvariantCulture, $"{removed.Value} secrets were removed.")
                );
                return 0;
            }
        );
        return verb;
    }

    private static Command Sign()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var file = new Argument<string>("FILE") { Description = "The body to be sent, byte for byte (JSON)." };
        var host = new Option<string>("--host")
        {
            Description = "The host whose newest secret signs.",
            HelpName = "NAME",
            Required = true,
        };
        var verb = new Command("sign", "Print the header that signs a body now; it holds for five minutes.")
        {
            file,
            host,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var path = parsed.GetValue(file)!;
                if (!File.Exists(path))
                    throw new RefusedException($"There is no file {path}.");
                await using var services = await Services(parsed, config, data);
                await using var db = services.GetRequiredService<Database>().Read();
                var name = parsed.GetValue(host)!;
                var secret =
                    await db
                        .HostSecrets.Where(x => x.Host == name)
                        .OrderByDescending(x => x.AddedAt)
                        .FirstOrDefaultAsync(cancel)
                    ?? throw new RefusedException($"There is no host {name}. Make one: corbel host add {name}");
                var now = services.GetRequiredService<IClock>().GetCurrentInstant();
                var body = await File.ReadAllBytesAsync(path, cancel);
                var signature = CallSignature.Sign(Encoding.UTF8.GetBytes(secret.Secret), now, body);
                Terminal.WriteLine($"{CallSignature.Header}: {signature}");
                return 0;
            }
        );
        return verb;
    }

    internal static Argument<string> Name() => new("NAME") { Description = "The host's name, such as isms-online." };

    internal static async Task<ServiceProvider> Services(ParseResult parsed, Option<string> config, Option<string> data)
    {
        var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
        var services = DeskHost.UseCases(options);
        await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
        return services;
    }
}
