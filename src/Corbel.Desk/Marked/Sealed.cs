using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Corbel.Desk.Marked;

/// <summary>
/// The form in which marked text lies at rest: AES-256-GCM in chunks of 64 KiB. A header names the owner (a ticket, or a
/// message that is held) and the value; every chunk has a nonce of its own and vouches for the header, its place and whether
/// it is the last. So no chunk can be changed, moved, dropped, cut off, or put into another value, unnoticed.
/// </summary>
internal static class Sealed
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    /// <summary>Stands before a sealed text; the rest is base64.</summary>
    public const string TextPrefix = "corbel-sealed:";

    internal const int ChunkLength = 64 * 1024;
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int IdLength = 16;
    private const int HeaderLength = 4 + 1 + 2 * IdLength;

    /// <summary>No text in UTF-8, and no kind of file, begins so.</summary>
    private static ReadOnlySpan<byte> Magic => [0xC0, 0x5E, 0xA1, 0xED];

    public static byte[] Seal(byte[] key, Guid owner, ReadOnlySpan<byte> plain)
    {
        var chunks = Math.Max(1, (plain.Length + ChunkLength - 1) / ChunkLength);
        var form = new byte[HeaderLength + chunks * (NonceLength + TagLength) + plain.Length];
        Magic.CopyTo(form);
        form[Magic.Length] = Version;
        owner.TryWriteBytes(form.AsSpan(Magic.Length + 1), bigEndian: true, out _);
        RandomNumberGenerator.Fill(form.AsSpan(Magic.Length + 1 + IdLength, IdLength));
        using var cipher = new AesGcm(key, TagLength);
        var rest = form.AsSpan(HeaderLength);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var part = plain[..Math.Min(ChunkLength, plain.Length)];
            plain = plain[part.Length..];
            var nonce = rest[..NonceLength];
            RandomNumberGenerator.Fill(nonce);
            var hidden = rest.Slice(NonceLength, part.Length);
            var tag = rest.Slice(NonceLength + part.Length, TagLength);
            cipher.Encrypt(nonce, part, hidden, tag, Beside(form, chunk, last: chunk == chunks - 1));
            rest = rest[(NonceLength + part.Length + TagLength)..];
        }
        return form;
    }

    /// <exception cref="CryptographicException">It is not what was sealed, or another key sealed it.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> form)
    {
        if (OwnerOf(form) is null || form.Length < HeaderLength + NonceLength + TagLength)
            throw new CryptographicException("This is no sealed value");
        const int full = NonceLength + ChunkLength + TagLength;
        var body = form[HeaderLength..];
        var chunks = (body.Length + full - 1) / full;
        var lost = chunks * (NonceLength + TagLength);
        if (body.Length < lost)
            throw new CryptographicException("The sealed value was cut");
        var plain = new byte[body.Length - lost];
        using var cipher = new AesGcm(key, TagLength);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var part = body[..Math.Min(full, body.Length)];
            body = body[part.Length..];
            if (part.Length < NonceLength + TagLength)
                throw new CryptographicException("The sealed value was cut");
            cipher.Decrypt(
                part[..NonceLength],
                part[NonceLength..^TagLength],
                part[^TagLength..],
                plain.AsSpan(chunk * ChunkLength, part.Length - NonceLength - TagLength),
                Beside(form, chunk, last: chunk == chunks - 1)
            );
        }
        return plain;
    }

    /// <summary>Whose key opens it; null where it is no sealed value.</summary>
    public static Guid? OwnerOf(ReadOnlySpan<byte> form) =>
        form.Length >= HeaderLength && form.StartsWith(Magic) && form[Magic.Length] == Version
            ? new Guid(form.Slice(Magic.Length + 1, IdLength), bigEndian: true)
            : null;

    public static string SealText(byte[] key, Guid owner, string text) =>
        TextPrefix + Convert.ToBase64String(Seal(key, owner, Encoding.UTF8.GetBytes(text)));

    /// <summary>The bytes of a sealed text; null where it is none.</summary>
    public static byte[]? FormOf(string text)
    {
        if (!text.StartsWith(TextPrefix, StringComparison.Ordinal))
            return null;
        var form = new byte[(text.Length - TextPrefix.Length) / 4 * 3 + 3];
        return
            Convert.TryFromBase64String(text[TextPrefix.Length..], form, out var length)
            && OwnerOf(form.AsSpan(0, length)) is not null
            ? form[..length]
            : null;
    }

    /// <summary>What a chunk vouches for besides its own bytes.</summary>
    private static byte[] Beside(ReadOnlySpan<byte> form, int chunk, bool last)
    {
        var beside = new byte[HeaderLength + 5];
        form[..HeaderLength].CopyTo(beside);
        BinaryPrimitives.WriteInt32BigEndian(beside.AsSpan(HeaderLength), chunk);
        beside[^1] = last ? (byte)1 : (byte)0;
        return beside;
    }
}
