using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>
/// The zone that a calendar is read in: one IANA zone (<c>Etc/GMT</c>), or <c>earlier-of</c> two
/// (<c>earlier-of Etc/GMT, Europe/London</c>): then both due times are computed and shown, and the earlier binds
/// (reading "GMT in summer").
/// </summary>
public sealed record ZoneChoice
{
    /// <summary>The word that starts a choice of two zones.</summary>
    public const string EarlierOf = "earlier-of";

    /// <summary>The form in words, for an error.</summary>
    public const string Form =
        "an IANA zone such as Europe/London, or earlier-of two: earlier-of Etc/GMT, Europe/London";

    /// <summary>The form as a regular expression, for the schema.</summary>
    public const string Pattern = @"^(?:[A-Za-z0-9_+/-]+|earlier-of [A-Za-z0-9_+/-]+, ?[A-Za-z0-9_+/-]+)$";

    private ZoneChoice(ImmutableArray<string> zones) => Zones = zones;

    /// <summary>The one zone, or the two of which the earlier due time binds. Their names are not checked here.</summary>
    public ImmutableArray<string> Zones { get; }

    /// <summary>One zone.</summary>
    public static ZoneChoice One(string zone) => new([zone]);

    /// <summary>Reads the form.</summary>
    public static bool TryParse(string text, out ZoneChoice choice)
    {
        var two = text.StartsWith(EarlierOf + " ", StringComparison.Ordinal);
        string[] zones = two ? text[EarlierOf.Length..].Split(',', StringSplitOptions.TrimEntries) : [text];
        choice = new([.. zones]);
        return zones.Length == (two ? 2 : 1) && zones.All(z => z.Length > 0 && !z.Any(char.IsWhiteSpace));
    }

    /// <summary>The choice in the file's own form.</summary>
    public override string ToString() => Zones.Length == 1 ? Zones[0] : $"{EarlierOf} {string.Join(", ", Zones)}";

    /// <inheritdoc/>
    public bool Equals(ZoneChoice? other) => other is not null && Zones.SequenceEqual(other.Zones);

    /// <inheritdoc/>
    public override int GetHashCode() => Zones[0].GetHashCode(StringComparison.Ordinal);
}
