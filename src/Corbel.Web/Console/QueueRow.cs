using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Web.Ui;
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

    /// <summary>The id of its mark; null for none.</summary>
    public required string? Mark { get; init; }
    public required string? Severity { get; init; }

    /// <summary>The customer waits for a word of ours; on a resolved issue, for one of us to read what it wrote.</summary>
    public required bool AwaitsAnswer { get; init; }
    public required TermsName Terms { get; init; }
    public required Instant LastCustomerAt { get; init; }
    public required Instant LastEntryAt { get; init; }

    /// <summary>Since when we wait for something that we asked for; null where we do not.</summary>
    public required Instant? WaitsSince { get; init; }
    public required bool Objected { get; init; }

    /// <summary>The severity whose target counts; another than the ticket's while none is set, or one is in dispute.</summary>
    public required string? Counting { get; init; }
    public required Instant CountedFrom { get; init; }
    public required Instant? DueAt { get; init; }
    public required Instant? ContactAt { get; init; }
    public required Verdict Verdict { get; init; }
    public required string? Product { get; init; }

    /// <summary>What is due next, of whatever kind, and the severity whose target says so.</summary>
    public required Instant? NextDueAt { get; init; }
    public required TargetKind? NextDueKind { get; init; }
    public required string? NextCounting { get; init; }

    /// <summary>The promise that the row shows: what is due next, or else how the first response went.</summary>
    public KeptClock Shown
    {
        get
        {
            var scope = new TargetScope(Organisation, Product, (PolicyChannel)Channel);
            return NextDueKind is { } kind
                ? new(kind, NextCounting, scope, CountedFrom, NextDueAt, null, Verdict.Running)
                : new(TargetKind.FirstResponse, Counting, scope, CountedFrom, DueAt, ContactAt, Verdict);
        }
    }
}
