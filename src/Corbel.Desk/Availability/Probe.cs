using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>What a probe does.</summary>
public enum ProbeKind
{
    /// <summary>Fetches an address by HTTP: status, a text in the body, and how long the certificate is good for.</summary>
    Http,

    /// <summary>Opens a TCP connection.</summary>
    Tcp,

    /// <summary>Asks DNS for a name.</summary>
    Dns,
}

/// <summary>How a component is looked at, from which places and how often.</summary>
public sealed class Probe
{
    public Guid Id { get; init; }
    public Guid ComponentId { get; init; }
    public required ProbeKind Kind { get; init; }

    /// <summary>An http or https address; host:port; or a name.</summary>
    public required string Target { get; set; }

    /// <summary>The HTTP status that is right; 0 for any of 200 to 299.</summary>
    public int Status { get; set; }

    /// <summary>What the body must contain, or the address that the name must have; empty for anything.</summary>
    public string Expect { get; set; } = "";

    /// <summary>A certificate that ends sooner is told of; 0: not looked at. It is no downtime.</summary>
    public int CertificateDays { get; set; }

    /// <summary>Seconds from one check to the next.</summary>
    public int IntervalSeconds { get; set; } = 60;

    /// <summary>Milliseconds after which a check has failed.</summary>
    public int TimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>How many places must find it down at once.</summary>
    public int Quorum { get; set; } = 1;

    /// <summary>Ids of the places that look; all where it is empty. Separated by blanks.</summary>
    public string Places { get; set; } = "";
    public Instant CreatedAt { get; init; }
    public Instant? RetiredAt { get; set; }

    /// <summary>Whether it is looked at from a place.</summary>
    public bool Asks(Place place) =>
        Places.Length == 0 || Places.Contains(place.Id.ToString(), StringComparison.Ordinal);
}
