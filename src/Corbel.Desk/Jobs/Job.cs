using NodaTime;

namespace Corbel.Desk.Jobs;

/// <summary>Work that is due at an instant. Claimed from the database, never held in memory.</summary>
public sealed class Job
{
    public Guid Id { get; init; }

    /// <summary>Names the handler.</summary>
    public required string Kind { get; init; }

    /// <summary>One job a key: writing it again moves it.</summary>
    public required string Key { get; init; }
    public Guid? TicketId { get; init; }
    public Instant DueAt { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }

    /// <summary>How far work of several steps has come; the handler's own form.</summary>
    public string? State { get; set; }
}
