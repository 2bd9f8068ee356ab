using System.Collections.Immutable;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// Finds out whether newer holiday lists concern a ticket. Its journal names them from the first moment on at which one of
/// its clocks is due at another instant by them; a ticket that they do not concern keeps the lists it has.
/// </summary>
public static class HolidayNews
{
    /// <summary>The entry to append, where a clock is due at another instant by the newer lists; none otherwise.</summary>
    /// <param name="terms">What the ticket is judged by, and the newer lists.</param>
    /// <param name="journal">The ticket's entries, without the change.</param>
    /// <param name="clocks">The clocks of that journal.</param>
    /// <param name="at">When the lists changed for this ticket.</param>
    /// <param name="now">The instant at which the clocks were asked for.</param>
    public static HolidayChange? For(
        TicketTerms terms,
        IReadOnlyList<Entry> journal,
        ImmutableArray<Clock> clocks,
        Instant at,
        Instant now
    )
    {
        if (terms.Newer is not { } newer)
        {
            return null;
        }
        var change = new HolidayChange(newer.Sha256);
        var last = journal[^1];
        var entry = new Entry(last.Ticket, last.Number + 1, at, now, Doer.Desk, change, null);
        var moved = Clocks.Of(terms, [.. journal, entry], now);
        return moved.Length == clocks.Length && moved.Zip(clocks).All(x => x.First.Due == x.Second.Due) ? null : change;
    }
}
