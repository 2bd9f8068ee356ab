using System.Collections.Immutable;
using Corbel.Core.Time;

namespace Corbel.Core.Policy;

/// <summary>How the desk reads what the text leaves open. The defaults are those of the first user's policy.</summary>
public sealed record ReadingsSpec
{
    /// <summary>The value of <see cref="SeverityNotStated"/> that lets the strictest target drive.</summary>
    public const string Strictest = "strictest";

    /// <summary>A due time that falls exactly on closing.</summary>
    public DueAtClosing DueAtClosing { get; init; } = DueAtClosing.ClosingInstant;

    /// <summary>Days ahead of the end of a holiday list that managers are warned; explanations and checks always warn.</summary>
    public int WarnHolidaysEndDays { get; init; } = 365;

    /// <summary>Which instant counts as received.</summary>
    public ReceivedReading Received { get; init; } = ReceivedReading.CustodyOrEarlierImapDate;

    /// <summary>What counts as contacting the customer.</summary>
    public ContactReading Contact { get; init; } = ContactReading.FirstMessageByAPerson;

    /// <summary>Where no severity is stated: strictest, or the id of a severity.</summary>
    public string SeverityNotStated { get; init; } = Strictest;

    /// <summary>A problem that fits no definition.</summary>
    public NoDefinitionReading NoDefinitionFits { get; init; } = NoDefinitionReading.NearestStricter;

    /// <summary>Which severity drives the clock while it is in dispute.</summary>
    public DisputeReading SeverityInDispute { get; init; } = DisputeReading.ClaimedDrives;

    /// <summary>From when a severity counts that is raised before the first contact.</summary>
    public RaisedReading SeverityRaised { get; init; } = RaisedReading.FromReceipt;

    /// <summary>The kinds of target whose clock stops while the desk waits for the customer.</summary>
    public ImmutableArray<TargetKind> WaitingStops { get; init; } = [];

    /// <summary>What happens to the clock of an issue that is reopened.</summary>
    public ReopenedReading Reopened { get; init; } = ReopenedReading.NewCycle;

    /// <summary>A wall-clock boundary that does not exist or exists twice.</summary>
    public ClockChangeReading ClockChange { get; init; } = ClockChangeReading.ForwardAndFirst;

    /// <summary>What counts as accepting a new version.</summary>
    public AcceptanceReading Acceptance { get; init; } = AcceptanceReading.UseOfProduct;

    /// <summary>The verdict on a month without enough measurements.</summary>
    public GapsReading MonthWithGaps { get; init; } = GapsReading.NotProven;

    /// <summary>Who may log an issue with the provider.</summary>
    public WhoMayLogReading WhoMayLog { get; init; } = WhoMayLogReading.RegisteredUsers;

    /// <summary>What counts as a status report.</summary>
    public StatusReportReading StatusReport { get; init; } = StatusReportReading.AnyMessageByAPerson;

    /// <summary>How the desk knows a government customer.</summary>
    public GovernmentReading GovernmentCustomer { get; init; } = GovernmentReading.OrganisationAttribute;

    /// <summary>What happens to a message of an unknown sender.</summary>
    public UnknownSenderReading UnknownSender { get; init; } = UnknownSenderReading.Hold;
}
