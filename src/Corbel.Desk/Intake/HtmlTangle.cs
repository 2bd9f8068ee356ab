using System.Buffers;

namespace Corbel.Desk.Intake;

/// <summary>
/// Finds HTML that would cost a parser minutes or all memory: elements nested by the ten thousand, or so many left open that
/// each new one repeats them. One pass over the tags, before any parser sees them.
/// </summary>
internal static class HtmlTangle
{
    private const int Deepest = 1_000;

    /// <summary>Copies of formatting elements left open: a parser repeats each of them in every block that follows.</summary>
    private const long MostCopies = 2_000_000;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    // They hold nothing, or the next one of their kind ends them.
    private static readonly HashSet<string> NeverDeep = new(StringComparer.OrdinalIgnoreCase)
    {
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "source",
        "td",
        "th",
        "tr",
        "wbr",
    };

    private static readonly HashSet<string> Repeated = new(StringComparer.OrdinalIgnoreCase)
    {
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    };

    public static bool In(ReadOnlySpan<char> html)
    {
        var open = new Stack<string>();
        var known = NeverDeep.GetAlternateLookup<ReadOnlySpan<char>>();
        var (formats, copies) = (0, 0L);
        for (var at = html.IndexOf('<'); at >= 0; at = Next(html, at))
        {
            var closes = at + 1 < html.Length && html[at + 1] == '/';
            var name = NameAt(html, at + (closes ? 2 : 1));
            copies += formats;
            if (name.Length == 0 || known.Contains(name))
                continue;
            if (!closes)
            {
                open.Push(name.ToString());
                formats += Repeated.Contains(open.Peek()) ? 1 : 0;
            }
            else if (open.TryPeek(out var last) && name.Equals(last, StringComparison.OrdinalIgnoreCase))
                formats -= Repeated.Contains(open.Pop()) ? 1 : 0;
            if (open.Count > Deepest || copies > MostCopies)
                return true;
        }
        return false;
    }

    private static int Next(ReadOnlySpan<char> html, int at)
    {
        var next = html[(at + 1)..].IndexOf('<');
        return next < 0 ? -1 : at + 1 + next;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> html, int start)
    {
        if (start >= html.Length || !char.IsAsciiLetter(html[start]))
            return [];
        var rest = html[start..];
        var end = rest.IndexOfAny(NameEnds);
        return end < 0 ? rest : rest[..end];
    }
}
