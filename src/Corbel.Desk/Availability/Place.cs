using System.Text;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>Where probes run: the desk itself, or a small remote probe that signs what it tells.</summary>
public sealed class Place
{
    /// <summary>The name of the desk's own place.</summary>
    public const string Desk = "desk";

    public Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The secret as it was handed out, by whose UTF-8 bytes it signs; empty for the desk itself.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Addresses by which it checks its own way out, separated by blanks.</summary>
    public string References { get; set; } = "";

    /// <summary>From when on it is counted among the places.</summary>
    public Instant AddedAt { get; init; }
    public Instant? RemovedAt { get; set; }

    /// <summary>When it last asked or told; null before.</summary>
    public Instant? SeenAt { get; set; }

    /// <summary>The highest number of a result that was taken from it.</summary>
    public long LastSequence { get; set; }

    /// <summary>How far its clock was ahead of the desk's when it last told, in milliseconds.</summary>
    public long Skew { get; set; }

    /// <summary>Results of it that were dropped since they told nothing new.</summary>
    public long Dropped { get; set; }

    /// <summary>Of the desk's own place: the node that looks, and until when it may.</summary>
    public string? LeasedTo { get; set; }
    public Instant? LeasedUntil { get; set; }

    internal byte[] Key => Encoding.UTF8.GetBytes(Secret);
}
