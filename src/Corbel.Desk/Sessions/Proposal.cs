using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>How many sessions of each kind a customer bought, and until when (clause 5). Nothing of it is ever changed.</summary>
public sealed class Proposal
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public required string Reference { get; init; }

    /// <summary>Sessions that begin from here on draw on it.</summary>
    public Instant FromAt { get; init; }

    /// <summary>Sessions that begin before this draw on it; what is left then has expired.</summary>
    public Instant UntilAt { get; init; }

    /// <summary>A customer who cancels fewer hours before the start has used the session; 0 where it never counts.</summary>
    public int NoticeHours { get; init; }

    /// <summary>The signed document in the file store; null where none was attached.</summary>
    public string? DocumentSha256 { get; init; }
    public string? DocumentName { get; init; }
    public string? DocumentType { get; init; }
    public Guid RecordedBy { get; init; }
    public Instant RecordedAt { get; init; }

    /// <summary>It was a mistake, and nothing was drawn from it; null where it stands.</summary>
    public Instant? WithdrawnAt { get; set; }
    public Guid? WithdrawnBy { get; set; }
    public List<ProposalLine> Lines { get; init; } = [];
}

/// <summary>So many sessions of a kind.</summary>
public sealed class ProposalLine
{
    public Guid ProposalId { get; init; }

    /// <summary>The policy's id of the kind: training.</summary>
    public required string Kind { get; init; }
    public int Count { get; init; }
}
