using System.Text.Json.Nodes;
using Corbel.Core.Policy;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Sla;

/// <summary>An explanation as JSON, for programs: instants in UTC, lengths in seconds, dates as the calendar's own.</summary>
public static class ExplanationJson
{
    /// <summary>The due instant and the sum behind it. Members are only ever added.</summary>
    public static JsonObject Of(Explanation why) =>
        new()
        {
            ["kind"] = Name(why.Target.Kind),
            ["due"] = At(why.Due),
            ["severity"] = why.Severity.Id,
            ["severityBasis"] = Name(why.Basis),
            ["clause"] = why.Target.Clause,
            ["promise"] = why.Target.Promise is { } promise ? Name(promise) : null,
            ["received"] = At(why.Received),
            ["countedFrom"] = At(why.CountedFrom),
            ["seconds"] = why.Target.Every is { Days: > 0 } ? null : DueRule.SecondsOf(why.Target),
            ["days"] = why.Target.Every is { Days: > 0 and var days } ? days : null,
            ["calendar"] = why.Calendar.Id,
            ["sums"] = new JsonArray([.. why.Sums.Select(Sum)]),
            ["readings"] = new JsonArray([.. why.Readings.Select(r => JsonValue.Create(r.Id))]),
            ["otherwise"] = new JsonArray([.. why.Otherwise.Select(Other)]),
            ["policy"] = Source(why.Policy.Source),
            ["holidays"] = new JsonObject
            {
                ["source"] = why.Holidays.Source,
                ["sha256"] = why.Holidays.Version,
                ["knownUntil"] = why.Holidays.LastKnownYear,
                ["unknown"] = why.HolidaysUnknown,
                ["changes"] = new JsonArray([
                    .. why.HolidaySteps.Select(h => new JsonObject
                    {
                        ["at"] = At(h.At),
                        ["before"] = At(h.Before),
                        ["after"] = At(h.After),
                    }),
                ]),
            },
        };

    private static JsonObject? Source(PolicySource? source) =>
        source is null
            ? null
            : new()
            {
                ["version"] = source.Version,
                ["sha256"] = source.Sha256,
                ["posted"] = At(source.PostedAt),
                ["variations"] = new JsonArray([
                    .. source.Variations.Select(v => new JsonObject
                    {
                        ["reference"] = v.Reference,
                        ["agreed"] = LocalDatePattern.Iso.Format(v.AgreedOn),
                        ["settings"] = new JsonArray([.. v.Settings.Select(s => JsonValue.Create(s))]),
                    }),
                ]),
            };

    private static JsonObject Sum(ZoneSum sum) =>
        new()
        {
            ["zone"] = sum.Zone.Id,
            ["due"] = At(sum.Due),
            ["lines"] = new JsonArray([.. sum.Lines.Select(Line)]),
        };

    private static JsonObject Other(OtherOutcome other) =>
        new()
        {
            ["reading"] = other.Reading,
            ["value"] = other.Value,
            ["due"] = At(other.Due),
        };

    private static JsonObject Line(SumLine line)
    {
        var json = new JsonObject { ["from"] = At(line.From), ["to"] = At(line.To) };
        switch (line)
        {
            case CountedLine counted:
                json["counted"] = counted.Counted.TotalSeconds;
                json["total"] = counted.Total.TotalSeconds;
                break;
            case CountedRun run:
                json["openings"] = run.Openings;
                json["each"] = run.Each.TotalSeconds;
                json["counted"] = (run.Each * run.Openings).TotalSeconds;
                json["total"] = run.Total.TotalSeconds;
                json["closed"] = Why(run.Why);
                break;
            case ClosedLine closed:
                json["closed"] = Why(closed.Why);
                break;
            case MovedLine:
                json["movedToOpening"] = true;
                break;
            case PausedLine paused:
                json["to"] = At(paused.Pause.To);
                json["paused"] = new JsonObject
                {
                    ["askedByEntry"] = paused.Pause.Asked,
                    ["answeredByEntry"] = paused.Pause.Answer,
                };
                break;
            case DayLine day:
                json["day"] = day.Number;
                json["date"] = LocalDatePattern.Iso.Format(day.Date);
                json["closed"] = Why(day.Why);
                break;
        }
        return json;
    }

    private static JsonObject Why(ClosedWhy why) =>
        new()
        {
            ["outsideHours"] = why.OutOfHours,
            ["closedDays"] = new JsonArray([
                .. why.ClosedWeekdays.Select(d => JsonValue.Create(LocalDatePattern.Iso.Format(d))),
            ]),
            ["holidays"] = new JsonArray([
                .. why.Holidays.Select(h => new JsonObject
                {
                    ["date"] = LocalDatePattern.Iso.Format(h.Date),
                    ["name"] = h.Name.En,
                }),
            ]),
        };

    private static string At(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static string? At(Instant? instant) => instant is { } at ? At(at) : null;

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
