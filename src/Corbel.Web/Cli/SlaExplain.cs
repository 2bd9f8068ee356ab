using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel sla explain</c>: every clock of a ticket with its sum, its warnings and its verdict.</summary>
internal static class SlaExplain
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whoever runs this at the machine reads the database anyway.</summary>
    private static readonly Actor Operator = new(Guid.Empty, Guid.Empty, Role.Owner);

    public static Command Explain()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var ticket = new Argument<long>("TICKET") { Description = "The ticket's number." };
        var (language, zone) = (CommonOptions.Language(), CommonOptions.Zone());
        var verb = new Command("explain", "Print every clock of a ticket: its sum, its warnings, its verdict.")
        {
            ticket,
            json,
            language,
            zone,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var reader =
                    DateTimeZoneProviders.Tzdb.GetZoneOrNull(parsed.GetValue(zone)!)
                    ?? throw new RefusedException($"--zone wants an IANA zone, not \"{parsed.GetValue(zone)}\".");
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                await using var db = services.GetRequiredService<Database>().Read();
                var number = parsed.GetValue(ticket);
                var view =
                    await services.GetRequiredService<ReadTicket>().Run(db, Operator, number, cancel)
                    ?? throw new RefusedException($"There is no ticket {number}.");
                var words = parsed.GetValue(language) == "nl" ? Language.Nl : Language.En;
                if (parsed.GetValue(json))
                    Terminal.WriteLine(Json(view).ToJsonString(Indented));
                else
                    foreach (var line in Lines(view, words, reader))
                        Terminal.WriteLine(line);
                return 0;
            }
        );
        return verb;
    }

    /// <summary>The clocks one below the other, each with its own heading.</summary>
    internal static IEnumerable<string> Lines(TicketView view, Language language, DateTimeZone reader)
    {
        var nl = language == Language.Nl;
        foreach (var clock in view.Clocks)
        {
            var name = WarningText.Kind(clock.Kind).In(language);
            yield return $"{name} {clock.Number}".ToUpperInvariant();
            foreach (var line in Explaining.Of(clock) is { } why ? ExplanationText.Lines(why, language, reader) : [])
                yield return $"  {line}";
            foreach (var warning in Given(view, clock))
            {
                var at = DateWords.Moment(warning.HappenedAt, reader, reader, language);
                yield return nl ? $"  Gewaarschuwd: {at}" : $"  Warned: {at}";
            }
            foreach (var warning in Pending(view, clock))
            {
                var at = DateWords.Moment(warning.Time.At, reader, reader, language);
                yield return nl ? $"  Waarschuwing: {at}" : $"  To warn: {at}";
            }
            foreach (var line in ClockText.Lines(clock, language, reader))
                yield return $"  {line}";
            if (
                view.Recalculated.FirstOrDefault(x => x.Stands.Kind == clock.Kind && x.Stands.Number == clock.Number) is
                { } other
            )
                yield return "  " + Otherwise(other, nl);
            yield return "";
        }
    }

    internal static JsonObject Json(TicketView view) =>
        new()
        {
            ["ticket"] = view.Ticket.Number,
            ["clocks"] = new JsonArray([.. view.Clocks.Select(x => Json(view, x))]),
        };

    private static JsonNode Json(TicketView view, Clock clock)
    {
        var json = ClockJson.Of(clock);
        var given = Given(view, clock).Select(x => Warned(x.HappenedAt, ((Warning)x.What).Index, given: true));
        var pending = Pending(view, clock).Select(x => Warned(x.Time.At, x.Index, given: false));
        json["warnings"] = new JsonArray([.. given, .. pending]);
        return json;
    }

    private static JsonNode Warned(Instant at, int index, bool given) =>
        new JsonObject
        {
            ["at"] = InstantPattern.ExtendedIso.Format(at),
            ["index"] = index,
            ["given"] = given,
        };

    private static IEnumerable<Entry> Given(TicketView view, Clock clock) =>
        view
            .Entries.Select(x => x.Entry)
            .Where(x => x.What is Warning warning && warning.Clock == clock.Kind && warning.Number == clock.Number);

    private static IEnumerable<DueWarning> Pending(TicketView view, Clock clock) =>
        DueWarnings.Of([.. view.Entries.Select(x => x.Entry)], [clock]);

    private static string Otherwise(Recalculated other, bool nl)
    {
        var verdict =
            other.Otherwise is { } clock ? ClockText.Verdict(clock.Verdict).In(nl ? Language.Nl : Language.En)
            : nl ? "niets toegezegd"
            : "nothing promised";
        return nl
            ? $"Volgens de tekst van nu: {verdict}; het oordeel blijft staan"
            : $"By today's text: {verdict}; the verdict stands";
    }
}
