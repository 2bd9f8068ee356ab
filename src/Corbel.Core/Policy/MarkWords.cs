namespace Corbel.Core.Policy;

/// <summary>
/// Finds a mark that a message states in words (clause 11): in brackets in the subject or the first line of the text, or at
/// their beginning. When in doubt a message is marked: to lower a mark is one step, to unsee a text is none.
/// </summary>
public static class MarkWords
{
    /// <summary>The id of the highest mark stated; null where none is.</summary>
    /// <param name="spec">What the policy says of marks; null: it knows none.</param>
    /// <param name="subject">The subject, if the message has one.</param>
    /// <param name="text">The text; only its first line that is not empty counts.</param>
    public static string? Find(MarkingSpec? spec, string? subject, string? text)
    {
        if (spec is null)
        {
            return null;
        }
        var said = Stated(subject ?? "").Concat(Stated(FirstLine(text ?? ""))).ToList();
        return spec.Marks.Items.LastOrDefault(m => said.Any(s => Says(s, m.Name)))?.Id;
    }

    /// <summary>What may be a mark: the line itself, for its beginning, and whatever stands in brackets.</summary>
    private static IEnumerable<string> Stated(string line)
    {
        yield return line;
        for (var open = line.IndexOf('['); open >= 0; open = line.IndexOf('[', open + 1))
        {
            var close = line.IndexOf(']', open);
            if (close < 0)
            {
                yield break;
            }
            yield return line[open..close];
        }
    }

    /// <summary>
    /// Case, blanks and hyphens do not matter. A descriptor may follow, as in "OFFICIAL-SENSITIVE COMMERCIAL"; but the name
    /// stands there whole: no secretary is SECRET.
    /// </summary>
    private static bool Says(string said, string name)
    {
        var word = SeverityWords.Normal(name);
        var met = 0;
        foreach (var c in said)
        {
            if (met == word.Length)
            {
                return met > 0 && !char.IsLetterOrDigit(c);
            }
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }
            if (char.ToUpperInvariant(c) != word[met])
            {
                return false;
            }
            met++;
        }
        return met > 0 && met == word.Length;
    }

    private static string FirstLine(string text) =>
        text.Split('\n').Select(x => x.Trim()).FirstOrDefault(x => x.Length > 0) ?? "";
}
