using System.Diagnostics;
using Corbel.Desk.Availability;

namespace Corbel.Web.Tests.Availability;

/// <summary>A real `corbel probe`, as a process of its own.</summary>
internal sealed class RemoteProbe : IAsyncDisposable
{
    private readonly Process process;

    private RemoteProbe(Process process) => this.process = process;

    public static async Task<RemoteProbe> Start(string desk, Place place, string folder)
    {
        Directory.CreateDirectory(folder);
        var secret = Path.Combine(folder, "secret");
        await File.WriteAllTextAsync(secret, place.Secret + "\n");
        string[] verb =
        [
            Path.Combine(AppContext.BaseDirectory, "corbel.dll"),
            "probe",
            "--desk",
            desk,
            "--place",
            place.Name,
            "--secret-file",
            secret,
            "--data",
            folder,
            "--allow",
            "127.0.0.0/8",
        ];
        var start = new ProcessStartInfo("dotnet", verb) { UseShellExecute = false, WorkingDirectory = folder };
        return new(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
