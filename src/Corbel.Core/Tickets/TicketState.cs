using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    Open,
    Resolved,

    /// <summary>It goes on in another ticket.</summary>
    Merged,
}

/// <summary>
/// What the journal adds up to. The row in <c>tickets</c> holds this for queries and can be rebuilt from the journal at any
/// time.
/// </summary>
public sealed record TicketState
{
    public required Guid Ticket { get; init; }
    public required Guid Organisation { get; init; }
    public required Guid Reporter { get; init; }
    public required Channel Channel { get; init; }
    public required string Language { get; init; }
    public required string PolicyVersion { get; init; }

    /// <summary>The variations in force at receipt, as the receipt names them; null where there was none.</summary>
    public string? Variations { get; init; }

    /// <summary>The holiday lists that a new clock would be counted by, as the journal names them.</summary>
    public string? Holidays { get; init; }

    /// <summary>The customer whose own desk it is on; null on the provider's.</summary>
    public Guid? Desk { get; init; }

    public string? Product { get; init; }

    /// <summary>Where the received instant was taken from.</summary>
    public ReceivedBasis Basis { get; init; }

    /// <summary>It was a call by courtesy.</summary>
    public bool Courtesy { get; init; }

    /// <summary>The ticket on the customer's own desk that it was handed over from.</summary>
    public Guid? HandedOverFrom { get; init; }

    /// <summary>The ticket on the provider's desk that it was handed over to.</summary>
    public Guid? HandedOverTo { get; init; }

    public Guid? MergedInto { get; init; }

    public required Instant ReceivedAt { get; init; }
    public TicketStatus Status { get; init; }

    /// <summary>How it ended; null while it is open or goes on elsewhere.</summary>
    public ResolutionOutcome? Outcome { get; init; }

    /// <summary>The severity set or stated last; null while nobody has said one.</summary>
    public string? Severity { get; init; }
    public Guid? Assignee { get; init; }

    /// <summary>1 for the first cycle; each reopening starts the next.</summary>
    public int Cycle { get; init; } = 1;

    /// <summary>The number of the last entry.</summary>
    public int LastEntry { get; init; }

    /// <summary>The latest instant at which something happened; a message placed late does not turn it back.</summary>
    public required Instant LastEntryAt { get; init; }

    /// <summary>The latest instant at which the customer wrote.</summary>
    public required Instant LastCustomerAt { get; init; }

    /// <summary>The customer has written and no person of the desk has answered since.</summary>
    public bool AwaitsAnswer { get; init; }

    /// <summary>Since when the desk waits for something that it asked the customer for; null where it does not.</summary>
    public Instant? WaitsSince { get; init; }

    /// <summary>The reply that asked for it; null where the desk does not wait.</summary>
    public int? WaitsFor { get; init; }

    /// <summary>The severity that the customer states or last stated.</summary>
    public string? Claimed { get; init; }

    /// <summary>The customer has objected to a lower severity and the provider has not decided yet.</summary>
    public bool Objected { get; init; }

    /// <summary>The id of the highest mark (clause 11); null where nothing is marked.</summary>
    public string? Mark { get; init; }

    /// <summary>By the policy in force when it was marked staff must be on the need-to-know list too.</summary>
    public bool NeedsList { get; init; }

    /// <summary>Folds a whole journal.</summary>
    /// <exception cref="InvalidOperationException">The journal is empty, has gaps, or does not begin with a receipt.</exception>
    public static TicketState Fold(IEnumerable<Entry> journal)
    {
        TicketState? state = null;
        foreach (var entry in journal)
            state = state is null ? Begin(entry) : state.After(entry);
        return state ?? throw new InvalidOperationException("A journal begins with a receipt");
    }

