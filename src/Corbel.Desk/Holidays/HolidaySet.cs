using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>All holiday lists known to the desk from an instant on: immutable, in force until the next.</summary>
public sealed class HolidaySet
{
    public int Number { get; init; }

    /// <summary>SHA-256 of the text in lower-case hex: journals name it.</summary>
    public required string Sha256 { get; init; }
    public Instant TakenAt { get; init; }

    /// <summary>Where what is new in it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Canonical JSON: each list by name, in the shape of the public bank-holiday feed.</summary>
    public required string Text { get; init; }
}
