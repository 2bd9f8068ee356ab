using System.Security.Cryptography;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Files;

/// <summary>
/// Raw messages and attached files under their SHA-256. In a folder beside SQLite; in the database on PostgreSQL, since its
/// nodes share no disk. Once <see cref="Keep"/> returns, the bytes are on disk.
/// </summary>
public sealed class FileStore : IAsyncDisposable
{
    private readonly string? folder;
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
            await queue.Write(PathOf(name), bytes, cancel);
            return name;
        }
        await writer.Insert([new StoredFile { Sha256 = name, Bytes = bytes.ToArray() }], cancel: cancel);
        return name;
    }

    /// <summary>Reads the bytes back; null where the store has none of that name.</summary>
    public async Task<byte[]?> Read(string name, CancellationToken cancel = default)
    {
        if (folder is not null)
        {
            var path = PathOf(name);
            return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
        }
        await using var db = database.Read();
        return await db.StoredFiles.Where(x => x.Sha256 == name).Select(x => x.Bytes).SingleOrDefaultAsync(cancel);
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
