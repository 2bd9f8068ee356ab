using System.Text.Json.Serialization;

namespace Corbel.Core.Policy;

/// <summary>A text for people that has an id of its own: a duty of a tier, a kind of session, a clearance.</summary>
public sealed record NamedText : INamed
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The text in English.</summary>
    public required string En { get; init; }

    /// <summary>The text in Dutch.</summary>
    public required string Nl { get; init; }

    /// <summary>Both texts without the id.</summary>
    [JsonIgnore]
    public LocalText Text => new(En, Nl);
}
