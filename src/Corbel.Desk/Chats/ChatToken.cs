using System.Security.Cryptography;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>Who a host application says that somebody is.</summary>
/// <param name="Id">The token's own id.</param>
/// <param name="User">The host's id of the user.</param>
/// <param name="Email">The address by which the desk may know the person.</param>
/// <param name="ExpiresAt">Until when the token holds.</param>
public sealed record ChatIdentity(string Id, string User, string Email, Instant ExpiresAt);

/// <summary>
/// Verifies a host's token (RFC 7519) as RFC 8725 advises: one list of algorithms, none of them symmetric; the key named by the
/// token and its host's own; issuer, audience and times.
/// </summary>
public sealed class ChatToken(DeskAddress address, IClock clock)
{
    /// <summary>From its making to its end.</summary>
    public static readonly Duration Longest = Duration.FromMinutes(5);

    /// <summary>What clocks may differ by.</summary>
    private static readonly Duration Skew = Duration.FromSeconds(30);
    private const int LongestToken = 8192;
    private const int LongestClaim = 254;
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
    ];
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public async Task<Outcome<ChatIdentity>> Verify(DeskDb db, string host, string token, CancellationToken cancel)
    {
        if (token.Length > LongestToken)
            return Wrong("it is longer than 8 kB", "het is langer dan 8 kB");
        var keys = await db.HostKeys.Where(x => x.Host == host).ToListAsync(cancel);
        using var ring = new Ring(keys);
        var read = await Handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidAlgorithms = Algorithms,
                ValidIssuer = host,
                ValidAudience = address.Url,
                IssuerSigningKeys = ring.Keys,
                TryAllIssuerSigningKeys = false,
                RequireSignedTokens = true,
                // Made here, by the desk's own clock.
                ValidateLifetime = false,
            }
        );
        if (read is not { IsValid: true, SecurityToken: JsonWebToken jwt })
            return Because(read.Exception);
        return Times(jwt) is { } late ? late : Claims(jwt);
    }

    private Refusal? Times(JsonWebToken jwt)
    {
        var now = clock.GetCurrentInstant();
        if (At(jwt, "iat") is not { } made || At(jwt, "exp") is not { } end)
            return Wrong("it needs iat and exp", "iat en exp ontbreken");
        if (end - made > Longest)
            return Wrong("it holds for longer than five minutes", "het geldt langer dan vijf minuten");
        if (end + Skew < now)
            return Refusal.Of("token-expired", "The token has expired.", "Het token is verlopen.");
        return made - Skew > now || (At(jwt, "nbf") is { } begin && begin - Skew > now)
            ? Wrong("it is from the future", "het komt uit de toekomst")
            : null;
    }

    private static Outcome<ChatIdentity> Claims(JsonWebToken jwt)
    {
        var (id, user, email) = (Text(jwt, "jti"), Text(jwt, "sub"), Text(jwt, "email"));
        return id is null || user is null || email is null
            ? Wrong(
                "it needs jti, sub and email, of at most 254 characters each",
                "jti, sub en email ontbreken of zijn langer dan 254 tekens"
            )
            : new ChatIdentity(id, user, email, At(jwt, "exp")!.Value);
    }

    private static string? Text(JsonWebToken jwt, string claim) =>
        jwt.TryGetPayloadValue<string>(claim, out var text) && text is { Length: > 0 and <= LongestClaim }
            ? text
            : null;

    private static Instant? At(JsonWebToken jwt, string claim) =>
        jwt.TryGetPayloadValue<long>(claim, out var seconds) && seconds is > 0 and < 253402300800
            ? Instant.FromUnixTimeSeconds(seconds)
            : null;

    private static Refusal Because(Exception? failure) =>
        failure switch
        {
            SecurityTokenInvalidIssuerException => Wrong("iss is not the host", "iss is niet de host"),
            SecurityTokenInvalidAudienceException => Wrong(
                "aud is not the desk’s address",
                "aud is niet het adres van de desk"
            ),
            SecurityTokenSignatureKeyNotFoundException => Wrong(
                "kid names no key of the host",
                "kid noemt geen sleutel van de host"
            ),
            SecurityTokenInvalidAlgorithmException => Wrong(
                "it is signed in another way than ES256, RS256 or PS256",
                "het is anders ondertekend dan met ES256, RS256 of PS256"
            ),
            _ => Wrong("no key of the host signed it", "geen sleutel van de host heeft het ondertekend"),
        };

    private static Refusal Wrong(string en, string nl) =>
        Refusal.Of("token-wrong", $"The token is refused: {en}.", $"Het token wordt geweigerd: {nl}.");

    /// <summary>The host's keys while one token is verified.</summary>
    private sealed class Ring : IDisposable
    {
        private readonly List<AsymmetricAlgorithm> open = [];

        public Ring(List<HostKey> keys) => Keys = keys.ConvertAll(Read);

        public List<SecurityKey> Keys { get; }

        private SecurityKey Read(HostKey key)
        {
            // No signature is remembered: a key that was taken away must not verify from a store.
            var fresh = new CryptoProviderFactory { CacheSignatureProviders = false };
            var info = PemEncoding.Find(key.Pem);
            var der = Convert.FromBase64String(key.Pem[info.Base64Data]);
            try
            {
                var ec = ECDsa.Create();
                open.Add(ec);
                ec.ImportSubjectPublicKeyInfo(der, out _);
                return new ECDsaSecurityKey(ec) { KeyId = key.Id, CryptoProviderFactory = fresh };
            }
            catch (CryptographicException)
            {
                var rsa = RSA.Create();
                open.Add(rsa);
                rsa.ImportSubjectPublicKeyInfo(der, out _);
                return new RsaSecurityKey(rsa) { KeyId = key.Id, CryptoProviderFactory = fresh };
            }
        }

        public void Dispose() => open.ForEach(x => x.Dispose());
    }
}
