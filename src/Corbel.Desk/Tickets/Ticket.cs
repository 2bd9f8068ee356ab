using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>The fold of a ticket's journal, kept for queries. `corbel check` rebuilds and compares it.</summary>
public sealed class Ticket
{
    public Guid Id { get; init; }

    /// <summary>The number people use.</summary>
    public long Number { get; init; }
    public Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }
    public Guid ReporterId { get; init; }
    public Person? Reporter { get; init; }

    /// <summary>Words, not part of the fold: copied from the first content, emptied when it is erased.</summary>
    public required string Subject { get; set; }
    public Channel Channel { get; init; }
    public ReceivedBasis Basis { get; init; }

    /// <summary>A call by somebody who may use the telephone by courtesy only.</summary>
    public bool Courtesy { get; init; }
    public required string Language { get; init; }
    public required string PolicyVersion { get; init; }

    /// <summary>The variations of the customer in force at receipt, as the journal names them; null for none.</summary>
    public string? Variations { get; init; }

    /// <summary>SHA-256 of the holiday lists that the journal goes by.</summary>
    public string? Holidays { get; set; }
    public TicketStatus Status { get; set; }

    /// <summary>How it ended; null while it is open.</summary>
    public ResolutionOutcome? Outcome { get; set; }
    public string? Severity { get; set; }
    public Guid? AssigneeId { get; set; }
    public Person? Assignee { get; init; }
    public int Cycle { get; set; }
    public Instant ReceivedAt { get; init; }
    public int LastEntry { get; set; }
    public Instant LastEntryAt { get; set; }
    public Instant LastCustomerAt { get; set; }
    public bool AwaitsAnswer { get; set; }

    /// <summary>The customer whose own desk it is on; null on the provider's.</summary>
    public Guid? DeskId { get; init; }
    public Organisation? Desk { get; init; }
    public string? Product { get; init; }
    public Guid? HandedOverFrom { get; init; }
    public Guid? HandedOverTo { get; set; }
    public Guid? MergedInto { get; set; }

    /// <summary>Since when the desk waits for the customer; null where it does not.</summary>
    public Instant? WaitsSince { get; set; }

    /// <summary>The customer has objected to a lower severity and nobody has decided yet.</summary>
    public bool Objected { get; set; }

    /// <summary>When the provider first held a lower severity than the customer claims; null where it never did.</summary>
    public Instant? DisputedAt { get; set; }
    public Instant? ObjectedAt { get; set; }
    public Instant? DecidedAt { get; set; }

    /// <summary>The earliest due instant of what is still owed, of whatever kind, run out or not; null where nothing is.</summary>
    public Instant? NextDueAt { get; set; }
    public TargetKind? NextDueKind { get; set; }

    /// <summary>
    /// Whether it may stand in the queue: it is open, or was resolved or merged before somebody gave the answer that it still
    /// owes, which can be kept until it is due.
    /// </summary>
    public bool Queued { get; set; }

    /// <summary>Due instant of the first response of the running cycle; null where the policy promises none.</summary>
    public Instant? DueAt { get; set; }
    public Instant? ContactAt { get; set; }
    public Verdict Verdict { get; set; }

    /// <summary>The id of its highest mark (clause 11); null where nothing of it is marked.</summary>
    public string? Mark { get; set; }

    /// <summary>Staff must be on its need-to-know list besides their clearance.</summary>
    public bool NeedsList { get; set; }

    /// <summary>SHA-256 of the last entry.</summary>
    public required byte[] Head { get; set; }

    public TermsName Terms => new(PolicyVersion, OrganisationId, Variations, Holidays, DeskId);

    /// <summary>People of the customer who take part besides the reporter; empty where they were not loaded.</summary>
    public ICollection<TicketParticipant> Participants { get; } = [];

    /// <summary>Who is on the need-to-know list; empty where it was not loaded, so that it stays shut.</summary>
    public ICollection<TicketListed> Listed { get; } = [];

    public TicketFacts Facts =>
        new(OrganisationId, ReporterId, DeskId, HandedOverFrom is not null)
        {
            Participants = [.. Participants.Select(x => x.PersonId)],
            Mark = Mark,
            NeedsList = NeedsList,
            Listed = [.. Listed.Select(x => x.PersonId)],
        };
}

/// <summary>Somebody who takes part in a ticket besides its reporter.</summary>
public sealed class TicketParticipant
{
    public Guid TicketId { get; init; }
    public Guid PersonId { get; init; }
}

/// <summary>Somebody on the need-to-know list of a marked ticket, of either side.</summary>
public sealed class TicketListed
{
    public Guid TicketId { get; init; }
    public Guid PersonId { get; init; }
}

/// <summary>A journal entry as stored: its canonical bytes and their hash, never updated.</summary>
public sealed class JournalRow
{
    public Guid TicketId { get; init; }
    public int Number { get; init; }
    public Instant HappenedAt { get; init; }

    /// <summary>Only staff see it.</summary>
    public bool Internal { get; init; }
    public Guid? ContentId { get; init; }
    public Content? Content { get; init; }
    public required byte[] Bytes { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>The words of an entry. Erased by emptying both fields; the journal stays whole.</summary>
public sealed class Content
{
    public Guid Id { get; init; }
    public required byte[] Salt { get; set; }

    /// <summary>UTF-8 JSON of <see cref="Words"/>.</summary>
    public required byte[] Bytes { get; set; }
}

/// <summary>A file that belongs to an entry. Its bytes lie in the file store under their SHA-256.</summary>
public sealed class Attachment
{
    public Guid Id { get; init; }
    public Guid TicketId { get; init; }
    public int EntryNumber { get; init; }
    public required string Sha256 { get; init; }
    public required string Name { get; set; }
    public required string MediaType { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <inheritdoc cref="Words.StaffOnly" />
    public bool StaffOnly { get; init; }

    /// <summary>The name that its bytes lie under since they were sealed (clause 11); null while they lie in plain.</summary>
    public string? SealedAs { get; set; }

    /// <summary>The name in the file store.</summary>
    public string Stored => SealedAs ?? Sha256;
}

/// <summary>One clock, kept for the sums of pages and reports.</summary>
public sealed class ClockRow
{
    public Guid TicketId { get; init; }
    public TargetKind Kind { get; init; }

    /// <summary>1 for the first of its kind on the ticket.</summary>
    public int Number { get; init; }
    public int Cycle { get; init; }
    public Guid OrganisationId { get; init; }

    /// <summary>The customer whose own desk owes it; null where the provider does.</summary>
    public Guid? DeskId { get; init; }

    /// <summary>The severity whose target counts; null where the policy has no target at all.</summary>
    public string? Severity { get; set; }
    public Instant ReceivedAt { get; init; }
    public Instant? DueAt { get; set; }

    /// <summary>When what was promised was done, or nothing was owed any more.</summary>
    public Instant? EndedAt { get; set; }
    public Verdict Verdict { get; set; }
}

/// <summary>The desk waited for the customer (clause 10), kept for the sums of pages and reports.</summary>
public sealed class WaitRow
{
    public Guid TicketId { get; init; }

    /// <summary>1 for the first wait of the ticket.</summary>
    public int Number { get; init; }
    public Guid OrganisationId { get; init; }

    /// <summary>The customer whose own desk waited; null where the provider did.</summary>
    public Guid? DeskId { get; init; }
    public Instant FromAt { get; set; }
    public Instant? ToAt { get; set; }

    /// <summary>The number of the reply that asked.</summary>
    public int? Asked { get; set; }

    /// <summary>The number of the message that answered; null where none did.</summary>
    public int? Answer { get; set; }
}
