using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Sla;

/// <summary>
/// What a ticket is judged by: the version of the policy in force at its receipt, with the variations agreed with its
/// customer, compiled with the holidays known at receipt; and the same text compiled with each later version of the
/// holiday lists that its journal names.
/// </summary>
public sealed class TicketTerms
{
    private readonly ImmutableDictionary<string, CompiledPolicy> _byHolidays;

    private TicketTerms(CompiledPolicy atReceipt, ImmutableDictionary<string, CompiledPolicy> byHolidays) =>
        (AtReceipt, _byHolidays) = (atReceipt, byHolidays);

    /// <summary>The policy with the holidays known at receipt.</summary>
    public CompiledPolicy AtReceipt { get; }

    /// <summary>Terms for a journal whose holidays never changed.</summary>
    public static TicketTerms Of(CompiledPolicy atReceipt) =>
        new(atReceipt, ImmutableDictionary<string, CompiledPolicy>.Empty);

    /// <summary>Terms with the policy compiled for each later version of the holiday lists, by its SHA-256.</summary>
    public static TicketTerms Of(CompiledPolicy atReceipt, IReadOnlyDictionary<string, CompiledPolicy> byHolidays) =>
        new(atReceipt, byHolidays.ToImmutableDictionary(StringComparer.Ordinal));

    /// <summary>The newest holiday lists, where they are newer than those the journal goes by; none otherwise.</summary>
    public NewerHolidays? Newer { get; private init; }

    /// <summary>The same terms, which hold the policy compiled with newer lists that the journal does not name yet.</summary>
    public TicketTerms With(NewerHolidays newer) => new(AtReceipt, _byHolidays) { Newer = newer };

    /// <summary>The policy from a change of the holiday lists on; null where these terms do not know that version.</summary>
    public CompiledPolicy? After(HolidayChange change) => _byHolidays.GetValueOrDefault(change.Holidays);

    /// <summary>The policy with the last holidays that the journal names: what a new clock of the ticket would use.</summary>
    public CompiledPolicy Latest(IEnumerable<Entry> journal) =>
        journal.Select(e => e.What).OfType<HolidayChange>().Select(After).LastOrDefault(p => p is not null)
        ?? AtReceipt;
}

/// <summary>A version of the holiday lists that a journal does not know yet.</summary>
/// <param name="Sha256">Its SHA-256, in hex; the terms have the policy compiled with it.</param>
/// <param name="KnownSince">Since when the desk knows it.</param>
public sealed record NewerHolidays(string Sha256, NodaTime.Instant KnownSince);
