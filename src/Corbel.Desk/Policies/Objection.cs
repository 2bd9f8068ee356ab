using Corbel.Desk.People;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A customer's objection to a version, and the answer to it. It suspends nothing.</summary>
public sealed class Objection
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }
    public int VersionNumber { get; init; }
    public Guid ById { get; init; }
    public Person? By { get; init; }
    public Instant LodgedAt { get; init; }
    public required string Text { get; set; }

    /// <summary>Null while nobody has answered.</summary>
    public string? Answer { get; set; }
    public Guid? AnsweredById { get; set; }
    public Person? AnsweredBy { get; init; }
    public Instant? AnsweredAt { get; set; }
}
