using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Web.Ui;
using NodaTime;

namespace Corbel.Web.Portal;

/// <summary>One issue in the customer's list, as read. The clock is that of its running cycle.</summary>
internal sealed record IssueRow(
    Guid Id,
    long Number,
    string Subject,
    string? Mark,
    TicketStatus Status,
    string? Severity,
    TermsName Terms,
    bool AwaitsAnswer,
    Instant LastEntryAt,
    Guid ReporterId,
    string Reporter,
    Instant? WaitsSince,
    string Organisation,
    string? Product,
    Channel Channel,
    string? ClockSeverity,
    Instant ClockReceivedAt,
    Instant? DueAt,
    Instant? ContactAt,
    Verdict Verdict
)
{
    public bool IsOpen => Status == TicketStatus.Open;
    public bool IsMerged => Status == TicketStatus.Merged;

    public KeptClock Clock
    {
        get
        {
            var scope = new TargetScope(Organisation, Product, (PolicyChannel)Channel);
            return new(TargetKind.FirstResponse, ClockSeverity, scope, ClockReceivedAt, DueAt, ContactAt, Verdict);
        }
    }

    /// <summary>Open, promised, and not answered yet.</summary>
    public bool IsRunning => IsOpen && ContactAt is null && DueAt is not null;
}

/// <summary>An issue with its promise put into words.</summary>
internal sealed record IssueLine(IssueRow Row, PromiseFace? Promise, LocalText? Severity, bool Unread);
