using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using NodaTime;

namespace Corbel.Desk.Outbound;

/// <summary>What a probe's address answered.</summary>
/// <param name="Status">The HTTP status; 0 where none was asked for or given.</param>
/// <param name="Text">The body, or the addresses of a name.</param>
/// <param name="CertificateUntil">When the certificate ends; null without one.</param>
/// <param name="Failure">Why there was no answer, as the machine says it; null where there was one.</param>
public sealed record ProbeAnswer(int Status, string Text, Instant? CertificateUntil, string? Failure)
{
    /// <summary>Whether nobody looked, since the address lies inside and is not allowed: that says nothing of what is there.</summary>
    public bool IsBarred { get; init; }
}

/// <summary>The looks of probes: by the same rules as every fetch, with an answer also where it is no good one.</summary>
public sealed partial class OutboundClient
{
    private static readonly HttpRequestOptionsKey<Certificate> Noted = new("corbel-certificate");

    private sealed class Certificate
    {
        public Instant? Until { get; set; }
    }

    /// <summary>Fetches an address and tells its status, body and certificate. Redirects are followed where asked.</summary>
    public Task<ProbeAnswer> Look(string address, bool follow, TimeSpan patience, CancellationToken cancel = default) =>
        Answer(
            patience,
            async limit =>
            {
                if (!Uri.TryCreate(address, UriKind.Absolute, out var next))
                    return Failed("no address");
                for (var redirects = 0; redirects <= MostRedirects; redirects++)
                {
                    if (next.Scheme is not ("http" or "https") || next.UserInfo.Length > 0)
                        return Failed("no address");
                    using var request = new HttpRequestMessage(HttpMethod.Get, next);
                    var certificate = new Certificate();
                    request.Options.Set(Noted, certificate);
                    using var response = await client.SendAsync(
                        request,
                        HttpCompletionOption.ResponseHeadersRead,
                        limit
                    );
                    var status = (int)response.StatusCode;
                    if (
                        follow
                        && status is 301 or 302 or 303 or 307 or 308
                        && response.Headers.Location is { } location
                    )
                    {
                        next = new Uri(next, location);
                        continue;
                    }
                    var body = await Read(response, address, limit);
                    return new(
                        status,
                        Encoding.UTF8.GetString(body.Value ?? []),
                        certificate.Until,
                        body.Refused?.Why.En
                    );
                }
                return Failed($"more than {MostRedirects} redirects");
            },
            cancel
        );

    /// <summary>Opens a connection and closes it.</summary>
    public Task<ProbeAnswer> Knock(string host, int port, TimeSpan patience, CancellationToken cancel = default) =>
        Answer(
            patience,
            async limit =>
            {
                await using var stream = await Open(host, port, limit);
                return new(0, "", null, null);
            },
            cancel
        );

    /// <summary>Asks DNS for a name's addresses, one a line.</summary>
    public Task<ProbeAnswer> Ask(string name, TimeSpan patience, CancellationToken cancel = default) =>
        Answer(
            patience,
            async limit =>
            {
                var found = await resolve(name, limit).WaitAsync(limit);
                return found.Length == 0
                    ? Failed("no address")
                    : new(0, string.Join('\n', found.Select(x => PublicAddress.Plain(x).ToString())), null, null);
            },
            cancel
        );

    private static async Task<ProbeAnswer> Answer(
        TimeSpan patience,
        Func<CancellationToken, Task<ProbeAnswer>> look,
        CancellationToken cancel
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            return await look(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed($"no answer within {patience.TotalMilliseconds:0} ms");
        }
        catch (Exception failure) when (failure is NotPublicException || failure.InnerException is NotPublicException)
        {
            return Failed("an address inside that outbound.allow does not name") with { IsBarred = true };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return Failed(failure.InnerException?.Message ?? failure.Message);
        }
    }

    private static ProbeAnswer Failed(string why) => new(0, "", null, why);

    private static ValueTask<Stream> NoteCertificate(
        SocketsHttpPlaintextStreamFilterContext context,
        CancellationToken cancel
    )
    {
        if (
            context.PlaintextStream is SslStream { RemoteCertificate: { } given }
            && context.InitialRequestMessage.Options.TryGetValue(Noted, out var certificate)
        )
        {
            using var read = new System.Security.Cryptography.X509Certificates.X509Certificate2(given);
            certificate.Until = Instant.FromDateTimeUtc(read.NotAfter.ToUniversalTime());
        }
        return ValueTask.FromResult(context.PlaintextStream);
    }
}
