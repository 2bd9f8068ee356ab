using Corbel.Desk.People;
using NodaTime;

namespace Corbel.Desk.Variations;

/// <summary>
/// What was agreed in writing with one customer otherwise than the policy says (preamble). Immutable once recorded; it ends
/// by its own date, or by withdrawal from then on. What was received while it was in force keeps it.
/// </summary>
public sealed class Variation
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }

    /// <summary>The agreement's own reference.</summary>
    public required string Reference { get; init; }
    public LocalDate AgreedOn { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleNl { get; init; }
    public Instant From { get; init; }
    public Instant? Until { get; init; }

    /// <summary>The file as recorded, YAML, and its SHA-256 in lower-case hex.</summary>
    public required string Text { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>The signed agreement, in the file store under its SHA-256.</summary>
    public required string DocumentSha256 { get; init; }
    public required string DocumentName { get; init; }
    public required string DocumentType { get; init; }

    /// <summary>Null where it was recorded from the command line.</summary>
    public Guid? RecordedBy { get; init; }
    public Instant RecordedAt { get; init; }
    public Instant? WithdrawnAt { get; set; }
    public Guid? WithdrawnBy { get; set; }
    public string? WithdrawnWhy { get; set; }

    /// <summary>From when it holds: from the date agreed, and never for what came before it was recorded.</summary>
    public Instant Starts => Instant.Max(From, RecordedAt);

    /// <summary>Whether it holds for what is received at that instant.</summary>
    public bool HoldsAt(Instant instant) => Starts <= instant && !(Until <= instant) && !(WithdrawnAt <= instant);

    /// <summary>Whether it can still hold for something received at that instant or later.</summary>
    public bool HoldsAfter(Instant instant) => !(Until <= instant) && !(WithdrawnAt <= instant);
}
