using System.Security.Cryptography;
using System.Text;

namespace Corbel.Core.Intake;

/// <summary>The signed end of our tokens in mail addresses: 80 bits of HMAC-SHA-256 in base32 (RFC 4648), small letters.</summary>
internal static class MailTag
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 16;

    /// <summary>The plus part of an address (RFC 5233), where a token stands; null where there is none.</summary>
    public static string? PlusPart(string? address)
    {
        var local = address?.Split('@')[0];
        // The last one: the support address may have a plus part of its own.
        var plus = local?.LastIndexOf('+') ?? -1;
        return plus < 0 ? null : local![(plus + 1)..];
    }

    /// <summary>The tag of a text, which says what the token is for.</summary>
    public static string Of(string text, ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text), hash);
        var tag = new StringBuilder(Length);
        // 16 letters of 5 bits, most significant bits first.
        for (var letter = 0; letter < Length; letter++)
        {
            var bit = letter * 5;
            var window = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            tag.Append(Alphabet[(window >> (11 - (bit % 8))) & 31]);
        }
        return tag.ToString();
    }
}
