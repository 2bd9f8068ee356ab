using System.Net;
using System.Net.Sockets;

namespace Corbel.Web.Tests.Widget;

/// <summary>A wire between a browser and the desk that can be cut: what is on it is lost, and nothing new gets through.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> open = [];
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;
    private bool isCut;

    public Wire(string desk)
    {
        listener.Start();
        accepting = Accept(new Uri(desk).Port);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Cut()
    {
        lock (open)
        {
            isCut = true;
            open.ForEach(x => x.Dispose());
            open.Clear();
        }
    }

    public void Mend()
    {
        lock (open)
            isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        Cut();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task Accept(int port)
    {
        while (true)
        {
            var near = await listener.AcceptSocketAsync(end.Token);
            var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
            lock (open)
            {
                open.AddRange([near, far]);
                if (isCut)
                {
                    near.Dispose();
                    far.Dispose();
                    continue;
                }
            }
            _ = Join(near, far, port);
        }
    }

    private static async Task Join(Socket near, Socket far, int port)
    {
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, port);
            await using var a = new NetworkStream(near, ownsSocket: true);
            await using var b = new NetworkStream(far, ownsSocket: true);
            await Task.WhenAny(a.CopyToAsync(b), b.CopyToAsync(a));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}
