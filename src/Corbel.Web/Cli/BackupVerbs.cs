using System.CommandLine;
using Corbel.Desk.Backups;
using Corbel.Desk.Marked;

namespace Corbel.Web.Cli;

/// <summary><c>corbel backup</c> and <c>corbel restore</c>.</summary>
internal static class BackupVerbs
{
    public static Command Backup()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var to = new Option<string>("--to")
        {
            Description = "The archive to write. It holds the desk's keys: keep it as you keep them.",
            HelpName = "FILE",
            Required = true,
        };
        var verb = new Command("backup", "Save database, files and keys of a desk, running or not, into one file.")
        {
            to,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                var file = Path.GetFullPath(parsed.GetValue(to)!);
                var taken = await services.GetRequiredService<TakeBackup>().Run(file, cancel);
                if (taken.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                foreach (var damaged in taken.Value!.Damaged)
                    await Terminal.Error.WriteLineAsync($"The file {damaged} is damaged on disk and in the archive.");
                Terminal.WriteLine(
                    $"{file}: {taken.Value.Bytes} bytes, {taken.Value.Files} files beside the database."
                );
                return 0;
            }
        );
        return verb;
    }

    public static Command Restore()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var file = new Argument<string>("FILE") { Description = "The archive." };
        var verb = new Command("restore", "Bring a backup back, into an empty folder or an empty PostgreSQL database.")
        {
            file,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                var restored = await RestoreBackup.Run(options, parsed.GetValue(file)!, cancel);
                if (restored.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                Terminal.WriteLine($"Restored the desk as of {restored.Value!.TakenAt}.");
                if (restored.Value.Pending.Count > 0)
                    Terminal.WriteLine($"Next, run: corbel migrate --data {options.Data}");
                var masters = new MasterKeys(options);
                if (!File.Exists(masters.File))
                    Terminal.WriteLine(
                        $"Marked text opens only with its master keys, which no backup holds: bring them back to {masters.File}."
                    );
                return 0;
            }
        );
        return verb;
    }
}
