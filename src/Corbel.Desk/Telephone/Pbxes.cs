using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>A telephone system that is to be heard.</summary>
/// <param name="Name">Small letters, digits, hyphens.</param>
/// <param name="Kind">In which form it tells of its calls.</param>
/// <param name="Token">Twilio's auth token; null for the others.</param>
/// <param name="Networks">Addresses or networks that it calls from; none: from anywhere, as it signs.</param>
/// <param name="VoicemailFrom">The address that its voicemails are mailed from; null where it mails none.</param>
public sealed record NewPbx(
    string Name,
    PbxKind Kind,
    string? Token,
    IReadOnlyList<string> Networks,
    string? VoicemailFrom
);

/// <summary>The telephone systems that may tell of calls.</summary>
public sealed partial class Pbxes(GroupWriter writer, IClock clock)
{
    /// <summary>The hash by which a secret address is known.</summary>
    public static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Enters a telephone system and makes its secret address, which is told once.</summary>
    /// <returns>The system and the secret part of its address.</returns>
    public async Task<Outcome<(Pbx Pbx, string Address)>> Add(NewPbx wanted, CancellationToken cancel = default)
    {
        if (Refuse(wanted) is { } wrong)
            return wrong;
        var address = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var now = clock.GetCurrentInstant();
        var pbx = new Pbx
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Name = wanted.Name,
            Kind = wanted.Kind,
            AddressSha256 = HashOf(address),
            // Who names the addresses it calls from need not sign.
            Secret = wanted.Kind switch
            {
                PbxKind.Twilio => wanted.Token!.Trim(),
                PbxKind.Generic when wanted.Networks.Count == 0 => "corbel_"
                    + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
                _ => null,
            },
            Networks = string.Join(',', wanted.Networks.Select(x => x.Trim())),
            VoicemailFrom = wanted.VoicemailFrom is { } from ? Person.Normalize(from) : null,
            AddedAt = now,
        };
        return await writer.Write(
            async (db, token) =>
            {
                if (await db.Pbxes.AnyAsync(x => x.Name == pbx.Name && x.WithdrawnAt == null, token))
                    return Refusal.Of(
                        "pbx-exists",
                        $"There is a telephone system {pbx.Name} already. Withdraw it first, or choose another name.",
                        $"Er is al een telefooncentrale {pbx.Name}. Trek die eerst in of kies een andere naam."
                    );
                db.Pbxes.Add(pbx);
                return (Outcome<(Pbx, string)>)(pbx, address);
            },
            cancel
        );
    }

    /// <summary>Takes a telephone system away: nothing is heard from it any more. Its calls stay.</summary>
    /// <returns>The system.</returns>
    public Task<Outcome<Pbx>> Withdraw(string name, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
            {
                var pbx = await db
                    .Pbxes.AsTracking()
                    .SingleOrDefaultAsync(x => x.Name == name && x.WithdrawnAt == null, token);
                if (pbx is null)
                    return Refusal.Of(
                        "no-such-pbx",
                        $"There is no telephone system {name}.",
                        $"Er is geen telefooncentrale {name}."
                    );
                pbx.WithdrawnAt = clock.GetCurrentInstant();
                return (Outcome<Pbx>)pbx;
            },
            cancel
        );

    private static Refusal? Refuse(NewPbx wanted)
    {
        if (!Name().IsMatch(wanted.Name))
            return Refusal.Of(
                "pbx-name",
                "A telephone system’s name has small letters, digits and hyphens, such as front-desk.",
                "De naam van een telefooncentrale heeft kleine letters, cijfers en koppeltekens, zoals balie."
            );
        if (wanted.Kind == PbxKind.Twilio && string.IsNullOrWhiteSpace(wanted.Token))
            return Refusal.Of(
                "pbx-token",
                "Twilio signs with the auth token of your account: give it.",
                "Twilio ondertekent met het auth token van uw account: geef dat op."
            );
        if (wanted.Kind == PbxKind.Sipgate && wanted.Networks.Count == 0)
            return Refusal.Of(
                "pbx-networks",
                "This form bears no signature: name the addresses or networks that it calls from.",
                "Deze vorm draagt geen handtekening: noem de adressen of netwerken waarvandaan hij belt."
            );
        var bad = wanted.Networks.FirstOrDefault(x => NetworkOf(x) is null);
        return bad is null
            ? null
            : Refusal.Of(
                "pbx-network",
                $"“{bad}” is no address and no network. One looks like 203.0.113.7 or 203.0.113.0/24.",
                $"“{bad}” is geen adres en geen netwerk. Het ziet eruit als 203.0.113.7 of 203.0.113.0/24."
            );
    }

    /// <summary>Whether a telephone system may call from an address.</summary>
    public static bool MayCallFrom(Pbx pbx, IPAddress? address)
    {
        if (pbx.Networks.Length == 0)
            return true;
        var from = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return from is not null && pbx.Networks.Split(',').Any(x => NetworkOf(x)?.Contains(from) == true);
    }

    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text.Trim(), out var network) ? network
        : IPAddress.TryParse(text.Trim(), out var one)
            ? new IPNetwork(one, one.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
        : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
