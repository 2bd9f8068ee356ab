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
/// <param name="En">The text in English.</param>
/// <param name="Nl">The text in Dutch.</param>
public sealed record LocalText(string En, string Nl)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.Nl ? Nl : En;
}
