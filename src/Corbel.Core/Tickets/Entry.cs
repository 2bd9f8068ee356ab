using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>Who did it: the side, and the person where there was one.</summary>
public sealed record Doer(Party Party, Guid? Person)
{
    public static readonly Doer Desk = new(Party.System, null);

    public static Doer Staff(Guid person) => new(Party.Provider, person);

    public static Doer Customer(Guid person) => new(Party.Customer, person);
}

/// <summary>One entry of a ticket's journal. Never changed once written.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Number">1 for the first, then without gaps.</param>
/// <param name="HappenedAt">When it happened, to the microsecond.</param>
/// <param name="WrittenAt">When it was written down, to the microsecond.</param>
/// <param name="By">Who did it.</param>
/// <param name="What">What happened.</param>
/// <param name="Content">Salted SHA-256, in lower-case hex, of the words that belong to it; null where there are none.</param>
public sealed record Entry(
    Guid Ticket,
    int Number,
    Instant HappenedAt,
    Instant WrittenAt,
    Doer By,
    Happening What,
    string? Content
);

/// <summary>An entry as stored: its canonical bytes (RFC 8785) and their SHA-256.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Bytes">The canonical bytes, which hold the hash of the entry before.</param>
/// <param name="Hash">SHA-256 of the bytes.</param>
public sealed record SealedEntry(Entry Entry, ImmutableArray<byte> Bytes, ImmutableArray<byte> Hash);
