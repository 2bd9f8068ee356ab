using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// What people wrote down of a clause that the desk cannot measure by itself. Never changed once written: a mistake is
/// corrected by another record that names this one and says why.
/// </summary>
public sealed class ClauseRecord
{
    public Guid Id { get; init; }

    /// <summary>The id of the fact: 1.share, 5.sessions.</summary>
    public required string Fact { get; init; }

    /// <summary>The customer it is about; null for all customers.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>When it happened, or when the period that it covers begins.</summary>
    public Instant FromAt { get; init; }

    /// <summary>When it ended; the same as the beginning where it took no time.</summary>
    public Instant ToAt { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }

    /// <summary>The figures as canonical JSON: <see cref="Core.Records.RecordFigures"/>.</summary>
    public required string Figures { get; init; }

    /// <summary>The evidence in the file store; null where there is none.</summary>
    public string? FileSha256 { get; init; }
    public string? FileName { get; init; }
    public string? FileType { get; init; }

    /// <summary>Bytes; 0 where there is no file.</summary>
    public long FileSize { get; init; }
    public Guid RecordedBy { get; init; }
    public Instant RecordedAt { get; init; }

    /// <summary>The record that this one replaces.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>Why it replaces it.</summary>
    public string? Reason { get; init; }

    /// <summary>It puts nothing in the place of the one it corrects: that one should never have been written.</summary>
    public bool Withdrawn { get; init; }
}
