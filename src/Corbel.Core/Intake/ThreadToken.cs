using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Corbel.Core.Intake;

/// <summary>
/// The signed mark by which an answer finds its ticket: in the plus part of our address (RFC 5233) and in our Message-IDs.
/// It says where a text belongs, never who wrote it. Form: <c>1042.k3v…</c>, the number and 80 bits of HMAC-SHA-256 in base32.
/// </summary>
public static class ThreadToken
{
    /// <summary>The token of a ticket's number under a key.</summary>
    public static string Sign(long number, ReadOnlySpan<byte> key) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}.{Tag(number, key)}");

    /// <summary>The number a token stands for; null where it is none of ours.</summary>
    public static long? Verify(string? token, ReadOnlySpan<byte> key)
    {
        var dot = token?.IndexOf('.') ?? -1;
        if (
            dot <= 0
            || !Ascii.IsValid(token!)
            || !long.TryParse(token.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return null;
        // The whole token is compared, so that a number has one form; mail systems may turn letters into capitals.
        var given = Encoding.ASCII.GetBytes(token!.ToLowerInvariant());
        return CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Sign(number, key)))
            ? number
            : null;
    }

    /// <summary>The Message-ID, without angle brackets, of a mail on a ticket.</summary>
    public static string MessageId(long number, ReadOnlySpan<byte> key, Guid unique, string domain) =>
        $"t.{Sign(number, key)}.{unique:n}@{domain}";

    /// <summary>The number in one of our Message-IDs; null where it is none of ours.</summary>
    public static long? FromMessageId(string? messageId, ReadOnlySpan<byte> key) =>
        messageId is null ? null : Verify(OfMessageId(messageId.Trim().Trim('<', '>')), key);

    /// <summary>The token within a Message-ID of that form, unchecked; null where it has another form.</summary>
    public static string? OfMessageId(string messageId) =>
        messageId.Split('@')[0].Split('.') is ["t", var number, var tag, _] ? $"{number}.{tag}" : null;

    /// <summary>Our address with the token in its plus part.</summary>
    public static string Address(string address, string token)
    {
        var at = address.LastIndexOf('@');
        return $"{address[..at]}+{token}{address[at..]}";
    }

    /// <summary>The number in the plus part of a recipient's address; null where there is none of ours.</summary>
    public static long? FromAddress(string? address, ReadOnlySpan<byte> key) => Verify(MailTag.PlusPart(address), key);

    private static string Tag(long number, ReadOnlySpan<byte> key) =>
        MailTag.Of(string.Create(CultureInfo.InvariantCulture, $"thread:{number}"), key);
}
