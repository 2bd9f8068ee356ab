using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>What is to be explained: a target, where its count began, and what stopped it.</summary>
internal sealed record Question(
    CompiledPolicy Policy,
    TargetSpec Target,
    string Severity,
    SeverityBasis Basis,
    Instant Received,
    Instant From,
    ImmutableArray<Pause> Pauses,
    ImmutableArray<HolidayStep> HolidaySteps
);

/// <summary>Lays out why a due instant is what it is: the same rule that computes it, opening by opening.</summary>
public static class Explaining
{
    /// <summary>The sum behind a clock's due instant; none where it has no target.</summary>
    public static Explanation? Of(Clock clock) =>
        clock is { Target: { } target, Severity: { } severity }
            ? Of(
                new(
                    clock.Policy,
                    target,
                    severity,
                    clock.Basis,
                    clock.Received,
                    clock.CountedFrom,
                    clock.Pauses,
                    clock.HolidaySteps
                ),
                ExplanationReadings.Of(clock)
            )
            : null;

    internal static Explanation Of(Question asked, IEnumerable<string> readings)
    {
        var (policy, target) = (asked.Policy, asked.Target);
        var calendar = policy.Calendars[target.Calendar];
        ImmutableArray<ZoneSum> sums = [.. calendar.Zones.Select(z => Summing.Sum(z, calendar.Holidays, asked))];
        var due = sums.Min(s => s.Due);
        ImmutableArray<OtherOutcome> otherwise = [.. Otherwise(asked, calendar, due)];
        var unknown = sums.Any(s => !Known(calendar.Holidays, s, asked.From));
        var taking = ExplanationReadings
            .Of(calendar.Spec, asked.Basis, sums, unknown)
            .Concat(readings)
            .Concat(otherwise.Select(o => o.Reading))
            .ToHashSet(StringComparer.Ordinal);
        return new(
            policy,
            policy.Document.Severities[asked.Severity],
            asked.Basis,
            target,
            calendar.Spec,
            asked.Received,
            asked.From,
            sums,
            due,
            [.. policy.Readings.Where(r => taking.Contains(r.Id))],
            otherwise,
            calendar.Holidays,
            unknown,
            asked.HolidaySteps
        );
    }

    /// <summary>What other values of the readings would give, where it differs and lies within the years that calendars cover.</summary>
    private static IEnumerable<OtherOutcome> Otherwise(Question asked, CompiledCalendar calendar, Instant? due)
    {
        if (due is null || asked.Target.Every is { Days: > 0 })
        {
            yield break;
        }
        var seconds = DueRule.SecondsOf(asked.Target);
        foreach (var other in calendar.Otherwise)
        {
            if (!other.Calendar.TryAdd(asked.From, seconds, out _))
            {
                continue;
            }
            if (DueRule.At(other.Calendar, seconds, asked.From, asked.Pauses.AsSpan()) is { } at && at != due)
            {
                yield return new(other.Reading, other.Value, at);
            }
        }
    }

    private static bool Known(HolidayCalendar holidays, ZoneSum sum, Instant from) =>
        holidays.Knows(from.InZone(sum.Zone).Date)
        && (sum.Due ?? sum.Lines.LastOrDefault()?.To) is var to
        && (to is not { } end || holidays.Knows(end.InZone(sum.Zone).Date));
}
