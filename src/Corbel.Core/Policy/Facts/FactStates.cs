using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>
/// What this build of the desk does with each kind of fact. The one place to change when a room is built;
/// docs/clauses.md must agree, and a test there must name the proof of what is enforced.
/// </summary>
public static class FactStates
{
    private static readonly ImmutableHashSet<string> Enforced =
    [
        "calendar",
        "channel-mail",
        "channel-portal",
        "web-logging",
        "response-time",
        "severity",
        "first-response",
        "status-reports",
        "reports",
        "cooperation",
        "sole-terms",
        "changes",
        "acceptance",
        ReadingIds.Acceptance,
        "support-share",
        "duty-steps-to-reproduce",
        ReadingIds.Gmt,
        ReadingIds.BankHolidays,
        ReadingIds.Received,
        ReadingIds.UnknownSender,
        ReadingIds.Contact,
        ReadingIds.HolidaysEnd,
        ReadingIds.DueAtClosing,
        ReadingIds.SeverityNotStated,
        ReadingIds.SeverityInDispute,
        ReadingIds.StatusReports,
        ReadingIds.StatusReportCounts,
        ReadingIds.SeverityRaised,
        ReadingIds.Waiting,
        ReadingIds.Reopened,
        ReadingIds.ClockChange,
        ReadingIds.WhoMayLog,
        ReadingIds.PlannedMaintenance,
        "channel-chat",
        "availability",
        ReadingIds.MonthWithGaps,
        "sessions",
        "releases",
        "marking",
        ReadingIds.GovernmentCustomer,
        ReadingIds.NeedToKnow,
    ];

    private static readonly ImmutableHashSet<string> Recorded =
    [
        "sessions-aim",
        "effort",
        "telephone-support",
        "channel-telephone",
        ReadingIds.OfficeHours,
        ReadingIds.NoDefinitionFits,
    ];

    /// <summary>The state of a kind of fact, or of a reading by its id.</summary>
    public static FactState Of(string kind) =>
        Enforced.Contains(kind) ? FactState.Enforced
        // Which tier holds an issue is shown and counted; whether its duties are done well, people judge.
        : Recorded.Contains(kind) || kind.StartsWith("duty-", StringComparison.Ordinal) ? FactState.Recorded
        : FactState.NotYet;
}
