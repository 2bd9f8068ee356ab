using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Corbel.Core.Intake;

/// <summary>
/// The signed part of a link in an acknowledgement by which its reader claims a severity. It allows that one act on that one
/// ticket, and only by the button on the page it opens.
/// </summary>
public static class ClaimToken
{
    /// <summary>The token: number, severity and 128 bits of HMAC-SHA-256 in hex, joined by dots.</summary>
    public static string Sign(long number, string severity, ReadOnlySpan<byte> key) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{number}.{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(severity))}.{Tag(number, severity, key)}"
        );

    /// <summary>What a token claims; null where it is none of ours.</summary>
    public static (long Number, string Severity)? Verify(string? token, ReadOnlySpan<byte> key)
    {
        if (token?.Split('.') is not [var digits, var hex, _])
            return null;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigitLower))
            return null;
        var severity = Encoding.UTF8.GetString(Convert.FromHexString(hex));
        // The whole token is compared, so that a claim has one form.
        var right = Encoding.ASCII.GetBytes(Sign(number, severity, key));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), right)
            ? (number, severity)
            : null;
    }

    private static string Tag(long number, string severity, ReadOnlySpan<byte> key)
    {
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"claim:{number}:{severity}"));
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, text, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
