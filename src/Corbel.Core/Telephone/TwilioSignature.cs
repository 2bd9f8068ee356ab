using System.Security.Cryptography;
using System.Text;

namespace Corbel.Core.Telephone;

/// <summary>
/// The signature that Twilio puts on its calls (header X-Twilio-Signature): base64 of HMAC-SHA-1 with the account's auth token,
/// over the whole address that was called and then each field of the form, name and value, in the order of the names.
/// </summary>
public static class TwilioSignature
{
    /// <summary>The header that bears it.</summary>
    public const string Header = "X-Twilio-Signature";

    /// <summary>The signature of a call.</summary>
    /// <param name="token">The account's auth token.</param>
    /// <param name="url">The address as Twilio calls it, with its query.</param>
    /// <param name="fields">The form; the same field may stand there several times.</param>
    public static string Sign(string token, string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder(url);
        foreach (
            var (name, value) in fields
                .Distinct()
                .OrderBy(x => x.Key, StringComparer.Ordinal)
                .ThenBy(x => x.Value, StringComparer.Ordinal)
        )
        {
            text.Append(name).Append(value);
        }
        return Convert.ToBase64String(Tag(token, text.ToString()));
    }

    /// <summary>Whether a signature is right.</summary>
    public static bool IsRight(
        string? signature,
        string token,
        string url,
        IEnumerable<KeyValuePair<string, string>> fields
    ) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature ?? ""),
            Encoding.UTF8.GetBytes(Sign(token, url, fields))
        );

#pragma warning disable CA5350, SCS0006 // SHA-1 is what Twilio signs with; as a keyed HMAC it still holds.
    private static byte[] Tag(string token, string text) =>
        HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350, SCS0006
}
