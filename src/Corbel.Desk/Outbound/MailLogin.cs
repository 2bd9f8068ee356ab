using MailKit;
using MailKit.Security;
using NodaTime;

namespace Corbel.Desk.Outbound;

/// <summary>Connects to a mail server and signs in there, as its settings say: with a password or a token (RFC 7628).</summary>
internal sealed class MailLogin(MailServerOptions options, IClock clock) : IDisposable
{
    private readonly OAuthTokens? tokens = options.OAuth.TokenUrl.Length > 0 ? new(options.OAuth, clock) : null;

    /// <exception cref="AuthenticationException">The server or the token service says no.</exception>
    public async Task Enter(IMailService client, CancellationToken cancel)
    {
        await client.ConnectAsync(options.Host, options.Port, Security(), cancel);
        if (options.User.Length == 0)
            return;
        if (tokens is null)
        {
            await client.AuthenticateAsync(options.User, options.Password, cancel);
            return;
        }
        var token = await tokens.Get(cancel);
        try
        {
            SaslMechanism way = client.AuthenticationMechanisms.Contains("OAUTHBEARER")
                ? new SaslMechanismOAuthBearer(options.User, token)
                : new SaslMechanismOAuth2(options.User, token);
            await client.AuthenticateAsync(way, cancel);
        }
        catch (AuthenticationException)
        {
            tokens.Forget();
            throw;
        }
    }

    private SecureSocketOptions Security() =>
        options.Security switch
        {
            "none" => SecureSocketOptions.None,
            "tls" => SecureSocketOptions.SslOnConnect,
            "starttls" => SecureSocketOptions.StartTls,
            var other => throw new InvalidOperationException($"security is none, starttls or tls, not {other}"),
        };

    public void Dispose() => tokens?.Dispose();
}
