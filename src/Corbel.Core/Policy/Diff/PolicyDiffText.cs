namespace Corbel.Core.Policy;

/// <summary>A difference of policies as plain text, for mails and terminals.</summary>
public static class PolicyDiffText
{
    /// <summary>Clause by clause: what was said and what is said now.</summary>
    public static IEnumerable<string> Lines(PolicyDiff diff, Language language)
    {
        var nl = language == Language.Nl;
        foreach (var clause in diff.Clauses)
        {
            yield return clause.Heading is { } heading
                ? $"{(char.IsDigit(heading.Number[0]) ? heading.Number + " " : "")}{heading.Title.In(language)}"
                : (nl ? "Voor het geheel" : "For the whole");
            foreach (var line in clause.Changes.SelectMany(c => Lines(c, language)))
            {
                yield return "  " + line;
            }
            yield return "";
        }
    }

    private static IEnumerable<string> Lines(PolicyChange change, Language language)
    {
        var (nl, shown) = (language == Language.Nl, change.Shown(language));
        if (About(change, language) is { } about)
        {
            yield return about;
        }
        if (change.Before is { } before)
        {
            yield return $"{Word(change.Now is null, nl)}{before.In(shown)}";
        }
        if (change.Now is { } now)
        {
            yield return $"{(change.Before is null ? (nl ? "+ nieuw: " : "+ new: ") : nl ? "+ nu: " : "+ now: ")}{now.In(shown)}";
        }
    }

    private static string Word(bool dropped, bool nl) =>
        (dropped, nl) switch
        {
            (true, true) => "- vervallen: ",
            (true, false) => "- dropped: ",
            (_, true) => "- was: ",
            _ => "- was: ",
        };

    /// <summary>What a change is about where its text alone does not say so; null where it does.</summary>
    public static string? About(PolicyChange change, Language language) =>
        change.Part switch
        {
            ChangedPart.Reading when change.Question is { } question => (
                language == Language.Nl ? "Onze lezing: " : "Our reading: "
            ) + question.In(language),
            ChangedPart.Setting => (language == Language.Nl ? "Instelling " : "Setting ") + change.Id,
            _ => null,
        };
}
