using System.Net.Http.Headers;
using Corbel.Core;

namespace Corbel.Desk.Outbound;

/// <summary>What the desk tells others: by the same rules as every fetch.</summary>
public sealed partial class OutboundClient
{
    /// <summary>
    /// Posts bytes to an address. Redirects are not followed, since they would lead the body to where nobody sent it; of the
    /// answer nothing is read but the status.
    /// </summary>
    /// <returns>The HTTP status, whatever it is.</returns>
    public async Task<Outcome<int>> Post(
        string address,
        byte[] body,
        string mediaType,
        IReadOnlyDictionary<string, string> headers,
        CancellationToken cancel = default
    )
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var to)
            || to.Scheme is not ("http" or "https")
            || to.UserInfo.Length > 0
        )
            return OutboundRefusals.NoAddress(address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            foreach (var (name, value) in headers)
                request.Headers.Add(name, value);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (int)response.StatusCode;
        }
        catch (Exception failure) when (Refused(failure, address, cancel) is { } refused)
        {
            return refused;
        }
    }

    private Refusal? Refused(Exception failure, string address, CancellationToken cancel) =>
        failure switch
        {
            OperationCanceledException when !cancel.IsCancellationRequested => OutboundRefusals.TooSlow(
                address,
                patience
            ),
            HttpRequestException { InnerException: NotPublicException } => OutboundRefusals.NotPublic(address),
            HttpRequestException request => OutboundRefusals.Failed(
                address,
                request.InnerException?.Message ?? request.Message
            ),
            IOException line => OutboundRefusals.Failed(address, line.Message),
            _ => null,
        };
}
