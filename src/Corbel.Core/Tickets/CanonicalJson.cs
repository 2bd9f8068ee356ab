using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Corbel.Core.Tickets;

/// <summary>
/// Writes JSON in the canonical form of RFC 8785 (JCS): members sorted by UTF-16 code units, no white space, the shortest
/// escapes. Numbers are whole and lie within ±(2^53 − 1): the journal holds no others.
/// </summary>
public static class CanonicalJson
{
    private const long Safe = (1L << 53) - 1;

    /// <summary>The canonical UTF-8 bytes of the element.</summary>
    /// <exception cref="FormatException">
    /// A number is not a whole one within ±(2^53 − 1), a name stands twice, or a text holds half of a surrogate pair.
    /// </exception>
    public static byte[] Write(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        try
        {
            Write(element, buffer);
        }
        catch (InvalidOperationException half)
        {
            throw new FormatException("A text holds half of a surrogate pair", half);
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement element, ArrayBufferWriter<byte> to)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, to);
                break;
            case JsonValueKind.Array:
                to.Write("["u8);
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first)
                        to.Write(","u8);
                    first = false;
                    Write(item, to);
                }
                to.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteString(element.GetString()!, to);
                break;
            case JsonValueKind.Number:
                if (!element.TryGetInt64(out var number) || number is > Safe or < -Safe)
                    throw new FormatException($"{element.GetRawText()} is not a whole number within 53 bits");
                WriteUtf8(number.ToString(CultureInfo.InvariantCulture), to);
                break;
            default:
                WriteUtf8(element.GetRawText(), to);
                break;
        }
    }

    private static void WriteObject(JsonElement element, ArrayBufferWriter<byte> to)
    {
        var members = element.EnumerateObject().ToArray();
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        to.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                    throw new FormatException($"The name {members[i].Name} stands twice");
                to.Write(","u8);
            }
            WriteString(members[i].Name, to);
            to.Write(":"u8);
            Write(members[i].Value, to);
        }
        to.Write("}"u8);
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> to)
    {
        to.Write("\""u8);
        var clean = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text[i]) is not { } escape)
                continue;
            WriteUtf8(text.AsSpan(clean, i - clean), to);
            WriteUtf8(escape, to);
            clean = i + 1;
        }
        WriteUtf8(text.AsSpan(clean), to);
        to.Write("\""u8);
    }

    private static string? Escape(char c) =>
        c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
            _ => null,
        };

    private static void WriteUtf8(ReadOnlySpan<char> text, ArrayBufferWriter<byte> to)
    {
        var span = to.GetSpan(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        to.Advance(System.Text.Encoding.UTF8.GetBytes(text, span));
    }
}
