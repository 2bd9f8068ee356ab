using System.Diagnostics;
using System.Globalization;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>A real file system of a few megabytes, which fills up as disks do. Mounting one needs root on Linux.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Null where none can be mounted here.</summary>
    /// <param name="megabytes">How much fits.</param>
    public static SmallDisk? Mount(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        var folder = Directory.CreateTempSubdirectory("corbel-small-disk-").FullName;
        var size = megabytes.ToString(CultureInfo.InvariantCulture);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}m", "corbel-tests", folder))
            return new SmallDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    /// <summary>Lets another user make tables on it.</summary>
    public void GiveTo(string user)
    {
        var tables = Directory.CreateDirectory(Path.Combine(Folder, "tables")).FullName;
        Run("chmod", "755", Folder).ShouldBeTrue();
        Run("chown", user, tables).ShouldBeTrue();
    }

    public long Free => new DriveInfo(Folder).AvailableFreeSpace;

    /// <summary>Puts so much on it that only this many bytes stay free, and not even those once others wrote too.</summary>
    public void FillUpTo(long free)
    {
        using var ballast = new FileStream(Ballast, FileMode.Append);
        var block = new byte[4096];
        try
        {
            while (Free > free)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException) when (free == 0)
        {
            // Somebody was quicker with the last block.
        }
    }

    /// <summary>What somebody does who is told that the disk is full.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }
}
