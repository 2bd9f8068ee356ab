using System.Globalization;
using System.Text;

namespace Corbel.Desk.Intake;

/// <summary>The words of a rich text (RTF 1.9), without its looks.</summary>
internal static class RtfText
{
    private const int Longest = 2_000_000;

    // What stands in these groups is no text of the writer's.
    private static readonly HashSet<string> Silent =
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "listtable",
        "listoverridetable",
        "generator",
        "themedata",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "fldinst",
        "bkmkstart",
        "bkmkend",
        "revtbl",
    ];

    /// <summary>Where a group stands: whether it is silent, and how many letters stand in for each of Unicode.</summary>
    private readonly record struct Group(bool Silent, int StandIns);

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var rtf = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Longest)]);
        if (!rtf.StartsWith(@"{\rtf", StringComparison.Ordinal))
            return "";
        var text = new StringBuilder();
        var letters = new List<byte>();
        var encoding = EncodingOf(rtf);
        var groups = new Stack<Group>();
        var now = new Group(false, 1);
        var skip = 0;
        for (var at = 0; at < rtf.Length; )
        {
            var c = rtf[at++];
            if (c is not '\\')
                Flush();
            if (c == '{')
                groups.Push(now);
            else if (c == '}')
                now = groups.TryPop(out var outer) ? outer : now;
            else if (c == '\\')
                at = Control(at);
            else if (c is not '\r' and not '\n')
                Say(c);
        }
        Flush();
        return text.ToString().Trim();

        int Control(int from)
        {
            if (from < rtf.Length && rtf[from] == '\'')
            {
                var code = from + 3 <= rtf.Length ? rtf.AsSpan(from + 1, 2) : "3f";
                if (skip > 0)
                    skip--;
                else if (!now.Silent && byte.TryParse(code, NumberStyles.AllowHexSpecifier, null, out var letter))
                    letters.Add(letter);
                return Math.Min(from + 3, rtf.Length);
            }
            Flush();
            var end = from;
            while (end < rtf.Length && char.IsAsciiLetter(rtf[end]))
                end++;
            if (end == from)
            {
                Symbol(from < rtf.Length ? rtf[from] : ' ');
                return from + 1;
            }
            var word = rtf[from..end];
            var digits = end;
            while (digits < rtf.Length && (char.IsAsciiDigit(rtf[digits]) || (digits == end && rtf[digits] == '-')))
                digits++;
            int? number = int.TryParse(rtf.AsSpan(end, digits - end), CultureInfo.InvariantCulture, out var given)
                ? given
                : null;
            Word(word, number);
            return digits < rtf.Length && rtf[digits] == ' ' ? digits + 1 : digits;
        }

        void Symbol(char c)
        {
            if (c == '*')
                now = now with { Silent = true };
            else if (c is '\\' or '{' or '}')
                Say(c);
            else if (c == '~')
                Say('\u00a0');
            else if (c is '\r' or '\n')
                Say('\n');
        }

        void Word(string word, int? number)
        {
            if (word is "par" or "line" or "row" or "sect" or "page")
                Say('\n');
            else if (word is "tab" or "cell")
                Say('\t');
            else if (word == "uc")
                now = now with { StandIns = Math.Clamp(number ?? 1, 0, 16) };
            else if (word == "u" && number is { } code)
            {
                Say((char)(ushort)code);
                skip = now.StandIns;
            }
            else if (Silent.Contains(word))
                now = now with { Silent = true };
        }

        void Say(char c)
        {
            if (skip > 0)
                skip--;
            else if (!now.Silent)
                text.Append(c);
        }

        void Flush()
        {
            if (letters.Count > 0)
                text.Append(encoding.GetString([.. letters]));
            letters.Clear();
        }
    }

    private static Encoding EncodingOf(string rtf)
    {
        const string Mark = @"\ansicpg";
        var at = rtf.IndexOf(Mark, StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(rtf.Skip(at + Mark.Length).Take(5).TakeWhile(char.IsAsciiDigit));
        try
        {
            return Encoding.GetEncoding(
                digits is "" or "65000" ? 1252 : int.Parse(digits, CultureInfo.InvariantCulture)
            );
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.GetEncoding(1252);
        }
    }
}
