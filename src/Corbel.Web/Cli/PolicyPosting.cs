using System.CommandLine;
using System.Globalization;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;

namespace Corbel.Web.Cli;

/// <summary><c>corbel policy diff</c> and <c>corbel policy post</c>: first what it would do, then, if wanted, that.</summary>
internal static class PolicyPosting
{
    public static Command Diff()
    {
        var (file, language) = (PolicyArgument(), Language());
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var verb = new Command("diff", "Print what a policy file says otherwise than the version in force.")
        {
            file,
            language,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await Services(parsed, config, data);
                var text = await Text(parsed.GetValue(file)!, cancel);
                var words = Words(parsed.GetValue(language)!);
                await using var db = services.GetRequiredService<Database>().Read();
                var path = parsed.GetValue(file)!;
                var preview = await services.GetRequiredService<PreviewPolicy>().Run(db, path, text, null, cancel);
                if (preview.Refused is { Code: "policy-unchanged" } same)
                    Terminal.WriteLine(same.Why.In(words));
                else if (preview.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.In(words));
                else
                    PolicyPreviewText.WriteDiff(preview.Value!, words, Terminal.Out);
                return 0;
            }
        );
        return verb;
    }

    public static Command Post()
    {
        var (file, language) = (PolicyArgument(), Language());
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var yes = new Option<bool>("--yes") { Description = "Post it without asking." };
        var desk = new Option<string?>("--desk")
        {
            Description = "A customer by name: the version is for its own desk, and judges what lies there.",
            HelpName = "NAME",
        };
        var verb = new Command(
            "post",
            "Show what a policy file changes and what that would mean, then post it as the next version: checked, immutable, in force from now."
        )
        {
            file,
            yes,
            desk,
            language,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var path = parsed.GetValue(file)!;
                await using var services = await Services(parsed, config, data);
                var text = await Text(path, cancel);
                var customer = parsed.GetValue(desk);
                var preview = await Preview(services, customer, path, text, cancel);
                PolicyPreviewText.Write(preview, Words(parsed.GetValue(language)!), Terminal.Out);
                // The first version changes nothing for anybody: there is nothing to look at first.
                if (preview.Before is not null && !parsed.GetValue(yes) && !Agreed(preview))
                    throw new RefusedException("Nothing was posted.");
                if (customer is not null)
                    return Said(await services.GetRequiredService<PostDeskPolicy>().Run(customer, path, text, cancel));
                var posting = new Posting(path, text) { Previewed = (preview.Sha256, preview.Before?.Number ?? 0) };
                return Said(await services.GetRequiredService<PostPolicy>().Run(posting, cancel));
            }
        );
        return verb;
    }

    private static int Said(Outcome<int> posted)
    {
        if (posted.Refused is { } refusal)
            throw new RefusedException(refusal.Why.En);
        Terminal.WriteLine($"Version {posted.Value} is in force.");
        return 0;
    }

    private static bool Agreed(PolicyPreview preview)
    {
        if (Terminal.IsInputRedirected)
            throw new RefusedException("Nothing was posted. Look at the changes above, then run it again with --yes.");
        Terminal.Write(string.Create(CultureInfo.InvariantCulture, $"Post it as version {preview.Number}? (yes/no) "));
        return Terminal.ReadLine()?.Trim() is "yes" or "y";
    }

    private static async Task<PolicyPreview> Preview(
        IServiceProvider services,
        string? customer,
        string name,
        string text,
        CancellationToken cancel
    )
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var preview = customer is null
            ? await services.GetRequiredService<PreviewPolicy>().Run(db, name, text, null, cancel)
            : await services.GetRequiredService<PreviewDeskPolicy>().Run(db, customer, name, text, cancel);
        return preview.Refused is { } refusal ? throw new RefusedException(refusal.Why.En) : preview.Value!;
    }

    private static Argument<string> PolicyArgument() => new("FILE") { Description = "The policy file (YAML)." };

    private static Option<string> Language()
    {
        var language = new Option<string>("--language") { Description = "en or nl.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "nl");
        return language;
    }

    private static Language Words(string language) =>
        language == "nl" ? Core.Policy.Language.Nl : Core.Policy.Language.En;

    private static async Task<string> Text(string path, CancellationToken cancel) =>
        File.Exists(path)
            ? await File.ReadAllTextAsync(path, cancel)
            : throw new RefusedException($"There is no file {path}.");

    private static async Task<ServiceProvider> Services(ParseResult parsed, Option<string> config, Option<string> data)
    {
        var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
        var services = DeskHost.UseCases(options);
        await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
        return services;
    }
}
