using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>Holiday lists and their divisions in words. One that is not known here is called by its name in the file.</summary>
public static class HolidayWords
{
    private static readonly ImmutableDictionary<string, LocalText> Names = new Dictionary<string, LocalText>(
        StringComparer.Ordinal
    )
    {
        ["uk-bank-holidays"] = new("UK bank holidays", "Britse feestdagen (bank holidays)"),
        ["england-and-wales"] = new("England and Wales", "Engeland en Wales"),
        ["scotland"] = new("Scotland", "Schotland"),
        ["northern-ireland"] = new("Northern Ireland", "Noord-Ierland"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The name of a list.</summary>
    public static string List(string name, Language language) => Name(name, language);

    /// <summary>The name of a division.</summary>
    public static string Division(string name, Language language) => Name(name, language);

    /// <summary>A list with the divisions that count: UK bank holidays of England and Wales.</summary>
    public static string Of(HolidaysSpec holidays, Language language) =>
        List(holidays.List, language)
        + (language == Language.Nl ? " van " : " of ")
        + AmountWords.List([.. holidays.Divisions.Select(d => Division(d, language))], language);

    private static string Name(string name, Language language) =>
        Names.TryGetValue(name, out var text) ? text.In(language) : name;
}
