namespace Corbel.Desk.Files;

/// <summary>Files and folders that only their owner may read, from the moment they are there.</summary>
internal static class PrivateFile
{
    private const UnixFileMode ReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A new file, locked while it is open.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = ReadAndWrite;
        return new FileStream(path, options);
    }

    /// <summary>A folder; one that stands already keeps its rights.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, ReadAndWrite | UnixFileMode.UserExecute);
    }
}
