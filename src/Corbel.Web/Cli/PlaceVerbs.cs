using System.CommandLine;
using System.Text.Json;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel place</c>: the places outside at which <c>corbel probe</c> runs.</summary>
internal static class PlaceVerbs
{
    public static Command Place() =>
        new("place", "Places that look at the product from outside (docs/availability.md).")
        {
            Add(),
            List(),
            Remove(),
        };

    private static Command Add()
    {
        var name = Name();
        var reference = new Option<string[]>("--reference")
        {
            Description =
                "An address by which the place checks its own way out: https://… or host:port; may be given several times. Without one its other probes and the desk stand for it.",
            HelpName = "ADDRESS",
        };
        return Verb(
            new("add", "Enter a place and print its secret, once.") { name, reference },
            async (parsed, services, cancel) =>
            {
                var made = await services
                    .GetRequiredService<Places>()
                    .Add(parsed.GetValue(name)!, parsed.GetValue(reference) ?? [], cancel);
                if (made.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                Terminal.WriteLine(made.Value!.Secret);
            }
        );
    }

    private static Command List()
    {
        var json = CommonOptions.Json();
        return Verb(
            new("list", "List the places and when each was last seen.") { json },
            async (parsed, services, cancel) =>
            {
                await using var db = services.GetRequiredService<Database>().Read();
                var places = await db
                    .Places.Where(x => x.RemovedAt == null)
                    .OrderBy(x => x.AddedAt)
                    .ToListAsync(cancel);
                var rows = places.Select(x => new
                {
                    x.Name,
                    Added = InstantPattern.General.Format(x.AddedAt),
                    Seen = x.SeenAt is { } seen ? InstantPattern.General.Format(seen) : "never",
                    x.References,
                });
                if (parsed.GetValue(json))
                    Terminal.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
                else
                    foreach (var row in rows)
                        Terminal.WriteLine($"{row.Name}\t{row.Added}\t{row.Seen}\t{row.References}");
            }
        );
    }

    private static Command Remove()
    {
        var name = Name();
        return Verb(
            new("remove", "Take a place away: from now on it is not counted and not believed. What it told stays.")
            {
                name,
            },
            async (parsed, services, cancel) =>
            {
                var removed = await services.GetRequiredService<Places>().Remove(parsed.GetValue(name)!, cancel);
                if (removed.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                Terminal.WriteLine($"The place {removed.Value} was removed.");
            }
        );
    }

    private static Argument<string> Name() => new("NAME") { Description = "The place's name, such as london." };

    internal static Command Verb(Command verb, Func<ParseResult, ServiceProvider, CancellationToken, Task> run)
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        verb.Add(data);
        verb.Add(config);
        verb.SetAction(
            async (parsed, cancel) =>
            {
                await using var services = await HostVerbs.Services(parsed, config, data);
                await run(parsed, services, cancel);
                return 0;
            }
        );
        return verb;
    }
}
