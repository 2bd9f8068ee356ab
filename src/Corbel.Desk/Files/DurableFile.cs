using System.Runtime.InteropServices;

namespace Corbel.Desk.Files;

/// <summary>
/// Files that survive a loss of power once the call returns: the bytes are flushed, then the name, then the folder that
/// holds the name.
/// </summary>
public static partial class DurableFile
{
    /// <summary>Writes a new file under its final name; where it stands already, it is left as it is.</summary>
    public static async Task Write(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (File.Exists(path))
        {
            // A process that died between the move and the flush leaves a name that is not on disk yet.
            FlushFolder(folder);
            return;
        }
        var draft = Path.Combine(folder, $".{Guid.NewGuid():n}.tmp");
        await using (
            var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: false)
        )
        {
            await stream.WriteAsync(bytes, cancel);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        FlushFolder(folder);
    }

    /// <summary>Moves a file and flushes the folders on both sides.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(to)!);
        if (Path.GetDirectoryName(from) != Path.GetDirectoryName(to))
            FlushFolder(Path.GetDirectoryName(from)!);
    }

    /// <summary>Makes a folder and flushes the one that holds its name.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(path))!;
        MakeFolder(parent);
        Directory.CreateDirectory(path);
        FlushFolder(parent);
    }

    /// <summary>Flushes a folder, so that the names in it are on disk. Windows does this by itself.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Open(path, 0);
        if (folder < 0)
            throw new IOException($"Cannot open the folder {path} to flush it", Marshal.GetLastPInvokeError());
        try
        {
            if (Fsync(folder) != 0)
                throw new IOException($"Cannot flush the folder {path}", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
