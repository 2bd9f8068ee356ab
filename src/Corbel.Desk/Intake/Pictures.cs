using Corbel.Desk.Files;
using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>
/// The pictures that a mail brings along and its HTML may show: files of the desk's own, named by their SHA-256. PNG, JPEG,
/// GIF and WebP by their first bytes, whatever they are called; never SVG, which can hold scripts.
/// </summary>
public sealed class Pictures
{
    private const int MostWithin = 50;
    private readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IncomingFile> within = [];

    /// <summary>Pictures that stood inside the HTML itself, as files.</summary>
    public IReadOnlyList<IncomingFile> Within => within;

    /// <summary>The media type of a picture by its bytes; null where it is none that a page may show.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, .. var rest] when rest.StartsWith("WEBP"u8) =>
                "image/webp",
            _ => null,
        };

    /// <returns>The file, under its true type where it is a picture.</returns>
    internal IncomingFile Add(MimeEntity entity, IncomingFile file)
    {
        if (TypeOf(file.Bytes) is not { } type)
            return file;
        var name = FileStore.NameOf(file.Bytes);
        if (entity.ContentId is { Length: > 0 } id)
            names.TryAdd($"cid:{id}", name);
        if (entity.ContentLocation is { } place)
            names.TryAdd(place.OriginalString, name);
        return file with { MediaType = type };
    }

    /// <summary>The SHA-256 of the picture at an address in the HTML; null where the mail does not bring it.</summary>
    public string? Find(string address)
    {
        var plain = address.Trim();
        if (plain.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            return Within64(plain);
        return plain.Length > 0 && names.TryGetValue(Unescaped(plain), out var name) ? name : null;
    }

    private string? Within64(string address)
    {
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !address[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[(address.Length - comma) / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(Uri.UnescapeDataString(address[(comma + 1)..]), bytes, out var length))
            return null;
        bytes = bytes[..length];
        if (TypeOf(bytes) is not { } type || within.Count >= MostWithin || length > ParsedMail.LargestFile)
            return null;
        var name = FileStore.NameOf(bytes);
        if (!within.Exists(x => FileStore.NameOf(x.Bytes) == name))
            within.Add(new IncomingFile($"picture.{type["image/".Length..]}", type, bytes));
        return name;
    }

    private static string Unescaped(string address) =>
        address.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(address) : address;
}
