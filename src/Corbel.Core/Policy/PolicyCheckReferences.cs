using System.Collections.Immutable;
using System.Globalization;

namespace Corbel.Core.Policy;

public static partial class PolicyCheck
{
    private static IEnumerable<PolicyError> Availability(PolicyDocument policy)
    {
        if (policy.Availability is not { } availability)
        {
            yield break;
        }
        if (availability.Percent is <= 0 or > 100)
        {
            yield return new(
                "availability.percent",
                "a percentage lies above 0 and goes up to 100",
                Text(availability.Percent)
            );
        }
        var zones = (availability.Maintenance?.Zones ?? [])
            .Select((z, i) => ($"availability.maintenance.zones[{i}]", z))
            .Prepend(("availability.zone", availability.Zone));
        foreach (var error in zones.SelectMany(z => Zone(z.Item1, z.Item2)))
        {
            yield return error;
        }
        if (availability.Maintenance is { Notice: var notice } && (notice.Seconds < 0 || notice.Days < 0))
        {
            yield return new("availability.maintenance.notice", "the time cannot be negative", notice.ToString());
        }
    }

    /// <summary>Names of calendars, tiers and clearances that are used outside the targets.</summary>
    private static IEnumerable<PolicyError> References(PolicyDocument policy) =>
        [
            .. Missing(Calendars(policy), "calendar", policy.Calendars.Keys),
            .. Missing(Tiers(policy), "tier", policy.Tiers.Keys),
            .. Missing(Clearances(policy), "clearance", policy.Marking?.Clearances.Keys ?? []),
        ];

    private static IEnumerable<(string Path, string Name)> Calendars(PolicyDocument policy)
    {
        (string Path, string? Name)[] uses =
        [
            ("availability.hours", policy.Availability?.Hours),
            ("availability.maintenance.outside", policy.Availability?.Maintenance?.Outside),
            ("channels.telephone.hours", policy.Channels.Telephone?.Hours),
            ("services.telephone-support.hours", policy.Services?.TelephoneSupport?.Hours),
        ];
        return uses.Where(u => u.Name is not null).Select(u => (u.Path, u.Name!));
    }

    private static IEnumerable<(string Path, string Name)> Tiers(PolicyDocument policy) =>
        [
            .. Each("support.by-customer.tiers", policy.Support?.ByCustomer?.Tiers),
            .. Each("support.by-provider.tiers", policy.Support?.ByProvider?.Tiers),
            .. Each("sessions.to-reach-tiers", policy.Sessions?.ToReachTiers),
        ];

    private static IEnumerable<(string Path, string Name)> Clearances(PolicyDocument policy) =>
        policy.Marking?.Marks.Items.SelectMany(m => Each($"marking.marks.{m.Id}.opened-by", m.OpenedBy)) ?? [];

    private static IEnumerable<(string Path, string Name)> Each(string path, ImmutableArray<string>? names) =>
        (names ?? []).Select((n, i) => (string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), n));

    private static IEnumerable<PolicyError> Missing(
        IEnumerable<(string Path, string Name)> uses,
        string what,
        IEnumerable<string> known
    ) => uses.Where(u => !known.Contains(u.Name)).Select(u => Unknown(u.Path, what, u.Name, known));

    private static IEnumerable<PolicyError> Readings(PolicyDocument policy)
    {
        var readings = policy.Readings;
        if (
            readings.SeverityNotStated != ReadingsSpec.Strictest
            && !policy.Severities.ContainsKey(readings.SeverityNotStated)
        )
        {
            yield return new(
                "readings.severity-not-stated",
                "this is neither strictest nor a severity",
                readings.SeverityNotStated,
                [ReadingsSpec.Strictest, .. policy.Severities.Keys]
            );
        }
        else if (
            readings.SeverityNotStated != ReadingsSpec.Strictest
            && !policy.Targets.Any(t =>
                t is { Kind: TargetKind.FirstResponse, IsScoped: false } && t.Severity == readings.SeverityNotStated
            )
        )
        {
            yield return new(
                "readings.severity-not-stated",
                policy.Targets.Any(t => t.Kind == TargetKind.FirstResponse && t.Severity == readings.SeverityNotStated)
                    ? "this severity has no first-response target that holds for all"
                    : "this severity has no first-response target",
                readings.SeverityNotStated
            );
        }
        if (readings.WarnHolidaysEndDays < 0)
        {
            yield return new(
                "readings.warn-holidays-end-days",
                "a number of days cannot be negative",
                Text(readings.WarnHolidaysEndDays)
            );
        }
        for (var i = 0; i < readings.WaitingStops.Length; i++)
        {
            if (readings.WaitingStops[i] is TargetKind.FirstResponse or TargetKind.StatusReport)
            {
                yield return new(
                    $"readings.waiting-stops[{i}]",
                    "waiting for the customer cannot stop this clock",
                    readings.WaitingStops[i] == TargetKind.FirstResponse ? "first-response" : "status-report",
                    "next-response",
                    "resolution"
                );
            }
        }
    }
}
