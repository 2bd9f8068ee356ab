using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Corbel.Desk.Tests.Outbound;

/// <summary>A listener that answers each request with given bytes, right or wrong.</summary>
internal sealed class HttpPeer : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task listening;

    public HttpPeer(Func<string, string> answer, bool hangs = false)
        : this((path, _) => answer(path), hangs) { }

    /// <param name="answer">The bytes for a path and the body that came with it.</param>
    /// <param name="hangs">Whether the line stays open after them.</param>
    public HttpPeer(Func<string, string, string> answer, bool hangs = false)
    {
        door.Start();
        Url = $"http://{door.LocalEndpoint}/";
        listening = Listen(answer, hangs);
    }

    public string Url { get; }

    public int Asked { get; private set; }

    private async Task Listen(Func<string, string, string> answer, bool hangs)
    {
        try
        {
            while (true)
            {
                using var client = await door.AcceptTcpClientAsync(ending.Token);
                Asked++;
                await Serve(client.GetStream(), answer, hangs);
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task Serve(NetworkStream stream, Func<string, string, string> answer, bool hangs)
    {
        try
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            // Who only knocks asks nothing.
            if (await reader.ReadLineAsync(ending.Token) is not { } asked)
                return;
            var path = asked.Split(' ')[1];
            var length = 0;
            while (await reader.ReadLineAsync(ending.Token) is { Length: > 0 } field)
                if (field.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                    length = int.Parse(field[15..], CultureInfo.InvariantCulture);
            var body = new char[length];
            // To read nothing would wait for something.
            if (length > 0)
                await reader.ReadBlockAsync(body, ending.Token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer(path, new string(body))), ending.Token);
            if (hangs)
                await reader.ReadLineAsync(ending.Token);
        }
        catch (IOException)
        {
            // The other side had enough.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The door stays open until nobody waits at it: between two callers it would be asked after it was shut.
        await ending.CancelAsync();
        await listening;
        door.Stop();
        ending.Dispose();
    }
}
