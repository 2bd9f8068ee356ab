using System.Net;
using System.Net.Sockets;
using Corbel.Core;

namespace Corbel.Desk.Outbound;

/// <summary>
/// The one way out for addresses that somebody gave. Only http and https; only to public addresses, or to those inside that
/// the installation allows; each name is resolved once and what was checked is what is connected to, again at each redirect.
/// No cookies, no proxy, no name or password goes along. What is too large or too slow is cut.
/// </summary>
public sealed partial class OutboundClient : IDisposable
{
    /// <summary>Bytes of one answer.</summary>
    public const int Largest = 5 * 1024 * 1024;
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient client;
    private readonly IReadOnlyList<string> allowedHosts;
    private readonly IReadOnlyList<IPNetwork> allowedNetworks;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly TimeSpan patience;

    public OutboundClient(OutboundOptions options)
        : this(options, (host, cancel) => Dns.GetHostAddressesAsync(host, cancel), Patience) { }

    /// <param name="options">What inside may be reached.</param>
    /// <param name="resolve">Asks DNS for a name's addresses.</param>
    /// <param name="patience">The time for a whole fetch, redirects and all.</param>
    internal OutboundClient(
        OutboundOptions options,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        TimeSpan patience
    )
    {
        (this.resolve, this.patience) = (resolve, patience);
        allowedNetworks = [.. options.Allow.Select(Network).OfType<IPNetwork>()];
        allowedHosts = [.. options.Allow.Where(x => Network(x) is null)];
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                Credentials = null,
                AutomaticDecompression = DecompressionMethods.None,
                MaxResponseHeadersLength = 64,
                // A connection that stays open would outlive the check of its name.
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = (context, cancel) => Open(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel),
                PlaintextStreamFilter = NoteCertificate,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(options.Agent);
    }

    /// <summary>Fetches what an address gives.</summary>
    public async Task<Outcome<byte[]>> Get(string address, CancellationToken cancel = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            return await Follow(address, limit.Token);
        }
        catch (Exception failure) when (Refused(failure, address, cancel) is { } refused)
        {
            return refused;
        }
    }

    private async Task<Outcome<byte[]>> Follow(string first, CancellationToken cancel)
    {
        if (!Uri.TryCreate(first, UriKind.Absolute, out var next))
            return OutboundRefusals.NoAddress(first);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (next.Scheme is not ("http" or "https") || next.UserInfo.Length > 0)
                return OutboundRefusals.NoAddress(next.OriginalString);
            using var response = await client.GetAsync(next, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                next = new Uri(next, location);
                continue;
            }
            return status == 200
                ? await Read(response, first, cancel)
                : OutboundRefusals.Failed(first, $"{status} {response.ReasonPhrase}");
        }
        return OutboundRefusals.Failed(first, $"more than {MostRedirects} redirects");
    }

    private static async Task<Outcome<byte[]>> Read(
        HttpResponseMessage response,
        string address,
        CancellationToken cancel
    )
    {
        if (response.Content.Headers.ContentLength > Largest)
            return OutboundRefusals.TooLarge(address, Largest);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            if (whole.Length + count > Largest)
                return OutboundRefusals.TooLarge(address, Largest);
            whole.Write(buffer, 0, count);
        }
        return whole.ToArray();
    }

    private async ValueTask<Stream> Open(string host, int port, CancellationToken cancel)
    {
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancel);
        var open = found.Where(x => IsOpen(host, x)).ToArray();
        if (found.Length > 0 && open.Length == 0)
            throw new NotPublicException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsOpen(string host, IPAddress address) =>
        PublicAddress.Is(address)
        || allowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || allowedNetworks.Any(x => x.Contains(PublicAddress.Plain(address)));

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one)
            ? new IPNetwork(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : null;

    public void Dispose() => client.Dispose();

    private sealed class NotPublicException() : IOException("Not a public address");
}