    /// <summary>The state that a receipt begins.</summary>
    public static TicketState Begin(Entry entry) =>
        entry is { Number: 1, What: Receipt receipt }
            ? new TicketState
            {
                Ticket = entry.Ticket,
                Organisation = receipt.Organisation,
                Reporter = receipt.Reporter,
                Channel = receipt.Channel,
                Language = receipt.Language,
                PolicyVersion = receipt.PolicyVersion,
                Variations = receipt.Variations,
                Holidays = receipt.Holidays,
                Desk = receipt.Desk,
                Product = receipt.Product,
                Basis = receipt.Basis,
                Courtesy = receipt.Courtesy,
                HandedOverFrom = receipt.HandedOverFrom,
                Claimed = receipt.StatedSeverity,
                ReceivedAt = entry.HappenedAt,
                Severity = receipt.StatedSeverity,
                LastEntry = 1,
                LastEntryAt = entry.HappenedAt,
                LastCustomerAt = entry.HappenedAt,
                AwaitsAnswer = true,
            }
            : throw new InvalidOperationException("A journal begins with a receipt");

    /// <summary>The state after one more entry.</summary>
    public TicketState After(Entry entry)
    {
        if (entry.Number != LastEntry + 1 || entry.Ticket != Ticket)
            throw new InvalidOperationException($"Entry {entry.Number} does not follow entry {LastEntry}");
        var next = entry.What switch
        {
            CustomerMessage { Machine: false } => this with
            {
                AwaitsAnswer = true,
                LastCustomerAt = Instant.Max(LastCustomerAt, entry.HappenedAt),
                WaitsSince = null,
                WaitsFor = null,
            },
            StaffReply => this with { AwaitsAnswer = false },
            // Where it had asked for something, that did not arrive.
            DeliveryFailure failure => this with
            {
                AwaitsAnswer = true,
                WaitsSince = Asked(failure) ? null : WaitsSince,
                WaitsFor = Asked(failure) ? null : WaitsFor,
            },
            ContactElsewhere => this with { AwaitsAnswer = false },
            SeverityChoice choice when entry.By.Party == Party.Customer => this with
            {
                Severity = choice.Severity,
                Claimed = choice.Severity,
                Objected = false,
            },
            SeverityChoice choice => this with { Severity = choice.Severity, Objected = false },
            SeverityObjection => this with { Objected = true },
            SeverityDecision decision => this with { Severity = decision.Severity, Objected = false },
            Wait wait => this with { WaitsSince = WaitsSince ?? entry.HappenedAt, WaitsFor = WaitsFor ?? wait.Asked },
            WaitEnd => this with { WaitsSince = null, WaitsFor = null },
            Merge merge => this with
            {
                Status = TicketStatus.Merged,
                MergedInto = merge.Into,
                AwaitsAnswer = false,
                WaitsSince = null,
                WaitsFor = null,
            },
            Split { LeavesNothing: true } => this with { AwaitsAnswer = false },
            MergedIn { AwaitsAnswer: true } => this with { AwaitsAnswer = true },
            HolidayChange change => this with { Holidays = change.Holidays },
            HandOver handOver => this with { HandedOverTo = handOver.To },
            HandBack => this with { AwaitsAnswer = true },
            Marking marking => this with { Mark = marking.Stands, NeedsList = marking.NeedsList },
            MarkLowering lowering => this with { Mark = lowering.Stands },
            Assignment assignment => this with { Assignee = assignment.Assignee },
            Resolution resolution => this with
            {
                Status = TicketStatus.Resolved,
                Outcome = resolution.Outcome,
                AwaitsAnswer = false,
                WaitsSince = null,
                WaitsFor = null,
            },
            Reopening => this with
            {
                Status = TicketStatus.Open,
                Outcome = null,
                Cycle = Cycle + 1,
                AwaitsAnswer = true,
            },
            _ => this,
        };
        return next with { LastEntry = entry.Number, LastEntryAt = Instant.Max(LastEntryAt, entry.HappenedAt) };
    }

    private bool Asked(DeliveryFailure failure) => failure.Ticket is null && failure.Reply == WaitsFor;
}
