using System.Security.Cryptography;
using System.Text.Json;
using Corbel.Core.Access;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>How somebody had a marked ticket before them.</summary>
public enum AccessKind
{
    View,
    List,
    SearchHit,
    Download,
    Export,

    /// <summary>Its words went into other work: a ticket that was split off it.</summary>
    Work,

    /// <summary>Seen, written or mailed before it was marked.</summary>
    BeforeTheMark,
}

/// <summary>
/// A row of the access log (clause 11): only ever added, each with a hash over itself and the row before, so that one that is
/// changed, taken out or put in between shows.
/// </summary>
public sealed class AccessRow
{
    /// <summary>1, 2, 3, without a gap.</summary>
    public long Number { get; init; }
    public Instant At { get; init; }

    /// <summary>Who; null for an address that no person is known of.</summary>
    public Guid? PersonId { get; init; }
    public Role? Role { get; init; }
    public Guid? OrganisationId { get; init; }

    /// <summary>The ticket; null for a message that is held.</summary>
    public Guid? TicketId { get; init; }
    public AccessKind Kind { get; init; }

    /// <summary>The entry, where it was one alone; before the mark: up to which one.</summary>
    public int? EntryNumber { get; init; }

    /// <summary>The file or the raw message, where it was one.</summary>
    public Guid? FileId { get; init; }

    /// <summary>The route of the application, as the route table names it; before the mark: how it is known.</summary>
    public required string Route { get; init; }

    /// <summary>The kinds of clearance that the person held then, with commas; empty for none.</summary>
    public required string Clearances { get; init; }

    /// <summary>SHA-256 over the row and the hash of the row before.</summary>
    public required byte[] Hash { get; set; }

    internal byte[] HashAfter(byte[] before)
    {
        using var bytes = new MemoryStream();
        bytes.Write(before);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number);
            json.WriteNumberValue(At.ToUnixTimeTicks() / 10);
            foreach (var id in (Guid?[])[PersonId, OrganisationId, TicketId, FileId])
                json.WriteStringValue(id?.ToString());
            json.WriteStringValue(Role?.ToString());
            json.WriteStringValue(Kind.ToString());
            if (EntryNumber is { } entry)
                json.WriteNumberValue(entry);
            else
                json.WriteNullValue();
            json.WriteStringValue(Route);
            json.WriteStringValue(Clearances);
            json.WriteEndArray();
        }
        return SHA256.HashData(bytes.ToArray());
    }
}
