using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>
/// The text of a header field: encoded words (RFC 2047) as strangers write them, with blanks inside, without padding, under
/// a wrong label, with a letter cut in two; and bytes that nobody encoded.
/// </summary>
internal static partial class HeaderText
{
    /// <summary>More of a field than this is not looked through for encoded words.</summary>
    private const int Longest = 100_000;

    public static string Of(Header? field) => field is null ? "" : Of(Charsets.Read(field.RawValue, null));

    /// <summary>The same, of text that may still hold encoded words.</summary>
    public static string Of(string raw)
    {
        var line = raw.ReplaceLineEndings("").Trim();
        if (line.Length > Longest || !line.Contains("=?", StringComparison.Ordinal))
            return line;
        var text = new StringBuilder(line.Length);
        var word = new List<byte>();
        var (charset, at) = ("", 0);
        foreach (Match match in Encoded().Matches(line))
        {
            var between = line.AsSpan(at, match.Index - at);
            var next = match.Groups["charset"].Value.Split('*')[0];
            // Blanks between two encoded words are no text; a letter may begin in one and end in the next.
            if (!between.Trim().IsEmpty || at == 0 || next != charset)
                Flush();
            if (!between.Trim().IsEmpty || at == 0)
                text.Append(between);
            word.AddRange(
                match.Groups["form"].Value is "b" or "B"
                    ? Base64(match.Groups["text"].Value)
                    : Quoted(match.Groups["text"].Value)
            );
            (charset, at) = (next, match.Index + match.Length);
        }
        Flush();
        return text.Append(line.AsSpan(at)).ToString().ReplaceLineEndings(" ").Trim();

        void Flush()
        {
            if (word.Count > 0)
                text.Append(Charsets.Read(word.ToArray(), charset));
            word.Clear();
        }
    }

    private static byte[] Base64(string text)
    {
        var letters = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        letters = letters.Length % 4 == 1 ? letters[..^1] : letters;
        return Convert.FromBase64String(letters.PadRight((letters.Length + 3) / 4 * 4, '='));
    }

    private static IEnumerable<byte> Quoted(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isCode = bytes[i] == '=' && i + 2 < bytes.Length;
            if (isCode && byte.TryParse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var code))
            {
                yield return code;
                i += 2;
            }
            else
                yield return bytes[i] == '_' ? (byte)' ' : bytes[i];
        }
    }

    // Only its Q form may hold blanks, by mistake; "?=" ends it.
    [GeneratedRegex(
        @"=\?(?<charset>[A-Za-z0-9_.:+*-]{1,60})\?(?<form>[bBqQ])\?(?<text>[^?]*)\?=",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Encoded();
}
