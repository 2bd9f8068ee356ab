using System.CommandLine;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;

namespace Corbel.Web.Cli;

/// <summary><c>corbel marking key</c> and <c>corbel marking rotate</c>: the master keys of marked text.</summary>
internal static class MarkingVerbs
{
    public static Command Marking() =>
        new("marking", "The master keys that marked text lies under.") { Key(), Rotate() };

    private static Command Key()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var add = new Option<bool>("--add") { Description = "Add a new master key, which wraps from now on." };
        var verb = new Command("key", "Show the ids of the master keys and where they lie; the last one wraps.")
        {
            add,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                var masters = services.GetRequiredService<MasterKeys>();
                var missing = await services.GetRequiredService<RotateKeys>().Missing(cancel);
                if (parsed.GetValue(add))
                    masters.Add();
                Terminal.WriteLine(masters.File);
                foreach (var id in masters.Ids)
                    Terminal.WriteLine(id);
                foreach (var id in missing)
                    await Terminal.Error.WriteLineAsync(
                        $"The master key {id} is not there. Bring the file back that holds it; until then marked text stays shut."
                    );
                return missing.Count == 0 ? 0 : 1;
            }
        );
        return verb;
    }

    private static Command Rotate()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var verb = new Command(
            "rotate",
            "Wrap the key of every marked ticket under the newest master key; run it again where it was stopped."
        )
        {
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                try
                {
                    var (wrapped, left) = await services.GetRequiredService<RotateKeys>().Run(cancel);
                    Terminal.WriteLine($"{wrapped} keys were wrapped anew.");
                    if (left > 0)
                        throw new RefusedException(
                            $"{left} keys stay under master keys that are not in {services.GetRequiredService<MasterKeys>().File}."
                        );
                    return 0;
                }
                catch (MasterKeyException none)
                {
                    throw new RefusedException(none.Message);
                }
            }
        );
        return verb;
    }
}
