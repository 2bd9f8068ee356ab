using System.Buffers.Text;
using System.Security.Cryptography;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>The places that probes run at.</summary>
public sealed class Places(GroupWriter writer, IClock clock)
{
    /// <summary>Makes a place and its secret, which is told this once.</summary>
    public Task<Outcome<Place>> Add(string name, IReadOnlyList<string> references, CancellationToken cancel = default)
    {
        if (!Hosts.IsName(name) || name == Place.Desk)
            return Task.FromResult<Outcome<Place>>(WrongName);
        if (references.FirstOrDefault(x => !IsReference(x)) is { } wrong)
            return Task.FromResult<Outcome<Place>>(WrongReference(wrong));
        return writer.Write<Outcome<Place>>(
            async (db, token) =>
            {
                if (await db.Places.AnyAsync(x => x.Name == name, token))
                    return Refusal.Of(
                        "place-exists",
                        $"There is a place {name} already, or was one. A name is used once, so that its results stay its own.",
                        $"Er is of was al een locatie {name}. Een naam wordt eenmaal gebruikt, zodat de resultaten van die locatie blijven."
                    );
                var place = New(name, clock.GetCurrentInstant());
                place.Secret = "corbel_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
                place.References = string.Join(' ', references);
                db.Places.Add(place);
                return place;
            },
            cancel
        );
    }

    /// <summary>Takes a place away: from now on it is not counted and not believed; what it told stays.</summary>
    public Task<Outcome<string>> Remove(string name, CancellationToken cancel = default) =>
        name == Place.Desk
            ? Task.FromResult<Outcome<string>>(NotTheDesk)
            : writer.Write<Outcome<string>>(
                async (db, token) =>
                {
                    var place = await db
                        .Places.AsTracking()
                        .SingleOrDefaultAsync(x => x.Name == name && x.RemovedAt == null, token);
                    if (place is null)
                        return Refusal.Of("no-such-place", $"There is no place {name}.", $"Er is geen locatie {name}.");
                    (place.RemovedAt, place.Secret) = (clock.GetCurrentInstant(), "");
                    return name;
                },
                cancel
            );

    /// <summary>The desk's own place, made when the first probe is.</summary>
    internal static async Task<Place> Own(DeskDb db, Instant now, CancellationToken cancel)
    {
        var place = await db.Places.AsTracking().SingleOrDefaultAsync(x => x.Name == Place.Desk, cancel);
        if (place is null)
            db.Places.Add(place = New(Place.Desk, now));
        return place;
    }

    /// <summary>An address to check the way out by: http, https, or host:port.</summary>
    internal static bool IsReference(string text) =>
        (
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0
        ) || ProbeTarget.HostAndPort(text) is not null;

    private static Place New(string name, Instant now) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Name = name,
            AddedAt = now,
        };

    private static readonly Refusal WrongName = Refusal.Of(
        "place-name",
        "A place’s name has small letters, digits and hyphens, such as london; “desk” is the desk itself.",
        "De naam van een locatie heeft kleine letters, cijfers en koppeltekens, zoals london; “desk” is de desk zelf."
    );

    private static readonly Refusal NotTheDesk = Refusal.Of(
        "place-desk",
        "The desk itself stays a place. Choose other places for a probe instead.",
        "De desk zelf blijft een locatie. Kies in plaats daarvan andere locaties voor een meting."
    );

    private static Refusal WrongReference(string text) =>
        Refusal.Of(
            "place-reference",
            $"“{text}” is no address to check the way out by: name an https:// address, or host:port.",
            $"“{text}” is geen adres om de eigen verbinding mee te toetsen: noem een https://-adres, of host:poort."
        );
}
