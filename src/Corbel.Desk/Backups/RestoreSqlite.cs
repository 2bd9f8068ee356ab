using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Files;

namespace Corbel.Desk.Backups;

/// <summary>Restores into a folder: everything is laid beside its place first, and the database takes its place last.</summary>
internal static class RestoreSqlite
{
    private const string Draft = ".restoring";

    public static async Task<Outcome<RestoreReceipt>> Run(
        string folder,
        Database target,
        BackupManifest manifest,
        ArchiveReader archive,
        CancellationToken cancel
    )
    {
        folder = Path.GetFullPath(folder);
        if (!IsEmpty(folder))
            return Refusal.Of(
                "folder-not-empty",
                $"{folder} is not empty. A backup is restored into an empty folder only; name another with --data DIR.",
                $"{folder} is niet leeg. Een back-up kan alleen in een lege map terug; noem een andere met --data DIR."
            );
        DurableFile.MakeFolder(Path.GetDirectoryName(folder)!);
        PrivateFile.MakeFolder(folder);
        var draft = Path.Combine(folder, Draft);
        PrivateFile.MakeFolder(draft);
        // The lock ends with the process: a draft that nobody holds is left over from one that was killed.
        await using var held = TryLock(Path.Combine(draft, "lock"));
        if (held is null)
            return Refusal.Of(
                "restore-under-way",
                $"Somebody is restoring into {folder} at this moment.",
                $"Er wordt op dit moment al een back-up in {folder} teruggezet."
            );
        try
        {
            Clear(folder, draft);
            var files = await Extract(draft, archive, cancel);
            if (await SqliteFile.Trouble(Path.Combine(draft, SqliteFile.Entry), cancel) is { } trouble)
                throw new DamagedArchiveException(trouble);
            await SqliteFile.SetLog(Path.Combine(draft, SqliteFile.Entry), cancel);
            Directory.Move(Path.Combine(draft, "files"), Path.Combine(folder, "files"));
            DurableFile.FlushFolder(folder);
            // From here on it is a desk.
            DurableFile.Move(Path.Combine(draft, SqliteFile.Entry), Path.Combine(folder, SqliteFile.Entry));
            return new RestoreReceipt(manifest.TakenAt, files, await Migrator.Pending(target, cancel));
        }
        finally
        {
            if (!File.Exists(Path.Combine(folder, SqliteFile.Entry)))
                Clear(folder, draft);
            Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Nothing in it, or what a restore left that was killed before its database took its place.</summary>
    private static bool IsEmpty(string folder)
    {
        if (!Directory.Exists(folder))
            return !File.Exists(folder);
        var names = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).ToList();
        return names.Count == 0 || (names.Contains(Draft) && names.All(x => x is Draft or "files"));
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Clear(string folder, string draft)
    {
        foreach (var files in (string[])[Path.Combine(folder, "files"), Path.Combine(draft, "files")])
            if (Directory.Exists(files))
                Directory.Delete(files, recursive: true);
        File.Delete(Path.Combine(draft, SqliteFile.Entry));
    }

    private static async Task<int> Extract(string draft, ArchiveReader archive, CancellationToken cancel)
    {
        if (archive.Name != SqliteFile.Entry)
            throw new DamagedArchiveException("it holds no database");
        await Lay(Path.Combine(draft, SqliteFile.Entry), archive, cancel);
        var files = Path.Combine(draft, "files");
        PrivateFile.MakeFolder(files);
        var shelves = new HashSet<string>();
        while (archive.Name is { } name && ArchiveReader.Stored(name) is { } sha256)
        {
            var shelf = Path.Combine(files, sha256[..2]);
            if (shelves.Add(shelf))
                PrivateFile.MakeFolder(shelf);
            await Lay(Path.Combine(shelf, sha256), archive, cancel);
        }
        var count = await archive.Finish(cancel);
        foreach (var written in shelves.Append(files).Append(draft))
            DurableFile.FlushFolder(written);
        return count;
    }

    private static async Task Lay(string path, ArchiveReader archive, CancellationToken cancel)
    {
        await using var stream = PrivateFile.Create(path);
        await archive.CopyTo(stream, cancel);
        stream.Flush(flushToDisk: true);
    }
}
