using System.Collections.Immutable;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>
/// When the desk waited for the customer (clause 10). A wait begins when the reply that asked reached the customer, and ends
/// with the customer's next message, with word that the answer is no longer needed, or when the issue is resolved or merged.
/// </summary>
public static class Waits
{
    /// <summary>The waits of a journal in order, none of them overlapping.</summary>
    public static ImmutableArray<Pause> Of(IReadOnlyList<Entry> journal) => Of(journal, new Contacts(journal));

    internal static ImmutableArray<Pause> Of(IReadOnlyList<Entry> journal, Contacts contacts)
    {
        if (!journal.Any(e => e.What is Wait))
        {
            return [];
        }
        var waits = new List<Pause>();
        foreach (var entry in journal.Where(e => e.What is Wait))
        {
            var asked = ((Wait)entry.What).Asked;
            // A question that did not reach the customer, or came back, stops nothing.
            if (contacts.Reached(asked) is not { } reached)
            {
                continue;
            }
            var (from, end) = (Instant.Max(entry.HappenedAt, reached), End(journal, entry));
            // Nor does one that was answered before it arrived.
            if (!(end?.HappenedAt <= from))
            {
                waits.Add(new(from, end?.HappenedAt, asked, end?.What is CustomerMessage ? end.Number : null));
            }
        }
        return FirstAsked(waits);
    }

    /// <summary>Asked again while it waits already: the first question is the one that is cited.</summary>
    private static ImmutableArray<Pause> FirstAsked(List<Pause> waits)
    {
        var kept = ImmutableArray.CreateBuilder<Pause>(waits.Count);
        foreach (var wait in waits.OrderBy(w => w.From))
        {
            if (kept.Count == 0 || kept[^1].To <= wait.From)
            {
                kept.Add(wait);
            }
        }
        return kept.ToImmutable();
    }

    /// <summary>What ends a wait: of all that came after it was written down the earliest.</summary>
    private static Entry? End(IReadOnlyList<Entry> journal, Entry wait)
    {
        Entry? end = null;
        foreach (var entry in journal)
        {
            var ends = entry.What is CustomerMessage { Machine: false } or WaitEnd or Resolution or Merge;
            var after = entry.Number > wait.Number && entry.HappenedAt >= wait.HappenedAt;
            if (ends && after && !(entry.HappenedAt >= end?.HappenedAt))
            {
                end = entry;
            }
        }
        return end;
    }
}
