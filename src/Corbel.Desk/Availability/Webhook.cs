using System.Text;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>An address of a customer's own that is told of the status page's news.</summary>
public sealed class Webhook
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public required string Address { get; init; }

    /// <summary>As it was handed out, once; its UTF-8 bytes sign each call.</summary>
    public required string Secret { get; init; }
    public Guid AddedBy { get; init; }
    public Instant AddedAt { get; init; }

    /// <summary>Since when nothing gets through; null where the last call did, or none went yet.</summary>
    public Instant? FailingSince { get; set; }

    /// <summary>When the desk gave it up, and told the customer.</summary>
    public Instant? DisabledAt { get; set; }

    internal byte[] Key => Encoding.UTF8.GetBytes(Secret);
}

/// <summary>A call to make, written in the transaction of what it tells of.</summary>
public sealed class WebhookCall
{
    public Guid Id { get; init; }
    public Guid WebhookId { get; init; }

    /// <summary>What is told, as the JSON names it: incident.opened.</summary>
    public required string Type { get; init; }

    /// <summary>The JSON that is sent, the same at each attempt.</summary>
    public required byte[] Body { get; init; }
    public Instant CreatedAt { get; init; }
    public int Attempts { get; set; }

    /// <summary>Null once it got through or was given up.</summary>
    public Instant? NextAttemptAt { get; set; }
    public Instant? TakenAt { get; set; }

    /// <summary>The HTTP status of the last answer; null where none came.</summary>
    public int? Status { get; set; }

    /// <summary>Why no answer came: the code of the refusal.</summary>
    public string? Fault { get; set; }
}
