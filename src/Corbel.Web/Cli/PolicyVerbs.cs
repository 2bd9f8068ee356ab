using System.CommandLine;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;

namespace Corbel.Web.Cli;

/// <summary><c>corbel policy</c>, <c>corbel sla</c> and <c>corbel worktime</c>.</summary>
internal static class PolicyVerbs
{
    public static Command Policy() => new("policy", "The support policy.") { Post() };

    private static Command Post()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var file = new Argument<string>("FILE") { Description = "The policy file (YAML)." };
        var verb = new Command("post", "Post a version: checked, immutable, in force from now.") { file, data, config };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var path = parsed.GetValue(file)!;
                if (!File.Exists(path))
                    throw new RefusedException($"There is no file {path}.");
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                var text = await File.ReadAllTextAsync(path, cancel);
                var posted = await services.GetRequiredService<PostPolicy>().Run(path, text, null, cancel);
                if (posted.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                Terminal.WriteLine($"Version {posted.Value} is in force.");
                return 0;
            }
        );
        return verb;
    }
}
