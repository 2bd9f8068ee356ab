using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Sla;

/// <summary>A clock as JSON, for programs: instants in UTC, kinds and verdicts in kebab-case. Members are only ever added.</summary>
public static class ClockJson
{
    /// <summary>The clock with what moved it, its verdict and the sum behind its due instant.</summary>
    public static JsonObject Of(Clock clock) =>
        new()
        {
            ["kind"] = Name(clock.Kind),
            ["number"] = clock.Number,
            ["cycle"] = clock.Cycle,
            ["open"] = clock.IsOpen,
            ["verdict"] = Name(clock.Verdict),
            ["received"] = At(clock.Received),
            ["countedFrom"] = At(clock.CountedFrom),
            ["due"] = At(clock.Due),
            ["ended"] = At(clock.EndedAt),
            ["severity"] = clock.Severity,
            ["severityBasis"] = Name(clock.Basis),
            ["claimed"] = clock.Claimed,
            ["pauses"] = new JsonArray([.. clock.Pauses.Select(Pause)]),
            ["steps"] = new JsonArray([.. clock.Steps.Select(Step)]),
            ["holidayChanges"] = new JsonArray([.. clock.HolidaySteps.Select(Holidays)]),
            ["dispute"] = clock.InDispute is { } dispute
                ? new JsonObject
                {
                    ["severity"] = dispute.Severity,
                    ["due"] = At(dispute.Due),
                    ["verdict"] = Name(dispute.Verdict),
                }
                : null,
            ["sum"] = Explaining.Of(clock) is { } why ? ExplanationJson.Of(why) : null,
        };

    private static JsonNode Pause(Pause pause) =>
        new JsonObject
        {
            ["from"] = At(pause.From),
            ["to"] = At(pause.To),
            ["askedByEntry"] = pause.Asked,
            ["answeredByEntry"] = pause.Answer,
        };

    private static JsonNode Step(SeverityStep step) =>
        new JsonObject
        {
            ["at"] = At(step.At),
            ["severity"] = step.Severity,
            ["by"] = Name(step.By),
            ["effect"] = Name(step.Effect),
            ["driving"] = step.Driving,
        };

    private static JsonNode Holidays(HolidayStep step) =>
        new JsonObject
        {
            ["at"] = At(step.At),
            ["before"] = At(step.Before),
            ["after"] = At(step.After),
        };

    private static string? At(Instant? instant) => instant is { } at ? InstantPattern.ExtendedIso.Format(at) : null;

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
