using System.CommandLine;
using System.Text.Json;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;

namespace Corbel.Web.Cli;

/// <summary><c>corbel check</c>.</summary>
internal static class DataVerbs
{
    public static Command Check()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var verb = new Command("check", "Read every journal and file again and compare: hashes, folds, clocks.")
        {
            data,
            config,
            json,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                await using var db = services.GetRequiredService<Database>().Read();
                var findings = new List<Finding>();
                await foreach (var finding in services.GetRequiredService<CheckJournal>().Run(db, cancel))
                {
                    findings.Add(finding);
                    if (!parsed.GetValue(json))
                        Terminal.WriteLine($"{finding.Where}: {finding.What}");
                }
                if (parsed.GetValue(json))
                    Terminal.WriteLine(JsonSerializer.Serialize(findings, JsonSerializerOptions.Web));
                else if (findings.Count == 0)
                    Terminal.WriteLine("Everything adds up.");
                return findings.Count == 0 ? 0 : 1;
            }
        );
        return verb;
    }
}
