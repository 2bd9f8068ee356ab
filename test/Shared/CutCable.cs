using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Corbel.Tests;

/// <summary>
/// A line to PostgreSQL that breaks at the worst moment: right after the server got the COMMIT, before its answer comes
/// back; or right before the server gets it.
/// </summary>
public sealed class CutCable : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint server;
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> lines = [];
    private int next = (int)Cut.Nothing;

    public enum Cut
    {
        Nothing,
        BeforeCommit,
        AfterCommit,
    }

    public CutCable(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        server = new IPEndPoint(IPAddress.Parse(target.Host!), target.Port);
        door.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Port = ((IPEndPoint)door.LocalEndpoint).Port,
        }.ConnectionString;
        lines.Add(Listen());
    }

    public string ConnectionString { get; }

    /// <summary>How many times the line was cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>The next COMMIT meets this.</summary>
    public void CutNext(Cut cut) => Interlocked.Exchange(ref next, (int)cut);

    private async Task Listen()
    {
        try
        {
            while (true)
                lines.Add(Carry(await door.AcceptTcpClientAsync(ending.Token)));
        }
        catch (OperationCanceledException) { }
    }

    private async Task Carry(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        try
        {
            await far.ConnectAsync(server, cut.Token);
            var back = Back(far.GetStream(), near.GetStream(), cut.Token);
            await There(near.GetStream(), far.GetStream(), cut);
            await cut.CancelAsync();
            await back;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException) { }
    }

    private async Task There(NetworkStream from, NetworkStream to, CancellationTokenSource cut)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cut.Token) is > 0 and var count)
        {
            // Several lines commit at once: one of them meets it.
            var commits = buffer.AsSpan(0, count).IndexOf("COMMIT"u8) >= 0;
            var asked = commits ? (Cut)Interlocked.Exchange(ref next, (int)Cut.Nothing) : Cut.Nothing;
            if (asked == Cut.Nothing)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cut.Token);
                continue;
            }
            Cuts++;
            if (asked == Cut.BeforeCommit)
                return;
            // The answer must not come back, and the server must have it: the other direction stops first.
            await cut.CancelAsync();
            await to.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
            _ = await to.ReadAsync(buffer, CancellationToken.None);
            return;
        }
    }

    private static async Task Back(NetworkStream from, NetworkStream to, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancel) is > 0 and var count)
            await to.WriteAsync(buffer.AsMemory(0, count), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        door.Stop();
        await Task.WhenAll(lines);
        ending.Dispose();
    }
}
