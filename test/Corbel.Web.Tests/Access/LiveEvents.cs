using Corbel.Desk.People;

namespace Corbel.Web.Tests.Access;

/// <summary>Somebody's open stream of events, as a page reads it: each line as "name data".</summary>
internal sealed class LiveEvents : IAsyncDisposable
{
    private readonly HttpClient client;
    private readonly Task reading;
    private readonly List<string> heard = [];
    private readonly CancellationTokenSource stop = new();

    private LiveEvents(HttpClient client, Stream stream) => (this.client, reading) = (client, Read(stream));

    public static async Task<LiveEvents> Of(WebDesk desk, Person person)
    {
        var signed = await desk.SignedIn(person);
        var events = new LiveEvents(signed, await signed.GetStreamAsync("/live"));
        await events.Until("hello");
        return events;
    }

    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (heard)
                return [.. heard];
        }
    }

    /// <summary>Waits until an event was heard.</summary>
    public Task Until(string line) =>
        Eventually.Is(
            () => Task.FromResult(Heard.Contains(line)),
            $"the event “{line}”; heard: {string.Join(", ", Heard)}"
        );

    private async Task Read(Stream stream)
    {
        using var lines = new StreamReader(stream);
        var name = "";
        try
        {
            while (await lines.ReadLineAsync(stop.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line["event: ".Length..];
                else if (line.StartsWith("data:", StringComparison.Ordinal))
                    lock (heard)
                        heard.Add($"{name} {line["data:".Length..].Trim()}".Trim());
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The page was closed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        client.Dispose();
        await reading;
        stop.Dispose();
    }
}
