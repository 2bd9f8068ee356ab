using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel policy replay</c>: what another policy would have made of the history. It changes nothing.</summary>
internal static class PolicyReplay
{
    public static Command Verb()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var policy = new Option<string>("--policy")
        {
            Description = "The policy file to judge by.",
            HelpName = "FILE",
            Required = true,
        };
        var since = new Option<string>("--since")
        {
            Description =
                "Tickets received from this date on, or instant: 2026-01-01 (midnight UTC), 2026-01-01T09:00:00Z.",
            HelpName = "DATE",
            Required = true,
        };
        var until = new Option<string?>("--until") { Description = "Tickets received before it.", HelpName = "DATE" };
        var customer = new Option<string?>("--customer") { Description = "One customer's alone.", HelpName = "NAME" };
        var tickets = new Option<bool>("--tickets") { Description = "Name each ticket, with its due times." };
        var verb = new Command("replay", "Judge the history by another policy: which verdicts would differ.")
        {
            policy,
            since,
            until,
            customer,
            tickets,
            json,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var file = parsed.GetValue(policy)!;
                var (from, to) = (At(parsed.GetValue(since)!), At(parsed.GetValue(until)));
                // The file first, so that a mistake in it does not wait for a million tickets.
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                var lists = await HolidayVerbs.Known(options, cancel);
                if (PolicyCheck.Load(file, Terminal.Error, lists) is not { } other)
                    return 1;
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                var asked = new ReplayQuestion(
                    other,
                    from!.Value,
                    to,
                    parsed.GetValue(customer),
                    parsed.GetValue(tickets)
                );
                var replayed = await services.GetRequiredService<ReplayPolicy>().Run(asked, cancel);
                if (replayed.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                if (parsed.GetValue(json))
                    Terminal.WriteLine(JsonSerializer.Serialize(ReplayText.Json(replayed.Value!), ReplayText.Readable));
                else
                    ReplayText.Write(replayed.Value!, Path.GetFileName(file), Terminal.Out);
                return 0;
            }
        );
        return verb;
    }

    private static Instant? At(string? text)
    {
        if (text is null)
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date })
            return date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        return InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant }
            ? instant
            : throw new RefusedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{text} is neither a date such as 2026-01-01 nor an instant such as 2026-01-01T09:00:00Z."
                )
            );
    }
}
