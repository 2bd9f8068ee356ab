using System.Diagnostics;

namespace Corbel.Tests;

/// <summary>Waits for what another process or task brings about, and fails after long enough.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Is(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var longest = patience ?? Patience;
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            if (since.Elapsed > longest)
                throw new TimeoutException($"Not in {longest.TotalSeconds:0} seconds: {what}");
            await Task.Delay(25);
        }
    }
}
