using System.Globalization;
using System.Text;
using Corbel.Core.Policy;

namespace Corbel.Desk.Holidays;

/// <summary>What is said of changed holidays, in English and Dutch.</summary>
public static class HolidayTexts
{
    /// <summary>Beyond this many a mail names the number only.</summary>
    private const int MostLines = 40;

    /// <summary>A change in a line: Mon 4 Jan 2027 (Substitute day) added to england-and-wales.</summary>
    public static string Line(HolidayDayChange change, Language language)
    {
        var day = DateWords.FullDate(change.Date, language);
        return (change, language == Language.Nl) switch
        {
            ({ Before: null }, false) => $"{day} ({change.After}) added to {change.Division}",
            ({ Before: null }, true) => $"{day} ({change.After}) toegevoegd aan {change.Division}",
            ({ After: null }, false) => $"{day} ({change.Before}) removed from {change.Division}",
            ({ After: null }, true) => $"{day} ({change.Before}) vervallen in {change.Division}",
            (_, false) => $"{day} in {change.Division} is now called {change.After}",
            (_, true) => $"{day} in {change.Division} heet nu {change.After}",
        };
    }

    internal static string ChangedSubject(
        List<HolidayDayChange> changes,
        HolidayEffect.Progress done,
        Language language
    )
    {
        var nl = language == Language.Nl;
        var what =
            changes.Count == 1 ? Line(changes[0], language)
            : nl ? $"{changes.Count} feestdagen gewijzigd"
            : $"{changes.Count} holidays changed";
        return $"{what}; {Effect(done, nl)}";
    }

    internal static string Changed(List<HolidayDayChange> changes, HolidayEffect.Progress done, Language language)
    {
        var nl = language == Language.Nl;
        var text = new StringBuilder();
        text.AppendLine(nl ? "De lijsten van feestdagen zijn gewijzigd:" : "The holiday lists changed:").AppendLine();
        foreach (var change in changes.Take(MostLines))
            text.AppendLine($"- {change.List}: {Line(change, language)}");
        if (changes.Count > MostLines)
            text.AppendLine(nl ? $"- en nog {changes.Count - MostLines}" : $"- and {changes.Count - MostLines} more");
        text.AppendLine();
        text.AppendLine(Capital(Effect(done, nl)) + ".");
        text.AppendLine(
            nl
                ? "In het logboek van elk van die meldingen staat waarom. Klokken die al waren verlopen, zijn niet gewijzigd."
                : "The journal of each of them says why. Clocks that had run out were not changed."
        );
        return text.ToString();
    }

    internal static string EndSubject(string list, int year, Language language) =>
        language == Language.Nl
            ? $"De feestdagen van {list} zijn na {Number(year)} niet bekend"
            : $"The holidays of {list} are not known after {Number(year)}";

    internal static string End(string list, int year, Language language) =>
        language == Language.Nl
            ? $"""
                De lijst {list} loopt tot en met {Number(year)}. Tijdstippen daarna worden berekend zonder
                feestdagen, en dat staat erbij.

                Haal een nieuwere lijst op: corbel holidays fetch, of corbel holidays add BESTAND --name {list}

                """
            : $"""
                The list {list} ends with {Number(year)}. Due times after that are counted without holidays,
                and say so.

                Get a newer list: corbel holidays fetch, or corbel holidays add FILE --name {list}

                """;

    private static string Effect(HolidayEffect.Progress done, bool nl)
    {
        string Issues(int count) =>
            nl
                ? (count == 1 ? "1 open melding heeft" : $"{Number(count)} open meldingen hebben")
                : (count == 1 ? "1 open issue has" : $"{Number(count)} open issues have");
        var parts = new List<string>();
        if (done.Later > 0)
            parts.Add(Issues(done.Later) + (nl ? " een later tijdstip" : " a later due time"));
        if (done.Earlier > 0)
            parts.Add(Issues(done.Earlier) + (nl ? " een eerder tijdstip" : " an earlier due time"));
        return parts.Count == 0
            ? nl
                ? "geen open melding krijgt een ander tijdstip"
                : "no open issue has another due time"
            : string.Join(nl ? " en " : " and ", parts);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
