using System.Runtime.InteropServices;

namespace Corbel.Desk.Files;

/// <summary>
/// Files that survive a loss of power once the call returns: the bytes are flushed, then the name, then the folder that
/// holds the name.
/// </summary>
public static partial class DurableFile
{
    private const int PermissionDenied = 13; // EACCES
    private const int OtherFileSystem = 18; // EXDEV
    private const int NotSupported = 22; // EINVAL
    private const int Interrupted = 4; // EINTR
    private const int Attempts = 3;

    /// <summary>Writes a new file under its final name; where it stands already, it is left as it is.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="bytes">All of the file.</param>
    /// <param name="cancel">Gives up; then nothing is left behind.</param>
    /// <param name="drafts">Where it lies unfinished, on the same file system; beside the final name where null.</param>
    public static Task Write(
        string path,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancel = default,
        string? drafts = null
    ) => Task.Run(() => WriteNow(path, bytes.Span, drafts, cancel), cancel);

    /// <summary>The same on the thread of the caller, which waits for the disk.</summary>
    internal static void WriteNow(string path, ReadOnlySpan<byte> bytes, string? drafts, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (File.Exists(path))
        {
            // A process that died between the move and the flush leaves a name that is not on disk yet.
            FlushFolder(folder);
            return;
        }
        for (var attempt = 1; !TryWrite(path, bytes, drafts ?? folder, last: attempt == Attempts, cancel); attempt++)
        { }
        FlushFolder(folder);
    }

    /// <summary>Whether it was written; false where a sweep took the draft before it was locked.</summary>
    private static bool TryWrite(
        string path,
        ReadOnlySpan<byte> bytes,
        string drafts,
        bool last,
        CancellationToken cancel
    )
    {
        var draft = Path.Combine(drafts, $".{Guid.NewGuid():n}.tmp");
        try
        {
            // Open until it has its name: the lock tells a sweep that somebody is still at it.
            using var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
            stream.Write(bytes);
            cancel.ThrowIfCancellationRequested();
            stream.Flush(flushToDisk: true);
            Rename(draft, path);
            return true;
        }
        catch (IOException) when (!last && Directory.Exists(drafts) && !File.Exists(draft))
        {
            return false;
        }
        catch
        {
            // A full disk stays full if every attempt leaves its half behind.
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Whether so many bytes find room: writes a draft, and takes it away again.</summary>
    /// <exception cref="IOException">They do not.</exception>
    internal static void Try(string drafts, long bytes)
    {
        using var stream = new FileStream(
            Path.Combine(drafts, $".{Guid.NewGuid():n}.tmp"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
                // Asked for at once; a file system that cannot do that is asked by the first bytes alone.
                PreallocationSize = bytes,
            }
        );
        stream.Write(new byte[Math.Min(bytes, 64 * 1024)]);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Removes the drafts that a process left when it died; those of a living one are locked and stay.</summary>
    public static void SweepDrafts(string folder)
    {
        foreach (var draft in Directory.EnumerateFiles(folder, ".*.tmp"))
        {
            try
            {
                using (new FileStream(draft, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    File.Delete(draft);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Somebody is at it, or finished it this moment.
            }
        }
    }

    /// <summary>Moves a file and flushes the folders on both sides.</summary>
    public static void Move(string from, string to)
    {
        if (!TryRename(from, to))
        {
            // Between file systems there is no moving: a durable copy first, and only then the original goes.
            Write(to, File.ReadAllBytes(from)).GetAwaiter().GetResult();
            File.Delete(from);
        }
        FlushFolder(Path.GetDirectoryName(to)!);
        if (Path.GetDirectoryName(from) != Path.GetDirectoryName(to))
            FlushFolder(Path.GetDirectoryName(from)!);
    }

    /// <summary>Makes a folder, and those above it, and flushes each one that holds a new name.</summary>
    public static void MakeFolder(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is not { } parent)
            return;
        if (!Directory.Exists(path))
        {
            MakeFolder(parent);
            Directory.CreateDirectory(path);
        }
        // Also where it stands: a process that died after making it may not have flushed its name.
        FlushFolder(parent, mayBeClosed: true);
    }

    /// <summary>Flushes a folder, so that the names in it are on disk. Windows does this by itself.</summary>
    public static void FlushFolder(string path) => FlushFolder(path, mayBeClosed: false);

    private static void FlushFolder(string path, bool mayBeClosed)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Open(path, 0);
        if (folder < 0)
        {
            // The folder above the data folder may be none of ours to open; nothing of ours is new in it then.
            if (mayBeClosed && Marshal.GetLastPInvokeError() == PermissionDenied)
                return;
            throw Failed($"The folder {path} cannot be opened to flush it");
        }
        try
        {
            int result;
            do result = Fsync(folder);
            while (result != 0 && Marshal.GetLastPInvokeError() == Interrupted);
            // Some network file systems know no flushing of folders: there the server keeps the names.
            if (result != 0 && Marshal.GetLastPInvokeError() != NotSupported)
                throw Failed($"The folder {path} cannot be flushed");
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static void Rename(string from, string to)
    {
        if (!TryRename(from, to))
            throw new IOException($"{from} and {to} lie on different file systems");
    }

    /// <summary>Whether the file has the new name; false where that lies on another file system.</summary>
    private static bool TryRename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(from, to, overwrite: true);
            return true;
        }
        if (RenameFile(from, to) == 0)
            return true;
        if (Marshal.GetLastPInvokeError() == OtherFileSystem)
            return false;
        if (!File.Exists(from))
            throw new FileNotFoundException($"There is no file {from} any more", from);
        throw Failed($"{from} cannot be renamed to {to}");
    }

    private static IOException Failed(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
