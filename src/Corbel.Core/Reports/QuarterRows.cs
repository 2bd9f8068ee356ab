using System.Collections.Immutable;
using Corbel.Core.Availability;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>
/// All that a quarterly report is made from (clause 8): one customer's quarter as rows. They are what is frozen when a report is
/// issued; figures, page and files follow from them alone.
/// </summary>
public sealed record QuarterRows
{
    /// <summary>The quarter: 2026-Q3.</summary>
    public required string Quarter { get; init; }

    /// <summary>Where it begins, in the policy's zone.</summary>
    public required Instant From { get; init; }

    /// <summary>Where the next one begins.</summary>
    public required Instant To { get; init; }

    /// <summary>The instant at which everything was read: what runs still is judged by it.</summary>
    public required Instant At { get; init; }

    /// <summary>The IANA zone in which the quarter begins and ends.</summary>
    public required string Zone { get; init; }

    /// <summary>The IANA zone in which the customer reads times.</summary>
    public required string ReaderZone { get; init; }

    /// <summary>The language of the report and of the words in the rows: en or nl.</summary>
    public required string Language { get; init; }

    /// <summary>The customer's name.</summary>
    public required string Customer { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The product's name.</summary>
    public required string Product { get; init; }

    /// <summary>The severities of the policy, the strictest first.</summary>
    public ImmutableArray<SeverityRow> Severities { get; init; } = [];

    /// <summary>Every issue that a figure counts, by number.</summary>
    public ImmutableArray<IssueRow> Issues { get; init; } = [];

    /// <summary>Every first response that the policy promised and whose clock began in the quarter.</summary>
    public ImmutableArray<ResponseRow> Responses { get; init; } = [];

    /// <summary>Waits of either side that began in the quarter.</summary>
    public ImmutableArray<WaitRow> Waits { get; init; } = [];

    /// <summary>Severities that were in dispute.</summary>
    public ImmutableArray<DisputeRow> Disputes { get; init; } = [];

    /// <summary>The months of the quarter.</summary>
    public ImmutableArray<MonthRow> Months { get; init; } = [];

    /// <summary>Maintenance in the quarter.</summary>
    public ImmutableArray<MaintenanceRow> Maintenance { get; init; } = [];

    /// <summary>Downtime in the quarter.</summary>
    public ImmutableArray<OutageRow> Outages { get; init; } = [];

    /// <summary>Releases delivered to the customer in the quarter.</summary>
    public ImmutableArray<ReleaseRow> Releases { get; init; } = [];

    /// <summary>Sessions held in the quarter.</summary>
    public ImmutableArray<SessionRow> Sessions { get; init; } = [];

    /// <summary>What the Proposal entitles the customer to, and what is left; empty where the desk does not know.</summary>
    public ImmutableArray<LedgerRow> Ledger { get; init; } = [];

    /// <summary>Versions of the policy in force at some time of the quarter.</summary>
    public ImmutableArray<VersionRow> Versions { get; init; } = [];

    /// <summary>Objections lodged, and variations in force, in the quarter.</summary>
    public ImmutableArray<TermsRow> Terms { get; init; } = [];
}

/// <summary>A severity and what is promised for it; the promise is empty where there is none.</summary>
public sealed record SeverityRow(string Id, string Name, string Clause, string Promise);

/// <summary>An issue. Its subject is left out where no detail may stand in the report.</summary>
public sealed record IssueRow(
    long Number,
    string? Subject,
    Channel Channel,
    bool Courtesy,
    string? Severity,
    TicketStatus Status,
    ResolutionOutcome? Outcome,
    Instant ReceivedAt,
    bool Marked
);

/// <summary>
/// A first response: open time that it took where it was given, and the lines of the sum where it was missed or is disputed.
/// </summary>
public sealed record ResponseRow(
    long Ticket,
    int Cycle,
    string Severity,
    Instant From,
    Instant? Due,
    Instant? Ended,
    Verdict Verdict,
    long? OpenSeconds,
    ImmutableArray<string> Why
)
{
    /// <summary>As the contract's totals count it.</summary>
    public ClockSample Sample => new(Severity, From, Due, Ended, Verdict);
}

/// <summary>Who waits.</summary>
public enum WaitingSide
{
    /// <summary>The desk, for what it asked the customer for.</summary>
    Desk,

    /// <summary>The customer, for a first or next answer.</summary>
    Customer,
}

/// <summary>A wait.</summary>
public sealed record WaitRow(long Ticket, WaitingSide Side, Instant From, Instant? To);

/// <summary>A severity in dispute.</summary>
public sealed record DisputeRow(long Ticket, Instant? RaisedAt, Instant? ObjectedAt, Instant? DecidedAt);

/// <summary>
/// A month's availability: the sum as it was measured, or the share that people recorded; neither where nothing is known.
/// Times in milliseconds, shares in thousandths of one per cent.
/// </summary>
public sealed record MonthRow(
    string Month,
    long Expected,
    MonthVerdict Verdict,
    MonthFigures? Measured,
    long? Recorded
);

/// <summary>A maintenance window, whether it counts as planned, and why not.</summary>
public sealed record MaintenanceRow(
    string Title,
    Instant From,
    Instant To,
    Instant? AnnouncedAt,
    bool Cancelled,
    bool Planned,
    string? WhyNot
);

/// <summary>Downtime of a component; it lasts where it has no end.</summary>
public sealed record OutageRow(string Component, Instant From, Instant? To, long? Incident);

/// <summary>A release, and the tickets that it closes the loop of.</summary>
public sealed record ReleaseRow(string Name, string Title, Instant DeliveredAt, ImmutableArray<long> Fixes);

/// <summary>A session held.</summary>
public sealed record SessionRow(string Kind, Instant HeldAt, long Attended, string Topics);

/// <summary>The ledger of one kind of session.</summary>
public sealed record LedgerRow(string Kind, long Bought, long Booked, long Held, long Left);

/// <summary>A version of the policy, and when the customer accepted it by using the product; null where it has not.</summary>
public sealed record VersionRow(int Number, string Sha256, Instant PostedAt, Instant? AcceptedAt);

/// <summary>What happened to the terms.</summary>
public enum TermsKind
{
    Objection,
    Variation,
}

/// <summary>An objection and whether it was answered, or a variation by its reference.</summary>
public sealed record TermsRow(TermsKind Kind, string Name, Instant From, Instant? To);
