using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>What a mail says that a telephone system sent with a recording. It is never contact.</summary>
/// <param name="Number">Who called, as E.164; null where the mail names no number.</param>
/// <param name="By">The only person known by the number; null where there is none, or several.</param>
/// <param name="Ticket">The number of the call-back that is open for the same caller.</param>
/// <param name="Calls">Calls of the same number that had no ticket yet: the recording is of one of them.</param>
internal sealed record Voicemail(string? Number, Guid? By, long? Ticket, IReadOnlyList<Guid> Calls)
{
    /// <summary>When the earliest of those calls began; null where none is known.</summary>
    public Instant? StartedAt { get; init; }
}
