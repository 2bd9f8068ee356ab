using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Corbel.Desk.Intake;

/// <summary>
/// Bytes of strangers as text. A label is a hint: programs call UTF-8 "us-ascii" and windows-1252 "iso-8859-1" every day.
/// What fits no reading becomes U+FFFD; the original keeps its bytes.
/// </summary>
internal static class Charsets
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf8 = new UTF8Encoding(false);

    /// <summary>
    /// Before anything else of the desk runs: without it windows-1252 and its kin read as if every byte were a letter of its
    /// own. The mail library looks once which charsets there are: a desk that had sent a mail before it read one would name
    /// that one by another key than the desk after its next start.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The mail library looks once which charsets there are")]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text of a part; lines that a format=flowed program broke are whole again (RFC 3676).</summary>
    public static string TextOf(TextPart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        var label = part.ContentType.Charset ?? (part.IsHtml ? InMeta(all) : null);
        var text = Read(all, label);
        return part.IsFlowed && part.IsPlain ? Unbroken(text, part.ContentType.Parameters["delsp"]) : text;
    }

    private static string Unbroken(string text, string? deletes)
    {
        // "-- " stands above a signature and does not go on (RFC 3676, 4.3).
        var lines = text.ReplaceLineEndings("\n").Replace("\n-- \n", "\n--\n", StringComparison.Ordinal);
        return new FlowedToText { DeleteSpace = IsYes(deletes) }.Convert(lines);
    }

    /// <param name="bytes">The text's bytes.</param>
    /// <param name="label">The charset that the sender names, or null.</param>
    public static string Read(ReadOnlySpan<byte> bytes, string? label)
    {
        var known = Named(label);
        if (Marked(bytes) is var (marked, length))
            return marked.GetString(bytes[length..]);
        if (Wide(bytes, known) is { } wide)
            return wide.GetString(bytes);
        if (known is not null && SaysMoreThanLatin(known))
            return StrictlyUtf8(bytes, known) ?? known.GetString(bytes);
        if (Ascii.IsValid(bytes))
            return (HasJapaneseEscape(bytes) ? Encoding.GetEncoding("iso-2022-jp") : Encoding.ASCII).GetString(bytes);
        var (pairs, broken) = Utf8In(bytes);
        var isUtf8 = broken == 0 || pairs > broken || (known is UTF8Encoding && pairs > 0);
        return isUtf8 ? Utf8.GetString(bytes) : Mended(Encoding.Latin1.GetString(bytes));
    }

    /// <summary>
    /// Letters that somebody read as iso-8859-1 although they were windows-1252: those control characters are never meant.
    /// The five that windows-1252 has not become U+FFFD.
    /// </summary>
    public static string Mended(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0080', '\u009f')
            ? string.Create(
                text.Length,
                text,
                static (mended, from) =>
                {
                    var windows = Encoding.GetEncoding(1252);
                    for (var i = 0; i < mended.Length; i++)
                    {
                        var letter = from[i] is >= '\u0080' and <= '\u009f'
                            ? windows.GetString([(byte)from[i]])[0]
                            : from[i];
                        mended[i] = letter is >= '\u0080' and <= '\u009f' ? '\ufffd' : letter;
                    }
                }
            )
            : text;

    /// <summary>Null where the label is none that the machine knows; UTF-7 is refused, as it hides markup in plain letters.</summary>
    private static Encoding? Named(string? label)
    {
        var name = label?.Trim().Trim('"', '\'', ';').ToLowerInvariant() ?? "";
        name = name switch
        {
            "utf8" => "utf-8",
            "gb2312" or "gbk" or "cp936" or "x-gbk" => "gb18030",
            "x-mac-roman" => "macintosh",
            "windows-31j" or "cp932" or "x-sjis" => "shift_jis",
            "cp949" or "ks_c_5601-1987" or "euc-kr" => "ks_c_5601-1987",
            _ when name.StartsWith("cp125", StringComparison.Ordinal) => $"windows-{name[2..]}",
            _ when name.StartsWith("win-125", StringComparison.Ordinal) => $"windows-{name[4..]}",
            _ => name,
        };
        if (name.Length is 0 or > 40 || name.Contains("utf-7", StringComparison.Ordinal))
            return null;
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>By a byte order mark, and how long that is.</summary>
    private static (Encoding Encoding, int Length)? Marked(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => null,
        };

    /// <summary>UTF-16 without a mark shows by where its zeros stand; a label alone proves nothing.</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> bytes, Encoding? known)
    {
        var labelled = known is UnicodeEncoding;
        if (known is UTF32Encoding && bytes.Length % 4 == 0)
            return known;
        var (even, odd) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        var enough = labelled ? 1 : Math.Max(2, bytes.Length * 3 / 10);
        if (odd >= enough && odd > even * 4)
            return Encoding.Unicode;
        if (even >= enough && even > odd * 4)
            return Encoding.BigEndianUnicode;
        return labelled && bytes.Length % 2 == 0 && !Ascii.IsValid(bytes) ? known : null;
    }

    private static bool SaysMoreThanLatin(Encoding known) =>
        known is not UTF8Encoding and not UnicodeEncoding and not UTF32Encoding
        && known.WebName is not ("us-ascii" or "iso-8859-1" or "windows-1252");

    /// <summary>Where each letter of the label's charset is one byte, a whole text is never UTF-8 by chance.</summary>
    private static string? StrictlyUtf8(ReadOnlySpan<byte> bytes, Encoding known)
    {
        if (!known.IsSingleByte || Ascii.IsValid(bytes))
            return null;
        var (pairs, broken) = Utf8In(bytes);
        return broken == 0 && pairs > 1 ? StrictUtf8.GetString(bytes) : null;
    }

    /// <summary>How many letters of more than one byte stand there in UTF-8, and how many bytes belong to none.</summary>
    private static (int Pairs, int Broken) Utf8In(ReadOnlySpan<byte> bytes)
    {
        var (pairs, broken) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var done = Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done;
            if (!done)
                broken++;
            else if (length > 1)
                pairs++;
            bytes = bytes[length..];
        }
        return (pairs, broken);
    }

    private static bool HasJapaneseEscape(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\e$B"u8) >= 0 || bytes.IndexOf("\e$@"u8) >= 0 || bytes.IndexOf("\e(J"u8) >= 0;

    /// <summary>What an HTML page says of itself, at its beginning.</summary>
    private static string? InMeta(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 2048)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || head.IndexOf("<meta", StringComparison.OrdinalIgnoreCase) is < 0)
            return null;
        var name = head[(at + "charset=".Length)..].TrimStart('"', '\'', ' ');
        var end = name.AsSpan().IndexOfAny("\"'/ >;");
        return end < 0 ? null : name[..end];
    }

    private static bool IsYes(string? value) => string.Equals(value, "yes", StringComparison.OrdinalIgnoreCase);
}
