using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Corbel.Core.Access;

/// <summary>What is wrong with the signature of a call.</summary>
public enum SignatureFault
{
    /// <summary>There is none, or it has not the form t=SECONDS,v1=HEX.</summary>
    Malformed,

    /// <summary>No secret that is known made it over this body and time.</summary>
    Wrong,

    /// <summary>It is right, and its time lies more than the tolerance away from ours.</summary>
    OutOfTime,
}

/// <summary>
/// The signature of a call by a host application: HMAC-SHA-256 (RFC 2104) in lower-case hex over the time in seconds since
/// 1970, a full stop, and the raw body. <c>t=1784106000,v1=9f3c…</c>; several v1 may stand there while a secret is changed.
/// </summary>
public static class CallSignature
{
    /// <summary>The header that bears it.</summary>
    public const string Header = "Corbel-Signature";

    /// <summary>How far its time may lie from ours, either way.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(5);

    private const int MostSignatures = 8;

    /// <summary>The value of the header for a body sent at an instant, which counts in whole seconds.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, Instant at, ReadOnlySpan<byte> body) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(Tag(secret, at.ToUnixTimeSeconds(), body))}"
        );

    /// <summary>Finds the secret that made a signature.</summary>
    /// <param name="header">The value of the header; null where there was none.</param>
    /// <param name="secrets">The secrets known. All are tried, so that the time taken tells nothing of which one fits.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="now">The present.</param>
    /// <returns>The place of the secret, or what is wrong.</returns>
    public static (int? Secret, SignatureFault? Fault) Verify(
        string? header,
        IReadOnlyList<byte[]> secrets,
        ReadOnlySpan<byte> body,
        Instant now
    )
    {
        if (Parse(header) is not ({ } seconds, var signatures))
        {
            return (null, SignatureFault.Malformed);
        }
        int? found = null;
        for (var i = 0; i < secrets.Count; i++)
        {
            var right = Tag(secrets[i], seconds, body);
            foreach (var signature in signatures)
            {
                if (CryptographicOperations.FixedTimeEquals(right, signature))
                {
                    found ??= i;
                }
            }
        }
        var away = now.ToUnixTimeSeconds() - seconds;
        return found is null ? (null, SignatureFault.Wrong)
            : Math.Abs(away) > Tolerance.TotalSeconds ? (null, SignatureFault.OutOfTime)
            : (found, null);
    }

    private static (long? Seconds, List<byte[]> Signatures) Parse(string? header)
    {
        long? seconds = null;
        var signatures = new List<byte[]>();
        foreach (var part in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            switch (part.Split('=', 2))
            {
                case ["t", var digits]
                    when seconds is null
                        // Twelve digits go up to the year 33658: enough, and no sum with them overflows.
                        && digits.Length is > 0 and <= 12
                        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var t):
                    seconds = t;
                    break;
                case ["v1", { Length: 64 } hex]
                    when signatures.Count < MostSignatures && hex.All(char.IsAsciiHexDigitLower):
                    signatures.Add(Convert.FromHexString(hex));
                    break;
                default:
                    return (null, []);
            }
        }
        return signatures.Count > 0 ? (seconds, signatures) : (null, []);
    }

    private static byte[] Tag(ReadOnlySpan<byte> secret, long seconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
