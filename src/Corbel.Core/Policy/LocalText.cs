namespace Corbel.Core.Policy;

/// <summary>The languages that a text for people is kept in.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Dutch; binding for Dutch readers.</summary>
    Nl,
}

/// <summary>A text for people, in every language that the desk speaks.</summary>
public sealed record LocalText
{
    /// <summary>An empty text, for a reader to fill in.</summary>
    public LocalText() { }

    /// <summary>The same text in both languages.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public LocalText(string en, string nl)
    {
        En = en;
        Nl = nl;
    }

    /// <summary>The text in English.</summary>
    public required string En { get; init; }

    /// <summary>The text in Dutch.</summary>
    public required string Nl { get; init; }

    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.Nl ? Nl : En;
}

/// <summary>A text for people that has an id of its own: a duty of a tier, a kind of session, a clearance.</summary>
public sealed record NamedText : INamed
{
    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The text in English.</summary>
    public required string En { get; init; }

    /// <summary>The text in Dutch.</summary>
    public required string Nl { get; init; }

    /// <summary>Both texts without the id.</summary>
    internal LocalText Text => new(En, Nl);
}
