using System.CommandLine;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Cli;

/// <summary>
/// <c>corbel user phone</c>, <c>corbel user extension</c> and <c>corbel organisation phone</c>: by which numbers callers are
/// known, and which telephone is whose.
/// </summary>
internal static class NumberVerbs
{
    public static Command Phone()
    {
        var email = Email();
        var numbers = new Argument<string[]>("NUMBER")
        {
            Description = "All numbers the person calls from, each in quotes; none takes them away.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return Verb(
            new("phone", "Set the telephone numbers of a person.") { email, numbers },
            async (parsed, services, cancel) =>
            {
                var person = await Known(services, parsed.GetValue(email)!, cancel);
                var keep = services.GetRequiredService<KeepNumbers>();
                var kept = await keep.OfPerson(person.Id, parsed.GetValue(numbers)!, cancel);
                return $"{person.Name} is known by {Count(kept)}.";
            }
        );
    }

    public static Command Extension()
    {
        var email = Email();
        var extension = new Argument<string?>("EXTENSION")
        {
            Description = "As the telephone system names it; without it there is none.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return Verb(
            new("extension", "Set the extension of a person of staff.") { email, extension },
            async (parsed, services, cancel) =>
            {
                var person = await Known(services, parsed.GetValue(email)!, cancel);
                var keep = services.GetRequiredService<KeepNumbers>();
                var set = await keep.Extension(person.Id, parsed.GetValue(extension), cancel);
                if (set.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                return set.Value!.Extension is { } name
                    ? $"{person.Name} answers at {name}."
                    : $"{person.Name} has no extension.";
            }
        );
    }

    public static Command Organisation()
    {
        var name = new Argument<string>("NAME") { Description = "The organisation by name." };
        var numbers = new Argument<string[]>("NUMBER")
        {
            Description =
                "Its main number, or the beginning of all its numbers with an asterisk (\"+44 1273 041*\"); none takes them away.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var phone = Verb(
            new("phone", "Set the telephone numbers of an organisation.") { name, numbers },
            async (parsed, services, cancel) =>
            {
                await using var db = services.GetRequiredService<Database>().Read();
                var given = parsed.GetValue(name);
                var home =
                    await db.Organisations.SingleOrDefaultAsync(x => x.Name == given, cancel)
                    ?? throw new RefusedException($"There is no organisation “{given}”.");
                var keep = services.GetRequiredService<KeepNumbers>();
                var kept = await keep.OfOrganisation(home.Id, parsed.GetValue(numbers)!, cancel);
                return $"{home.Name} is known by {Count(kept)}.";
            }
        );
        return new Command("organisation", "Organisations of this installation.") { phone };
    }

    private static string Count(Outcome<int> kept) =>
        kept.Refused is { } refusal ? throw new RefusedException(refusal.Why.En)
        : kept.Value == 1 ? "one number"
        : FormattableString.Invariant($"{kept.Value} numbers");

    private static Argument<string> Email() => new("EMAIL") { Description = "The person's mail address." };

    private static Command Verb(Command verb, Func<ParseResult, IServiceProvider, CancellationToken, Task<string>> run)
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
                Terminal.WriteLine(await run(parsed, services, cancel));
                return 0;
            }
        );
        return verb;
    }

    private static async Task<Person> Known(IServiceProvider services, string email, CancellationToken cancel)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var normalized = Person.Normalize(email);
        return await db.People.SingleOrDefaultAsync(
                x => x.NormalizedEmail == normalized && x.DeactivatedAt == null,
                cancel
            ) ?? throw new RefusedException($"Nobody here has the address {email}.");
    }
}
