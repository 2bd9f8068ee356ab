using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>How many clocks of one kind and severity would get another verdict.</summary>
/// <param name="Kind">What they measure.</param>
/// <param name="Severity">The severity that counts.</param>
/// <param name="From">The verdict that stands; none where only the other policy has the clock.</param>
/// <param name="To">The verdict by the other policy; none where it has no such clock.</param>
/// <param name="Clocks">How many.</param>
public sealed record ReplayedGroup(TargetKind Kind, string? Severity, Verdict? From, Verdict? To, int Clocks);

/// <summary>How many clocks of one kind and severity are decided, by the policies that stand and by the other.</summary>
public sealed record ReplayedShare(
    TargetKind Kind,
    string? Severity,
    int KeptBefore,
    int LateBefore,
    int KeptAfter,
    int LateAfter
);

/// <summary>What another policy would have made of the history.</summary>
/// <param name="Since">Of tickets received from then on.</param>
/// <param name="Until">Of tickets received before then.</param>
/// <param name="AsOf">The instant at which both sides are judged.</param>
/// <param name="Tickets">How many tickets were judged.</param>
/// <param name="Differences">What would differ, by kind, severity and verdicts.</param>
/// <param name="Shares">What is kept and what is late on both sides, by kind and severity.</param>
/// <param name="Each">Each change with its ticket, where that was asked for.</param>
public sealed record Replayed(
    Instant Since,
    Instant Until,
    Instant AsOf,
    int Tickets,
    ImmutableArray<ReplayedGroup> Differences,
    ImmutableArray<ReplayedShare> Shares,
    ImmutableArray<TicketChange> Each
)
{
    internal static Replayed Of(ReplayQuestion asked, Instant now, IReadOnlyList<ReplayTally> parts) =>
        new(
            asked.Since,
            asked.Until ?? now,
            now,
            parts.Sum(x => x.Tickets),
            [
                .. parts
                    .SelectMany(x => x.Groups)
                    .GroupBy(x => x.Key, x => x.Value)
                    .Select(x => new ReplayedGroup(x.Key.Kind, x.Key.Severity, x.Key.From, x.Key.To, x.Sum()))
                    .OrderBy(x => x.Kind)
                    .ThenBy(x => x.Severity, StringComparer.Ordinal)
                    .ThenBy(x => x.From)
                    .ThenBy(x => x.To),
            ],
            [
                .. parts
                    .SelectMany(x => x.Decided)
                    .GroupBy(x => (x.Key.Kind, x.Key.Severity), x => (x.Key.Before, x.Key.Kept, Count: x.Value))
                    .Select(x => new ReplayedShare(
                        x.Key.Kind,
                        x.Key.Severity,
                        x.Where(c => c is { Before: true, Kept: true }).Sum(c => c.Count),
                        x.Where(c => c is { Before: true, Kept: false }).Sum(c => c.Count),
                        x.Where(c => c is { Before: false, Kept: true }).Sum(c => c.Count),
                        x.Where(c => c is { Before: false, Kept: false }).Sum(c => c.Count)
                    ))
                    .OrderBy(x => x.Kind)
                    .ThenBy(x => x.Severity, StringComparer.Ordinal),
            ],
            [.. parts.SelectMany(x => x.Each).OrderBy(x => x.Ticket).ThenBy(x => x.Change.Kind)]
        );
}

/// <summary>What one worker counts.</summary>
internal sealed class ReplayTally(bool eachTicket)
{
    public int Tickets { get; private set; }

    public Dictionary<(TargetKind Kind, string? Severity, Verdict? From, Verdict? To), int> Groups { get; } = [];

    public Dictionary<(TargetKind Kind, string? Severity, bool Before, bool Kept), int> Decided { get; } = [];

    public List<TicketChange> Each { get; } = [];

    public void Add(long ticket, ImmutableArray<Clock> standing, ImmutableArray<Clock> other)
    {
        Tickets++;
        Decide(standing, before: true);
        Decide(other, before: false);
        foreach (var change in Rejudging.Differences(standing, other))
        {
            Count(Groups, (change.Kind, change.Severity, change.From, change.To));
            if (eachTicket)
                Each.Add(new(ticket, change));
        }
    }

    private void Decide(ImmutableArray<Clock> clocks, bool before)
    {
        foreach (var clock in clocks)
            if (clock.Verdict is Verdict.Kept or Verdict.Late or Verdict.LateByReclassification)
                Count(Decided, (clock.Kind, clock.Severity, before, clock.Verdict == Verdict.Kept));
    }

    private static void Count<T>(Dictionary<T, int> counts, T key)
        where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
