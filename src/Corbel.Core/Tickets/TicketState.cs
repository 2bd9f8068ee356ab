using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    Open,
    Resolved,
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
    public required Instant ReceivedAt { get; init; }
    public TicketStatus Status { get; init; }

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

    /// <summary>The customer has written and no person of the provider has answered since.</summary>
    public bool AwaitsAnswer { get; init; }

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
            },
            StaffReply => this with { AwaitsAnswer = false },
            DeliveryFailure => this with { AwaitsAnswer = true },
            SeverityChoice choice => this with { Severity = choice.Severity },
            Assignment assignment => this with { Assignee = assignment.Assignee },
            Resolution => this with { Status = TicketStatus.Resolved, AwaitsAnswer = false },
            Reopening => this with { Status = TicketStatus.Open, Cycle = Cycle + 1, AwaitsAnswer = true },
            _ => this,
        };
        return next with { LastEntry = entry.Number, LastEntryAt = Instant.Max(LastEntryAt, entry.HappenedAt) };
    }
}
