namespace Corbel.Core.Policy;

/// <summary>The stable ids of the readings; one that is shown, linked or recorded never changes.</summary>
public static class ReadingIds
{
    /// <summary>Which zone the text's "GMT" is.</summary>
    public const string Gmt = "readings.gmt";

    /// <summary>Whether office hours are the business hour.</summary>
    public const string OfficeHours = "readings.office-hours";

    /// <summary>Which bank holidays.</summary>
    public const string BankHolidays = "readings.bank-holidays";

    /// <summary>What happens after the last year that the holiday list knows.</summary>
    public const string HolidaysEnd = "readings.holidays-end";

    /// <summary>A due time that falls exactly on closing.</summary>
    public const string DueAtClosing = "readings.due-at-closing";

    /// <summary>Which instant counts as received.</summary>
    public const string Received = "readings.received";

    /// <summary>What counts as contact.</summary>
    public const string Contact = "readings.contact";

    /// <summary>No severity is stated.</summary>
    public const string SeverityNotStated = "readings.severity-not-stated";

    /// <summary>A problem that fits no definition.</summary>
    public const string NoDefinitionFits = "readings.no-definition-fits";

    /// <summary>The severity is in dispute.</summary>
    public const string SeverityInDispute = "readings.severity-in-dispute";

    /// <summary>The severity is raised before the first contact.</summary>
    public const string SeverityRaised = "readings.severity-raised";

    /// <summary>Waiting for the customer.</summary>
    public const string Waiting = "readings.waiting";

    /// <summary>A reopened issue.</summary>
    public const string Reopened = "readings.reopened";

    /// <summary>A wall-clock boundary that does not exist or exists twice.</summary>
    public const string ClockChange = "readings.clock-change";

    /// <summary>What counts as use, and so as acceptance.</summary>
    public const string Acceptance = "readings.acceptance";

    /// <summary>Which maintenance counts as planned.</summary>
    public const string PlannedMaintenance = "readings.planned-maintenance";

    /// <summary>A month without enough measurements.</summary>
    public const string MonthWithGaps = "readings.month-with-gaps";

    /// <summary>Who may log what.</summary>
    public const string WhoMayLog = "readings.who-may-log";

    /// <summary>How often a status report is owed.</summary>
    public const string StatusReports = "readings.status-reports";

    /// <summary>What counts as a status report.</summary>
    public const string StatusReportCounts = "readings.status-report-counts";

    /// <summary>Who counts as a government customer.</summary>
    public const string GovernmentCustomer = "readings.government-customer";

    /// <summary>Whether a need-to-know list is asked for besides the clearance.</summary>
    public const string NeedToKnow = "readings.need-to-know";

    /// <summary>An unknown sender.</summary>
    public const string UnknownSender = "readings.unknown-sender";
}
