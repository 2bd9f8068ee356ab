using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using MailKit.Security;
using NodaTime;

namespace Corbel.Desk.Outbound;

/// <summary>
/// The token that opens a mailbox, from the service that the settings name: by a refresh token, or as the client itself
/// (RFC 6749 sections 6 and 4.4). Kept until a minute before it runs out.
/// </summary>
internal sealed class OAuthTokens(OAuthOptions options, IClock clock) : IDisposable
{
    private static readonly Duration Margin = Duration.FromMinutes(1);

    // The address is the installer's own, who may name any: OutboundClient is for those that users give.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = 1024 * 1024,
    };
    private readonly SemaphoreSlim one = new(1);
    private (string Token, Instant Until)? kept;
    private string refresh = options.RefreshToken;

    public async Task<string> Get(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (kept is not { } token || token.Until <= clock.GetCurrentInstant())
                kept = token = await Fetch(cancel);
            return token.Token;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The server refused it: the next one is fetched anew.</summary>
    public void Forget() => kept = null;

    private async Task<(string, Instant)> Fetch(CancellationToken cancel)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = refresh.Length > 0 ? "refresh_token" : "client_credentials",
            ["client_id"] = options.ClientId,
        };
        if (refresh.Length > 0)
            fields["refresh_token"] = refresh;
        if (options.ClientSecret.Length > 0)
            fields["client_secret"] = options.ClientSecret;
        if (options.Scope.Length > 0)
            fields["scope"] = options.Scope;
        using var form = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync(new Uri(options.TokenUrl), form, cancel);
        var answer = await Read(response, cancel);
        if (response.StatusCode != HttpStatusCode.OK || answer?.Token is not { Length: > 0 } token)
            throw new AuthenticationException(
                $"The token service {options.TokenUrl} gave no token: {(int)response.StatusCode} {answer?.Error} {answer?.Description}".Trim()
            );
        // Some give a new one each time and end the old.
        refresh = answer.Refresh ?? refresh;
        var length = Duration.FromSeconds(answer.Seconds ?? 3600);
        return (token, clock.GetCurrentInstant() + Duration.Max(length - Margin, Duration.Zero));
    }

    private static async Task<Answer?> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<Answer>(cancel);
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or NotSupportedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        client.Dispose();
        one.Dispose();
    }

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string? Token,
        [property: JsonPropertyName("expires_in")] double? Seconds,
        [property: JsonPropertyName("refresh_token")] string? Refresh,
        [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("error_description")] string? Description
    );
}
