using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Core.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Reports;

/// <summary>The rows of a report as canonical JSON (RFC 8785): the same rows are the same bytes on every machine.</summary>
public static class QuarterRowsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new IsoInstant(),
        },
    };

    /// <summary>The canonical UTF-8 bytes.</summary>
    public static byte[] Write(QuarterRows rows) =>
        CanonicalJson.Write(JsonSerializer.SerializeToElement(rows, Options));

    /// <summary>Reads rows back.</summary>
    /// <exception cref="JsonException">The bytes are no rows of a report.</exception>
    public static QuarterRows Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<QuarterRows>(bytes, Options) ?? throw new JsonException("no rows");

    private sealed class IsoInstant : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true, Value: var instant }
                ? instant
                : throw new JsonException("no instant");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
