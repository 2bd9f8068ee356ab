using Corbel.Core.Availability;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// The results of one probe at one place on one day of UTC, packed: a month is read in a few hundred rows, and no result is lost.
/// </summary>
public sealed class ProbeDay
{
    public Guid ProbeId { get; init; }
    public Guid PlaceId { get; init; }
    public LocalDate Day { get; init; }
    public required byte[] Results { get; set; }

    /// <summary>A day of results in order.</summary>
    public static ProbeDay Of(Guid probe, Guid place, LocalDate day, IEnumerable<Check> checks) =>
        new()
        {
            ProbeId = probe,
            PlaceId = place,
            Day = day,
            Results = PackedResults.Add([], checks),
        };
}

/// <summary>What a place last found of a probe.</summary>
public sealed class ProbeNow
{
    public Guid ProbeId { get; init; }
    public Guid PlaceId { get; init; }
    public Instant At { get; set; }
    public CheckOutcome Outcome { get; set; }

    /// <summary>What was wrong, as the machine says it; empty where all was well.</summary>
    public string Why { get; set; } = "";

    /// <summary>When the certificate ends; null where there is none or nobody looks.</summary>
    public Instant? CertificateUntil { get; set; }
}
