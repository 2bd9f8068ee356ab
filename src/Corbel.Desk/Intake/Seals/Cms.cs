using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;

namespace Corbel.Desk.Intake.Seals;

/// <summary>Parts in the cryptographic message syntax (RFC 8551, 3.2), told by what they are and not by what they say.</summary>
internal static class Cms
{
    /// <summary>Some gateways lose the type and leave the name.</summary>
    public static bool Is(MimePart part) =>
        part is ApplicationPkcs7Mime
        || (
            part.ContentType.IsMimeType("application", "octet-stream")
            && part.FileName?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true
        );

    public static byte[] BytesOf(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    /// <exception cref="IOException">It is nothing of the kind.</exception>
    public static DerObjectIdentifier KindOf(byte[] bytes)
    {
        using var stream = new Asn1InputStream(bytes);
        return ContentInfo.GetInstance(stream.ReadObject()).ContentType;
    }
}
