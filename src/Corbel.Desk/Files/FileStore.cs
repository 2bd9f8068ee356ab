using System.Security.Cryptography;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Files;

/// <summary>
/// Raw messages and attached files under their SHA-256. In a folder beside SQLite; in the database on PostgreSQL, since its
/// nodes share no disk. Once <see cref="Keep"/> returns, the bytes are on disk.
/// </summary>
public sealed class FileStore : IAsyncDisposable
{
    /// <summary>For so long a message may take to be written after its files were kept.</summary>
    private static readonly Duration Unsettled = Duration.FromMinutes(10);

    private readonly string? folder;
    private readonly string again = "";
    private readonly FileQueue? queue;
    private readonly Database database;
    private readonly GroupWriter writer;

    public FileStore(Database database, GroupWriter writer, string dataFolder)
    {
        (this.database, this.writer) = (database, writer);
        if (database.IsPostgres)
            return;
        folder = Path.Combine(dataFolder, "files");
        var drafts = Path.Combine(folder, "tmp");
        DurableFile.MakeFolder(drafts);
        DurableFile.SweepDrafts(drafts);
        again = Path.Combine(folder, "again");
        // Marks of long ago say nothing any more.
        foreach (var mark in Directory.CreateDirectory(again).EnumerateFiles().Where(IsSettled))
            mark.Delete();
        // All 256 shelves at once, so that no later write has to flush a new one.
        for (var shelf = 0; shelf < 256; shelf++)
            Directory.CreateDirectory(Path.Combine(folder, shelf.ToString("x2")));
        DurableFile.FlushFolder(folder);
        queue = new FileQueue(drafts);
    }

    /// <summary>The SHA-256 of the bytes in lower-case hex: their name in the store.</summary>
    public static string NameOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Keeps the bytes and returns their name. Keeping the same bytes twice is the same as once.</summary>
    public async Task<string> Keep(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        var name = NameOf(bytes.Span);
        if (queue is not null)
        {
            // Whoever takes it away because it was sealed sees that another message brought it too.
            if (File.Exists(PathOf(name)))
                await File.WriteAllBytesAsync(Path.Combine(again, name), [], cancel);
            await queue.Write(PathOf(name), bytes, cancel);
            return name;
        }
        await writer.Insert([new StoredFile { Sha256 = name, Bytes = bytes.ToArray() }], cancel: cancel);
        return name;
    }

    /// <summary>
    /// Reads the bytes back; null where the store has none of that name, or where they are sealed (clause 11) and nobody reads
    /// who may open them.
    /// </summary>
    public async Task<byte[]?> Read(string name, CancellationToken cancel = default) =>
        await ReadStored(name, cancel) is not { } bytes ? null
        : Sealed.OwnerOf(bytes) is null ? bytes
        : MarkedReading.Current?.Open(bytes);

    /// <summary>The bytes as they lie there, sealed or not.</summary>
    internal async Task<byte[]?> ReadStored(string name, CancellationToken cancel)
    {
        if (folder is not null)
        {
            var path = PathOf(name);
            return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
        }
        await using var db = database.Read();
        return await db.StoredFiles.Where(x => x.Sha256 == name).Select(x => x.Bytes).SingleOrDefaultAsync(cancel);
    }

    /// <summary>
    /// Takes bytes away that lie there sealed under another name. Not those that another message brought a moment ago: it may
    /// name them only now.
    /// </summary>
    /// <returns>Whether they are gone.</returns>
    internal async Task<bool> Remove(string name, CancellationToken cancel)
    {
        if (folder is null)
            return await RemoveRow(name, cancel);
        var (path, mark) = (PathOf(name), new FileInfo(Path.Combine(again, name)));
        if (!File.Exists(path))
            return true;
        if (mark.Exists && !IsSettled(mark))
            return false;
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        mark.Delete();
        File.Delete(path);
        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
        mark.Refresh();
        if (!mark.Exists)
            return true;
        // Somebody brought it between the question and the deed.
        await queue!.Write(path, bytes, CancellationToken.None);
        return false;
    }

    private static bool IsSettled(FileInfo mark) =>
        SystemClock.Instance.GetCurrentInstant() - Instant.FromDateTimeUtc(mark.LastWriteTimeUtc) >= Unsettled;

    private async Task<bool> RemoveRow(string name, CancellationToken cancel)
    {
        var seconds = (long)Unsettled.TotalSeconds;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Database.ExecuteSqlAsync(
                    $"DELETE FROM stored_files WHERE sha256 = {name} AND (again_at IS NULL OR again_at < now() - make_interval(secs => {seconds}))",
                    token
                );
                return !await db.StoredFiles.AnyAsync(x => x.Sha256 == name, token);
            },
            cancel
        );
    }

    /// <summary>Whether the text has the form of a file's name: a SHA-256 in lower-case hex.</summary>
    public static bool IsName(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string name)
    {
        if (!IsName(name))
            throw new ArgumentException("A file's name is its SHA-256 in lower-case hex", nameof(name));
        return Path.Combine(folder!, name[..2], name);
    }

    public async ValueTask DisposeAsync()
    {
        if (queue is not null)
            await queue.DisposeAsync();
    }
}
