using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>One ticket of the queue, with the clock of its present cycle.</summary>
internal sealed record QueueRow
{
    public required long Number { get; init; }
    public required string Subject { get; init; }
    public required string Organisation { get; init; }
    public required string Reporter { get; init; }
    public required string? Assignee { get; init; }
    public required Channel Channel { get; init; }
    public required TicketStatus Status { get; init; }
    public required string? Severity { get; init; }

    /// <summary>The customer waits for a word of ours; on a resolved issue, for one of us to read what it wrote.</summary>
    public required bool AwaitsAnswer { get; init; }
    public required string PolicyVersion { get; init; }
    public required Instant LastCustomerAt { get; init; }
    public required Instant LastEntryAt { get; init; }

    /// <summary>The severity whose target counts; another than the ticket's while none is set, or one is in dispute.</summary>
    public required string? Counting { get; init; }
    public required Instant CountedFrom { get; init; }
    public required Instant? DueAt { get; init; }
    public required Instant? ContactAt { get; init; }
    public required Verdict Verdict { get; init; }
}
