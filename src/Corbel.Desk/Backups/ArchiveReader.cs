using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Corbel.Desk.Files;

namespace Corbel.Desk.Backups;

/// <summary>The archive is not whole, or is none.</summary>
internal sealed class DamagedArchiveException(string what) : Exception(what);

/// <summary>
/// Reads an archive from its beginning to its end and compares every sum. Nothing that was read may count before
/// <see cref="Finish"/> returned.
/// </summary>
internal sealed partial class ArchiveReader(Stream input) : IAsyncDisposable
{
    private readonly TarReader tar = new(input, leaveOpen: true);
    private readonly Dictionary<string, string> sums = [];
    private readonly Dictionary<string, string> stored = [];
    private TarEntry? current;

    /// <summary>The name of the entry that stands next; the sums are not handed out.</summary>
    public string? Name => current?.Name == BackupSums.Entry ? null : current?.Name;

    public async Task<BackupManifest> Begin(CancellationToken cancel)
    {
        await Step(cancel);
        if (Name != BackupManifest.Entry)
            throw new DamagedArchiveException("it does not begin with a manifest, so it is no archive of Corbel");
        using var bytes = new MemoryStream();
        await CopyTo(bytes, cancel);
        return BackupManifest.Read(bytes.ToArray());
    }

    /// <summary>Copies the entry that stands next, and goes on to the one after it.</summary>
    public async Task CopyTo(Stream target, CancellationToken cancel)
    {
        var name = Name ?? throw new DamagedArchiveException("an entry is missing");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var content = current!.DataStream ?? Stream.Null;
        while (await content.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancel);
        }
        var sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        var fresh = Stored(name) is { } file ? stored.TryAdd(file, sum) : sums.TryAdd(name, sum);
        if (!fresh)
            throw new DamagedArchiveException($"it holds {name} twice");
        await Step(cancel);
    }

    /// <summary>The SHA-256 of a stored file's entry; null where the entry is none.</summary>
    public static string? Stored(string name) =>
        StoredName().Match(name) is { Success: true } match ? match.Groups["sha256"].Value : null;

    /// <summary>Holds what was read against the sums at the archive's end.</summary>
    /// <returns>How many stored files there were.</returns>
    /// <exception cref="DamagedArchiveException">Something is missing, or is not what was written.</exception>
    public async Task<int> Finish(CancellationToken cancel)
    {
        if (current?.Name != BackupSums.Entry)
            throw new DamagedArchiveException(
                current is null ? "its end is missing" : $"it holds {current.Name}, which does not belong there"
            );
        using var bytes = new MemoryStream();
        await current.DataStream!.CopyToAsync(bytes, cancel);
        var told = BackupSums.Read(bytes.ToArray());
        foreach (var (name, sum) in told.Entries)
            if (!sums.Remove(name, out var read) || read != sum)
                throw new DamagedArchiveException($"{name} is not what was written");
        if (sums.Count > 0 || stored.Count != told.Files)
            throw new DamagedArchiveException("it does not hold what its end says");
        foreach (var (name, sum) in stored)
            if (sum != told.Damaged.GetValueOrDefault(name, name))
                throw new DamagedArchiveException($"the file {name} is not what was written");
        return stored.Count;
    }

    private async Task Step(CancellationToken cancel)
    {
        try
        {
            current = await tar.GetNextEntryAsync(copyData: false, cancel);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DamagedArchiveException(failure.Message);
        }
        if (current is not null && current.EntryType != TarEntryType.RegularFile)
            throw new DamagedArchiveException($"it holds {current.Name}, which is no file");
    }

    public ValueTask DisposeAsync() => tar.DisposeAsync();

    [GeneratedRegex(@"^files/(?<shelf>[0-9a-f]{2})/(?<sha256>\k<shelf>[0-9a-f]{62})$", RegexOptions.None, 1000)]
    private static partial Regex StoredName();
}
