using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>The zone in which quarters begin and end: that of the calendar of the first response that is promised first.</summary>
public static class ReportingZone
{
    /// <summary>The zone of a policy; UTC where it promises no first response.</summary>
    public static DateTimeZone Of(PolicyDocument policy) =>
        policy.Targets.FirstOrDefault(x => x.Kind == TargetKind.FirstResponse) is { } target
            ? DateTimeZoneProviders.Tzdb[policy.Calendars[target.Calendar].Zone.Zones[0]]
            : DateTimeZone.Utc;
}
