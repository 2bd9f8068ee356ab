using System.Text;

namespace Corbel.Core.Policy;

/// <summary>
/// Finds a stated severity in a subject or first line, by the words of the policy (reading "severity not stated").
/// Case, blanks, hyphens and a colon between the parts of a word do not matter; a word counts only whole, so that sev1
/// is not found in sev10.
/// </summary>
public static class SeverityWords
{
    /// <summary>
    /// The severity that the subject states, or else the first line of the text that is not blank; none where neither
    /// states one. Where one line states two, the strictest counts: whoever writes both means at least that.
    /// </summary>
    public static SeveritySpec? Find(PolicyDocument policy, string? subject, string? text) =>
        InLine(policy, subject ?? "") ?? InLine(policy, FirstLine(text ?? ""));

    /// <summary>A word as it is compared: letters and digits alone, in upper case.</summary>
    internal static string Normal(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                return line.ToString();
            }
        }
        return "";
    }

    private static SeveritySpec? InLine(PolicyDocument policy, string line)
    {
        var said = Join(line);
        return policy.Severities.Items.FirstOrDefault(s => s.Words.Any(w => Says(said, w)));
    }

    /// <summary>Letters and digits in upper case; a break between words is a bar, other marks end a sentence part.</summary>
    private static string Join(string line)
    {
        var joined = new StringBuilder("|");
        foreach (var c in line)
        {
            if (char.IsLetterOrDigit(c))
            {
                joined.Append(char.ToUpperInvariant(c));
            }
            else if (c is ' ' or '\t' or '-' or '_' or ':' or '#' or '\u00a0')
            {
                Break(joined, '|');
            }
            else
            {
                Break(joined, '/');
            }
        }
        return joined.Append('|').ToString();
    }

    private static void Break(StringBuilder joined, char mark)
    {
        if (joined[^1] is '|' or '/')
        {
            joined[^1] = mark == '/' ? '/' : joined[^1];
        }
        else
        {
            joined.Append(mark);
        }
    }

    /// <summary>Whether the word stands there whole, with or without breaks inside it.</summary>
    private static bool Says(string said, string word)
    {
        var wanted = Normal(word);
        for (var start = 1; start < said.Length; start++)
        {
            if (said[start - 1] is '|' or '/' && Matches(said, start, wanted))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Matches(string said, int at, string wanted)
    {
        var matched = 0;
        for (; matched < wanted.Length; at++)
        {
            if (said[at] == '|' && matched > 0 && at < said.Length - 1)
            {
                continue;
            }
            if (said[at] != wanted[matched])
            {
                return false;
            }
            matched++;
        }
        return said[at] is '|' or '/';
    }
}
