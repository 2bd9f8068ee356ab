using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Says by which version, variation and holiday list a sum was made.</summary>
internal static class SourceText
{
    /// <summary>The version of the policy, and each variation agreed with the customer.</summary>
    public static IEnumerable<string> Lines(Explanation why, Language language)
    {
        var nl = language == Language.Nl;
        if (why.Policy.Source is not { } source)
        {
            yield break;
        }
        var posted = DateWords.FullDate(source.PostedAt.InUtc().Date, language);
        var mark = source.Sha256[..Math.Min(12, source.Sha256.Length)];
        var holidays = why.Holidays.Version is { Length: > 0 } list
            ? (
                nl
                    ? $", feestdagen {list[..Math.Min(12, list.Length)]}"
                    : $", holidays {list[..Math.Min(12, list.Length)]}"
            )
            : "";
        yield return nl
            ? $"Beleid: versie {source.Version} van {posted} ({mark}{holidays})"
            : $"Policy: version {source.Version} of {posted} ({mark}{holidays})";
        foreach (var variation in source.Variations)
        {
            var agreed = DateWords.FullDate(variation.AgreedOn, language);
            var settings = string.Join(", ", variation.Settings);
            yield return nl
                ? $"Anders overeengekomen: {variation.Reference} van {agreed} ({settings})"
                : $"Agreed otherwise: {variation.Reference} of {agreed} ({settings})";
        }
    }

    /// <summary>What changes of the holiday lists did to the due instant.</summary>
    public static IEnumerable<string> HolidayChanges(Explanation why, Func<Instant, string> at, bool nl)
    {
        foreach (var step in why.HolidaySteps)
        {
            var when = at(step.At);
            yield return step is { Before: { } before, After: { } after } && before != after
                ? (
                    nl
                        ? $"{when}: de feestdagen zijn gewijzigd; uiterlijk {at(before)} werd {at(after)}"
                        : $"{when}: the holiday lists changed; due {at(before)} became {at(after)}"
                )
                : (
                    nl
                        ? $"{when}: de feestdagen zijn gewijzigd; het tijdstip bleef gelijk"
                        : $"{when}: the holiday lists changed; the due time stayed"
                );
        }
    }

    /// <summary>Nothing is due while the clock is stopped.</summary>
    public static string Stopped(bool nl) =>
        nl
            ? "De klok staat stil zolang wij op de klant wachten; de rest van de tijd telt na het antwoord"
            : "The clock is stopped while we wait for the customer; the rest of the time counts after the answer";
}
