using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Corbel.Core;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// A secret by which a host application signs its calls. The desk needs it itself to verify them, so it is kept as it is, as
/// the desk's own keys are.
/// </summary>
public sealed class HostSecret
{
    /// <summary>Names the secret without telling it.</summary>
    public required string Id { get; init; }

    /// <summary>The host's name.</summary>
    public required string Host { get; init; }

    /// <summary>The secret as it was handed out. Its UTF-8 bytes are the key.</summary>
    public required string Secret { get; init; }
    public Instant AddedAt { get; init; }

    internal byte[] Key => Encoding.UTF8.GetBytes(Secret);
}

/// <summary>The host applications that may tell of uses. A host can have several secrets, so that one can be changed.</summary>
public sealed partial class Hosts(GroupWriter writer, IClock clock)
{
    internal static readonly Refusal WrongName = Refusal.Of(
        "host-name",
        "A host’s name has small letters, digits and hyphens, such as isms-online.",
        "De naam van een host heeft kleine letters, cijfers en koppeltekens, zoals isms-online."
    );

    internal static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Makes a secret for a host, which is new or gets one more.</summary>
    public async Task<Outcome<HostSecret>> Add(string name, CancellationToken cancel = default)
    {
        if (!IsName(name))
            return WrongName;
        var secret = new HostSecret
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
            Host = name,
            Secret = "corbel_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            AddedAt = clock.GetCurrentInstant(),
        };
        return await writer.Write(
            (db, _) =>
            {
                db.HostSecrets.Add(secret);
                return Task.FromResult((Outcome<HostSecret>)secret);
            },
            cancel
        );
    }

    /// <summary>Takes a host's secrets away, or one of them. What they signed before stays recorded.</summary>
    /// <returns>How many were taken away.</returns>
    public Task<Outcome<int>> Remove(string name, string? id, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
            {
                var removed = await db
                    .HostSecrets.Where(x => x.Host == name && (id == null || x.Id == id))
                    .ExecuteDeleteAsync(token);
                return removed > 0
                    ? (Outcome<int>)removed
                    : Refusal.Of(
                        "no-such-host",
                        $"There is no such host or secret: {name}{(id is null ? "" : ", " + id)}.",
                        $"Deze host of sleutel bestaat niet: {name}{(id is null ? "" : ", " + id)}."
                    );
            },
            cancel
        );

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
