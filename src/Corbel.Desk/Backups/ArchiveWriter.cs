using System.Formats.Tar;
using System.Security.Cryptography;
using Corbel.Desk.Files;

namespace Corbel.Desk.Backups;

/// <summary>Writes an archive (tar, POSIX pax): entries, and at the end the sums of all of them.</summary>
internal sealed class ArchiveWriter(Stream output) : IAsyncDisposable
{
    private readonly TarWriter tar = new(output, TarEntryFormat.Pax, leaveOpen: true);
    private readonly Dictionary<string, string> sums = [];
    private readonly Dictionary<string, string> damaged = [];

    public int Files { get; private set; }

    /// <summary>Stored files that do not hold what their name says.</summary>
    public IReadOnlyCollection<string> Damaged => damaged.Keys;

    public async Task Add(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        sums.Add(name, FileStore.NameOf(bytes.Span));
        await Write(name, new MemoryStream(bytes.ToArray(), writable: false), cancel);
    }

    /// <summary>Adds a file of any size.</summary>
    public async Task AddLarge(string name, string path, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        sums.Add(name, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)));
        stream.Position = 0;
        await Write(name, stream, cancel);
    }

    /// <summary>Adds a file of the store, as it is: a damaged one must not keep the rest from being saved.</summary>
    public async Task AddStored(string sha256, byte[] bytes, CancellationToken cancel)
    {
        var own = FileStore.NameOf(bytes);
        if (own != sha256)
            damaged.Add(sha256, own);
        Files++;
        await Write($"files/{sha256[..2]}/{sha256}", new MemoryStream(bytes, writable: false), cancel);
    }

    /// <summary>Writes the sums. An archive that lacks them is not whole.</summary>
    public Task Finish(CancellationToken cancel)
    {
        var all = new BackupSums(sums, Files, damaged);
        return Write(BackupSums.Entry, new MemoryStream(all.ToBytes(), writable: false), cancel);
    }

    private Task Write(string name, Stream content, CancellationToken cancel) =>
        tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            },
            cancel
        );

    public ValueTask DisposeAsync() => tar.DisposeAsync();
}
