using System.CommandLine;
using System.Text.Json;
using Corbel.Core;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Telephone;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel pbx</c>: the telephone systems that tell of their calls.</summary>
internal static class PbxVerbs
{
    public static Command Pbx() =>
        new("pbx", "Telephone systems that tell this desk of their calls (docs/telephone.md).")
        {
            Add(),
            List(),
            Withdraw(),
        };

    private static Command Add()
    {
        var name = Name();
        var kind = new Option<string>("--kind") { Description = "In which form it tells of calls.", Required = true };
        kind.AcceptOnlyFromAmong("generic", "sipgate", "twilio");
        var token = new Option<string?>("--token-file")
        {
            Description = "Twilio: a file that holds the account's auth token; - reads it from standard input.",
            HelpName = "FILE",
        };
        var from = new Option<string[]>("--from")
        {
            Description = "An address or a network that it calls from; may be given several times.",
            HelpName = "NETWORK",
        };
        var voicemail = new Option<string?>("--voicemail-from")
        {
            Description = "The address that its voicemails are mailed from.",
            HelpName = "ADDRESS",
        };
        return Verb(
            new(
                "add",
                "Enter a telephone system and print its secret address, once; for the generic form its signing secret too."
            )
            {
                name,
                kind,
                token,
                from,
                voicemail,
            },
            async (parsed, services, cancel) =>
            {
                var wanted = new NewPbx(
                    parsed.GetValue(name)!,
                    Enum.Parse<PbxKind>(parsed.GetValue(kind)!, ignoreCase: true),
                    await Token(parsed.GetValue(token), cancel),
                    parsed.GetValue(from) ?? [],
                    parsed.GetValue(voicemail)
                );
                var (pbx, address) = Value(await services.GetRequiredService<Pbxes>().Add(wanted, cancel));
                Terminal.WriteLine(
                    $"{services.GetRequiredService<DeskOptions>().Url.TrimEnd('/')}/telephone/{address}"
                );
                if (pbx is { Kind: PbxKind.Generic, Secret: { } secret })
                    Terminal.WriteLine(secret);
            }
        );
    }

    private static Command List()
    {
        var json = CommonOptions.Json();
        return Verb(
            new("list", "List the telephone systems. No secret is shown.") { json },
            async (parsed, services, cancel) =>
            {
                await using var db = services.GetRequiredService<Database>().Read();
                var pbxes = await db.Pbxes.OrderBy(x => x.Name).ThenBy(x => x.AddedAt).ToListAsync(cancel);
                var rows = pbxes.Select(x => new
                {
                    x.Name,
                    Kind = x.Kind.ToString().ToLowerInvariant(),
                    Signs = x.Secret is not null,
                    From = x.Networks,
                    Voicemail = x.VoicemailFrom?.ToLowerInvariant() ?? "",
                    Added = InstantPattern.General.Format(x.AddedAt),
                    Withdrawn = x.WithdrawnAt is { } at ? InstantPattern.General.Format(at) : "",
                });
                if (parsed.GetValue(json))
                    Terminal.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
                else
                    foreach (var row in rows)
                        Terminal.WriteLine(
                            $"{row.Name}\t{row.Kind}\t{(row.Signs ? "signs" : row.From)}\t{row.Voicemail}\t{row.Added}\t{row.Withdrawn}"
                        );
            }
        );
    }

    private static Command Withdraw()
    {
        var name = Name();
        return Verb(
            new("withdraw", "Hear a telephone system no more. Its calls stay.") { name },
            async (parsed, services, cancel) =>
            {
                Value(await services.GetRequiredService<Pbxes>().Withdraw(parsed.GetValue(name)!, cancel));
                Terminal.WriteLine($"{parsed.GetValue(name)} is withdrawn.");
            }
        );
    }

    private static async Task<string?> Token(string? file, CancellationToken cancel)
    {
        if (file is null)
            return null;
        if (file == "-")
            return await System.Console.In.ReadToEndAsync(cancel);
        return File.Exists(file)
            ? await File.ReadAllTextAsync(file, cancel)
            : throw new RefusedException($"There is no file {file}.");
    }

    private static T Value<T>(Outcome<T> outcome) =>
        outcome.Refused is { } refusal ? throw new RefusedException(refusal.Why.En) : outcome.Value!;

    private static Argument<string> Name() => new("NAME") { Description = "The system's name, such as front-desk." };

    private static Command Verb(Command verb, Func<ParseResult, IServiceProvider, CancellationToken, Task> run)
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        verb.Add(data);
        verb.Add(config);
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                await run(parsed, services, cancel);
                return 0;
            }
        );
        return verb;
    }
}
