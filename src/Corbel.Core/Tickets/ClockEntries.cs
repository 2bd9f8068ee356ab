using System.Text;
using System.Text.Json;
using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>
/// Reads of an entry's canonical bytes only what clocks are computed from, for those who read very many: no
/// serialiser, words that come again are kept. What it does not know by heart <see cref="Journal.Read"/> reads for it. Not
/// thread-safe: one for each thread.
/// </summary>
public sealed class ClockEntries
{
    private const int MostWords = 64;
    private readonly List<(byte[] Bytes, string Word)> _words = new(MostWords);

    /// <summary>
    /// The entry without its content's hash and without identifiers that no clock depends on; null for one that moves no
    /// clock: a note, an acknowledgement, an assignment, a warning, and what says where a ticket came from or went.
    /// </summary>
    /// <exception cref="JsonException">The bytes are no entry.</exception>
    public Entry? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        var (number, party, person) = (0, (Party?)null, (Guid?)null);
        var (ticket, happenedAt, writtenAt) = (default(Guid), (Instant?)null, (Instant?)null);
        var what = new EntryFields(this);
        var known = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
        while (known && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("what"u8))
            {
                reader.Read();
                known = what.Read(ref reader);
            }
            else if (reader.ValueTextEquals("by"u8))
            {
                reader.Read();
                known = By(ref reader, out party, out person);
            }
            else if (reader.ValueTextEquals("happenedAt"u8))
            {
                reader.Read();
                happenedAt = InstantBytes.Read(reader.ValueSpan);
            }
            else if (reader.ValueTextEquals("writtenAt"u8))
            {
                reader.Read();
                writtenAt = InstantBytes.Read(reader.ValueSpan);
            }
            else if (reader.ValueTextEquals("number"u8))
            {
                known = reader.Read() && reader.TryGetInt32(out number);
            }
            else if (reader.ValueTextEquals("ticket"u8))
            {
                known = reader.Read() && reader.TryGetGuid(out ticket);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (known && happenedAt is { } happened && writtenAt is { } written && party is { } side && number > 0)
        {
            if (what.MovesNoClock)
            {
                return null;
            }
            if (what.ToHappening() is { } happening)
            {
                return new(ticket, number, happened, written, new(side, person), happening, null);
            }
        }
        return Journal.Read(bytes).Entry;
    }

    /// <summary>The text of a value; one that came before is given again.</summary>
    internal string? Word(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }
        if (reader.ValueIsEscaped)
        {
            return reader.GetString();
        }
        foreach (var (bytes, word) in _words)
        {
            if (reader.ValueSpan.SequenceEqual(bytes))
            {
                return word;
            }
        }
        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        if (_words.Count < MostWords)
        {
            _words.Add((reader.ValueSpan.ToArray(), text));
        }
        return text;
    }

    private static bool By(ref Utf8JsonReader reader, out Party? party, out Guid? person)
    {
        (party, person) = (null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isParty = reader.ValueTextEquals("party"u8);
            reader.Read();
            if (isParty)
            {
                party =
                    reader.ValueTextEquals("provider"u8) ? Party.Provider
                    : reader.ValueTextEquals("customer"u8) ? Party.Customer
                    : reader.ValueTextEquals("system"u8) ? Party.System
                    : null;
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                if (!reader.TryGetGuid(out var id))
                {
                    return false;
                }
                person = id;
            }
        }
        return reader.TokenType == JsonTokenType.EndObject;
    }
}
