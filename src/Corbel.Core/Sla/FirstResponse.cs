using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>A due instant and the sum behind it.</summary>
/// <param name="Severity">The id of the severity.</param>
/// <param name="Due">The instant by which a person must have contacted the customer.</param>
/// <param name="Explanation">The sum.</param>
public sealed record DueTime(string Severity, Instant Due, Explanation Explanation);

/// <summary>First-response due times (POLICY.md, clauses 6.4, 6.5 and 9).</summary>
public static class FirstResponse
{
    /// <summary>
    /// The due instant alone, without its explanation, for lists. None where the policy has no first-response target for
    /// the severity.
    /// </summary>
    public static Instant? DueAt(CompiledPolicy policy, string severity, Instant from) =>
        policy.FirstResponseTarget(severity) is { Within: { } within } target
            ? policy.Calendars[target.Calendar].Add(from, within.Seconds)
            : null;

    /// <summary>
    /// The due time of a severity for a request received at an instant, explained. None where the policy has no
    /// first-response target for the severity.
    /// </summary>
    public static DueTime? Due(CompiledPolicy policy, string severity, Instant received) =>
        Due(policy, severity, received, received, SeverityBasis.Asked, []);

    /// <summary>The due times of all severities that have a target, the strictest first.</summary>
    public static ImmutableArray<DueTime> DueForEach(CompiledPolicy policy, Instant received) =>
        [.. policy.Document.Severities.Items.Select(s => Due(policy, s.Id, received)).OfType<DueTime>()];

    /// <summary>
    /// The due time that runs for the staff while no severity is stated (reading "severity not stated"). None where no
    /// severity has a target.
    /// </summary>
    public static DueTime? DueWhenNotStated(CompiledPolicy policy, Instant received) =>
        policy.SeverityWhenNotStated is { } severity
            ? Due(policy, severity.Id, received, received, SeverityBasis.NotStated, [])
            : null;

    /// <summary>The sum behind a cycle's due instant. None where the cycle has none.</summary>
    public static Explanation? Explain(CompiledPolicy policy, Cycle cycle) =>
        cycle.Severity is { } severity
            ? Due(
                policy,
                severity,
                cycle.Received,
                cycle.CountedFrom,
                cycle.Basis,
                [.. ExplanationReadings.Of(cycle)]
            )?.Explanation
            : null;

    private static DueTime? Due(
        CompiledPolicy policy,
        string severity,
        Instant received,
        Instant from,
        SeverityBasis basis,
        ImmutableArray<string> readings
    )
    {
        if (policy.FirstResponseTarget(severity) is not { Within: { } within } target)
        {
            return null;
        }
        var calendar = policy.Calendars[target.Calendar];
        var limit = Duration.FromSeconds(within.Seconds);
        ImmutableArray<ZoneSum> sums = [.. calendar.Zones.Select(z => Summing.Sum(z, calendar.Holidays, from, limit))];
        var due = sums.Min(s => s.Due);
        ImmutableArray<OtherOutcome> otherwise =
        [
            .. calendar
                .Otherwise.Where(o => o.Calendar.TryAdd(from, within.Seconds, out var other) && other != due)
                .Select(o => new OtherOutcome(o.Reading, o.Value, o.Calendar.Add(from, within.Seconds))),
        ];
        var unknown = sums.Any(s => !Known(calendar.Holidays, s, from));
        var taking = ExplanationReadings
            .Of(calendar.Spec, basis, sums, unknown)
            .Concat(readings)
            .Concat(otherwise.Select(o => o.Reading))
            .ToHashSet(StringComparer.Ordinal);
        var explanation = new Explanation(
            policy.Document.Severities[severity],
            basis,
            target,
            calendar.Spec,
            received,
            from,
            sums,
            due,
            [.. policy.Readings.Where(r => taking.Contains(r.Id))],
            otherwise,
            calendar.Holidays,
            unknown
        );
        return new(severity, due, explanation);
    }

    private static bool Known(HolidayCalendar holidays, ZoneSum sum, Instant from) =>
        holidays.Knows(from.InZone(sum.Zone).Date) && holidays.Knows(sum.Due.InZone(sum.Zone).Date);
}
