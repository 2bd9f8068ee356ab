using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Corbel.Tests;

/// <summary>A line to a server that a test can listen on, change and cut.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint server;
    private readonly Func<string, string>? back;
    private readonly Func<string, Task<bool>>? there;
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> lines = [];
    private readonly Task listening;
    private CancellationTokenSource cut = new();
    private long cutAt = long.MaxValue;

    /// <param name="server">Where it leads.</param>
    /// <param name="back">What becomes of the server's bytes, as Latin-1 text; null leaves them.</param>
    /// <param name="there">Sees the client's bytes before the server does; false cuts the line before they get there.</param>
    public Wire(IPEndPoint server, Func<string, string>? back = null, Func<string, Task<bool>>? there = null)
    {
        (this.server, this.back, this.there) = (server, back, there);
        door.Start();
        listening = Listen();
    }

    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    /// <summary>Bytes that went either way so far.</summary>
    public long Carried { get; private set; }

    /// <summary>How often it was cut at a byte that was named.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts once so many more bytes have gone either way, in the midst of whatever that is.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref cutAt, Carried + bytes);

    /// <summary>Cuts every line that is open; new ones may be opened.</summary>
    public void Cut()
    {
        var old = Interlocked.Exchange(ref cut, new CancellationTokenSource());
        old.Cancel();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
                lines.Add(Carry(await door.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException) { }
    }

    private async Task Carry(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, cut.Token);
        try
        {
            await far.ConnectAsync(server, end.Token);
            await Task.WhenAny(
                Pass(near.GetStream(), far.GetStream(), null, there, end.Token),
                Pass(far.GetStream(), near.GetStream(), back, null, end.Token)
            );
            await end.CancelAsync();
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException) { }
    }

    private async Task Pass(
        NetworkStream from,
        NetworkStream to,
        Func<string, string>? change,
        Func<string, Task<bool>>? asks,
        CancellationToken cancel
    )
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReadAsync(buffer, cancel) is > 0 and var count)
            {
                var bytes = buffer.AsMemory(0, count);
                if (change is not null)
                    bytes = Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(bytes.Span)));
                if (asks is not null && !await asks(Encoding.Latin1.GetString(bytes.Span)))
                    return;
                var room = Interlocked.Read(ref cutAt) - Carried;
                if (count > room)
                {
                    await to.WriteAsync(bytes[..(int)Math.Min(Math.Max(0, room), bytes.Length)], cancel);
                    Interlocked.Exchange(ref cutAt, long.MaxValue);
                    Cuts++;
                    Cut();
                    return;
                }
                await to.WriteAsync(bytes, cancel);
                Carried += count;
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException) { }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        door.Stop();
        await listening;
        await Task.WhenAll(lines);
        cut.Dispose();
        ending.Dispose();
    }
}
