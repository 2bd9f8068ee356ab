using System.Security.Cryptography;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>The keys that sign a host application's tokens, and the origins of its pages.</summary>
public sealed class HostKeys(GroupWriter writer, IClock clock)
{
    private const int ShortestRsa = 2048;

    private static readonly Refusal NoKey = Refusal.Of(
        "host-key",
        "This is no public key: it takes PEM of an EC key on P-256, or of an RSA key of 2048 bits or more.",
        "Dit is geen openbare sleutel: gevraagd is PEM van een EC-sleutel op P-256 of een RSA-sleutel van minstens 2048 bits."
    );

    private static readonly Refusal PrivateKey = Refusal.Of(
        "host-key-private",
        "This is a private key. It stays with your application: give the public half (openssl pkey -pubout).",
        "Dit is een privésleutel. Die blijft bij uw toepassing: geef het openbare deel (openssl pkey -pubout)."
    );

    /// <summary>Adds a public key.</summary>
    /// <returns>Its id: the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</returns>
    public async Task<Outcome<string>> Add(string host, string pem, CancellationToken cancel = default)
    {
        if (!Hosts.IsName(host))
            return Hosts.WrongName;
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return PrivateKey;
        if (Read(pem) is not { } info)
            return NoKey;
        var key = new HostKey
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(info))[..16],
            Host = host,
            Pem = PemEncoding.WriteString("PUBLIC KEY", info),
            AddedAt = clock.GetCurrentInstant(),
        };
        return await writer.Write(
            async (db, token) =>
            {
                if (!await db.HostKeys.AnyAsync(x => x.Host == host && x.Id == key.Id, token))
                    db.HostKeys.Add(key);
                return (Outcome<string>)key.Id;
            },
            cancel
        );
    }

    /// <summary>Takes a key away: what it signs is refused from now on.</summary>
    public Task<Outcome<int>> Remove(string host, string id, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
                await db.HostKeys.Where(x => x.Host == host && x.Id == id).ExecuteDeleteAsync(token) is > 0 and var gone
                    ? (Outcome<int>)gone
                    : Refusal.Of(
                        "no-such-key",
                        $"The host {host} has no key {id}.",
                        $"De host {host} heeft geen sleutel {id}."
                    ),
            cancel
        );

    /// <summary>Adds an origin, or takes it away.</summary>
    /// <returns>The origin as browsers write it.</returns>
    public async Task<Outcome<string>> Origin(
        string host,
        string origin,
        bool remove = false,
        CancellationToken cancel = default
    )
    {
        if (!Hosts.IsName(host))
            return Hosts.WrongName;
        if (OriginOf(origin) is not { } clean)
            return Refusal.Of(
                "host-origin",
                $"“{origin}” is no origin. It is scheme, name and maybe port, such as https://app.example.com; http only on this machine.",
                $"“{origin}” is geen origin: schema, naam en eventueel poort, zoals https://app.example.com; http alleen op deze machine."
            );
        return await writer.Write(
            async (db, token) =>
            {
                var known = db.HostOrigins.Where(x => x.Host == host && x.Origin == clean);
                if (remove)
                    await known.ExecuteDeleteAsync(token);
                else if (!await known.AnyAsync(token))
                    db.HostOrigins.Add(new HostOrigin { Host = host, Origin = clean });
                return (Outcome<string>)clean;
            },
            cancel
        );
    }

    private static string? OriginOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;

    private static byte[]? Read(string pem)
    {
        try
        {
            using var ec = ECDsa.Create();
            ec.ImportFromPem(pem);
            return ec.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? ec.ExportSubjectPublicKeyInfo()
                : null;
        }
        catch (Exception other) when (other is ArgumentException or CryptographicException)
        {
            return ReadRsa(pem);
        }
    }

    private static byte[]? ReadRsa(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= ShortestRsa ? rsa.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception other) when (other is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
