using System.Text;

namespace Corbel.Desk.Intake;

/// <summary>One line of a text, short enough for a list, and fit for every database.</summary>
public static class Excerpt
{
    public const int Longest = 200;

    /// <summary>
    /// Blanks and breaks become one blank each; control characters, halves of surrogate pairs and marks that turn the
    /// direction of writing fall away. No character is cut in two.
    /// </summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Longest);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                gap = line.Length > 0;
                continue;
            }
            if (!IsFit(rune))
                continue;
            var next = (gap ? 1 : 0) + rune.Utf16SequenceLength;
            if (line.Length + next > Longest)
            {
                Shorten(line);
                break;
            }
            if (gap)
                line.Append(' ');
            line.Append(rune);
            gap = false;
        }
        return line.ToString();
    }

    /// <summary>
    /// Whether a character may stand in a name or a subject. PostgreSQL takes no NUL and no half of a pair (which reads as
    /// U+FFFD); a turned direction makes <c>exe.gpj</c> look like a picture.
    /// </summary>
    internal static bool IsFit(Rune rune) =>
        rune.Value != 0xFFFD
        && !Rune.IsControl(rune)
        && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));

    private static void Shorten(StringBuilder line)
    {
        if (line.Length == Longest)
            line.Length -= char.IsSurrogate(line[^1]) ? 2 : 1;
        while (line.Length > 0 && char.IsWhiteSpace(line[^1]))
            line.Length--;
        line.Append('…');
    }
}
