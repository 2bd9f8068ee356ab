using System.CommandLine;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel host key</c> and <c>corbel host origin</c>: who may open the chat, and from which pages.</summary>
internal static class HostKeyVerbs
{
    public static Command Key()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var (name, remove) = (HostVerbs.Name(), Remove("ID", "Take away the key with this id."));
        var file = new Argument<string?>("FILE")
        {
            Description = "The public key as PEM: EC on P-256, or RSA of 2048 bits or more.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Command(
            "key",
            "Add the public key that verifies a host's chat tokens and print its id (kid); without FILE list the keys."
        )
        {
            name,
            file,
            remove,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await HostVerbs.Services(parsed, config, data);
                var (keys, host) = (services.GetRequiredService<HostKeys>(), parsed.GetValue(name)!);
                if (parsed.GetValue(remove) is { } id)
                {
                    var gone = await keys.Remove(host, id, cancel);
                    Terminal.WriteLine(gone.Refused is { } none ? throw Refused(none) : $"The key {id} was removed.");
                    return 0;
                }
                if (parsed.GetValue(file) is not { } path)
                {
                    await using var db = services.GetRequiredService<Database>().Read();
                    foreach (var key in await db.HostKeys.Where(x => x.Host == host).ToListAsync(cancel))
                        Terminal.WriteLine($"{key.Id}\t{InstantPattern.General.Format(key.AddedAt)}");
                    return 0;
                }
                if (!File.Exists(path))
                    throw new RefusedException($"There is no file {path}.");
                var added = await keys.Add(host, await File.ReadAllTextAsync(path, cancel), cancel);
                Terminal.WriteLine(added.Refused is { } refusal ? throw Refused(refusal) : added.Value!);
                return 0;
            }
        );
        return verb;
    }

    public static Command Origin()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var name = HostVerbs.Name();
        var remove = new Option<bool>("--remove") { Description = "Take the origin away." };
        var origin = new Argument<string?>("ORIGIN")
        {
            Description = "Where the host's pages are: https://app.example.com.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Command(
            "origin",
            "Let the pages of an origin open the chat; without ORIGIN list the host's origins."
        )
        {
            name,
            origin,
            remove,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await HostVerbs.Services(parsed, config, data);
                var host = parsed.GetValue(name)!;
                if (parsed.GetValue(origin) is not { } text)
                {
                    await using var db = services.GetRequiredService<Database>().Read();
                    foreach (var known in await db.HostOrigins.Where(x => x.Host == host).ToListAsync(cancel))
                        Terminal.WriteLine(known.Origin);
                    return 0;
                }
                var set = await services
                    .GetRequiredService<HostKeys>()
                    .Origin(host, text, parsed.GetValue(remove), cancel);
                Terminal.WriteLine(set.Refused is { } refusal ? throw Refused(refusal) : set.Value!);
                return 0;
            }
        );
        return verb;
    }

    private static Option<string?> Remove(string what, string description) =>
        new("--remove") { Description = description, HelpName = what };

    private static RefusedException Refused(Core.Refusal refusal) => new(refusal.Why.En);
}
