using System.Security.Cryptography;
using System.Text;
using Corbel.Desk.Files;

namespace Corbel.Desk.Marked;

/// <summary>A key that wraps the keys of tickets.</summary>
internal sealed record MasterKey(string Id, byte[] Key);

/// <summary>
/// The master keys, in a file outside the data folder and the backups: one a line, its id and its bytes in base64. The last
/// one wraps; the others still open what they wrapped.
/// </summary>
public sealed class MasterKeys
{
    private readonly Lock reading = new();
    private IReadOnlyList<MasterKey> known = [];
    private (DateTime, long) seen;

    /// <exception cref="MasterKeyException">The file would lie in the data folder.</exception>
    public MasterKeys(DeskOptions options)
    {
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Data));
        File = Path.GetFullPath(
            options.Marking.Keys.Length > 0 ? options.Marking.Keys : Path.Combine(data + ".keys", "master.keys")
        );
        if (File.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new MasterKeyException(
                $"The master keys {File} would lie in the data folder, and in every copy of it. Name another place: marking.keys."
            );
    }

    /// <summary>Where they lie.</summary>
    public string File { get; }

    /// <summary>The ids of those in the file; the last one wraps.</summary>
    public IReadOnlyList<string> Ids => [.. Read().Select(x => x.Id)];

    internal MasterKey? Newest => Read() is [.., var last] ? last : null;

    internal MasterKey? Of(string id) => Read().FirstOrDefault(x => x.Id == id);

    /// <summary>Adds a new one, which wraps from now on.</summary>
    /// <returns>Its id.</returns>
    public string Add()
    {
        lock (reading)
        {
            var folder = Path.GetDirectoryName(File)!;
            PrivateFile.MakeFolder(folder);
            var key = RandomNumberGenerator.GetBytes(Sealed.KeyLength);
            var id = Convert.ToHexStringLower(SHA256.HashData(key))[..12];
            var text = new StringBuilder();
            foreach (var one in Read().Append(new MasterKey(id, key)))
                text.Append(one.Id).Append(' ').Append(Convert.ToBase64String(one.Key)).Append('\n');
            var draft = $"{File}.{Guid.NewGuid():n}.tmp";
            using (var stream = PrivateFile.Create(draft))
            {
                stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
                stream.Flush(flushToDisk: true);
            }
            DurableFile.Move(draft, File);
            return id;
        }
    }

    /// <summary>Read again when the file is another: a key that was added needs no restart.</summary>
    private IReadOnlyList<MasterKey> Read()
    {
        lock (reading)
        {
            var file = new FileInfo(File);
            var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
            if (now == seen)
                return known;
            (known, seen) = (file.Exists ? Parse() : [], now);
            return known;
        }
    }

    private List<MasterKey> Parse()
    {
        var keys = new List<MasterKey>();
        foreach (var line in System.IO.File.ReadAllLines(File).Where(x => x.Length > 0))
        {
            var key = new byte[Sealed.KeyLength];
            if (
                line.Split(' ') is not [var id, var text]
                || !Convert.TryFromBase64String(text, key, out var length)
                || length != key.Length
            )
                throw new MasterKeyException($"{File} holds a line that is no master key");
            keys.Add(new MasterKey(id, key));
        }
        return keys;
    }
}

/// <summary>A master key is not where it should be; the sentence says what to do.</summary>
public sealed class MasterKeyException(string why) : Exception(why)
{
    internal static MasterKeyException Missing(string? id, string file) =>
        new(
            id is null
                ? $"Marked text was sealed under master keys that are not in {file}. Bring the file back that this desk had; until then marked text stays shut."
                : $"The master key {id} is not in {file}. Bring the file back that holds it; until then marked text stays shut."
        );
}
