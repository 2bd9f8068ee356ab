using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Tickets;

/// <summary>
/// The chain of a ticket's entries. Each entry is stored as canonical bytes (RFC 8785) that hold the SHA-256 of the entry
/// before; so an entry changed, left out or moved is found by reading the chain again.
/// </summary>
public static class Journal
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new InstantConverter(),
        },
    };

    /// <summary>Seals an entry onto the hash of the one before it (null for the first).</summary>
    public static SealedEntry Seal(Entry entry, ImmutableArray<byte>? previous)
    {
        var written = new Stored(
            entry.Ticket,
            entry.Number,
            entry.HappenedAt,
            entry.WrittenAt,
            entry.By,
            entry.What,
            entry.Content,
            previous is { } hash ? Convert.ToHexStringLower(hash.AsSpan()) : null
        );
        var bytes = CanonicalJson.Write(JsonSerializer.SerializeToElement(written, Options));
        return new SealedEntry(entry, [.. bytes], [.. SHA256.HashData(bytes)]);
    }

    /// <summary>Reads an entry back from its canonical bytes.</summary>
    /// <exception cref="JsonException">The bytes are no entry.</exception>
    public static SealedEntry Read(ReadOnlySpan<byte> bytes)
    {
        return new SealedEntry(Parse(bytes).ToEntry(), [.. bytes], [.. SHA256.HashData(bytes)]);
    }

    /// <summary>The hash of the entry before, as the bytes hold it; null for the first.</summary>
    /// <exception cref="JsonException">The bytes are no entry.</exception>
    public static string? PreviousOf(ReadOnlySpan<byte> bytes) => Parse(bytes).Previous;

    /// <summary>The salted SHA-256, in lower-case hex, of an entry's words.</summary>
    /// <param name="salt">Random bytes kept beside the words and erased with them.</param>
    /// <param name="words">The words' own bytes.</param>
    public static string HashContent(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(words);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Cuts an instant to the microsecond, the grain of the journal: the one at or before it.</summary>
    public static Instant Grain(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % 10) + 10) % 10));
    }

    private static Stored Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(bytes, Options) ?? throw new JsonException("no entry");
        }
        catch (NotSupportedException noKind)
        {
            // So the serialiser says that a happening names no kind.
            throw new JsonException("no entry", noKind);
        }
    }

    private sealed record Stored(
        Guid Ticket,
        int Number,
        Instant HappenedAt,
        Instant WrittenAt,
        Doer By,
        Happening What,
        string? Content,
        string? Previous
    )
    {
        public Entry ToEntry() => new(Ticket, Number, HappenedAt, WrittenAt, By, What, Content);
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true, Value: var instant }
                ? instant
                : throw new JsonException("no instant");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
