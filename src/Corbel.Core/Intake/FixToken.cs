using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Corbel.Core.Intake;

/// <summary>
/// The signed part of a link by which one person says whether a repair holds. It allows that on one ticket and release, in
/// that person's name, and only by a button on the page it opens.
/// </summary>
public static class FixToken
{
    /// <summary>The token: number, release, person and 128 bits of HMAC-SHA-256 in hex, joined by dots.</summary>
    public static string Sign(long number, Guid release, Guid person, ReadOnlySpan<byte> key)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{number}.{release:n}.{person:n}");
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"fix:{said}"), hash);
        return $"{said}.{Convert.ToHexStringLower(hash[..16])}";
    }

    /// <summary>What a token is about; null where it is none of ours.</summary>
    public static (long Number, Guid Release, Guid Person)? Verify(string? token, ReadOnlySpan<byte> key)
    {
        if (
            token?.Split('.') is not [var digits, var first, var second, _]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !Guid.TryParseExact(first, "n", out var release)
            || !Guid.TryParseExact(second, "n", out var person)
        )
            return null;
        // The whole token is compared, so that it has one form.
        var right = Encoding.ASCII.GetBytes(Sign(number, release, person, key));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), right)
            ? (number, release, person)
            : null;
    }
}
