using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>How a promise of a ticket stands under one policy.</summary>
public sealed record PromiseState(string? Severity, Instant? Due, Verdict Verdict);

/// <summary>A promise of an open ticket that would stand otherwise, had the ticket been received under the new text.</summary>
/// <param name="Number">The ticket's number.</param>
/// <param name="Kind">What is promised.</param>
/// <param name="Now">How it stands by the version of its receipt, which it keeps; null where that promises no such thing.</param>
/// <param name="Then">How it would stand; null where the new text promises no such thing.</param>
public sealed record TicketEffect(long Number, TargetKind Kind, PromiseState? Now, PromiseState? Then)
{
    internal bool IsEarlier => (Then?.Due ?? Instant.MaxValue) < (Now?.Due ?? Instant.MaxValue);
    internal bool IsLater => (Then?.Due ?? Instant.MaxValue) > (Now?.Due ?? Instant.MaxValue);
}

/// <summary>What a new text would have meant for the open tickets of one severity.</summary>
/// <param name="Severity">The severity that drives them now; null where none does.</param>
/// <param name="Open">Open tickets of it.</param>
/// <param name="Earlier">Of those: due earlier, or due where they were not.</param>
/// <param name="Later">Of those: due later, or not at all.</param>
/// <param name="OtherVerdict">Of those: with another verdict.</param>
public sealed record SeverityEffect(string? Severity, int Open, int Earlier, int Later, int OtherVerdict);

/// <summary>
/// What a new text would have meant for the open tickets. They keep the version of their receipt: nothing of this happens
/// to them.
/// </summary>
/// <param name="Open">How many tickets are open on that desk.</param>
/// <param name="Tickets">The promises that would stand otherwise, those due first first.</param>
/// <param name="Severities">Sums by severity.</param>
public sealed record PolicyEffect(
    int Open,
    ImmutableArray<TicketEffect> Tickets,
    ImmutableArray<SeverityEffect> Severities
)
{
    private const int Page = 200;

    /// <param name="db">To read with.</param>
    /// <param name="policies">What the tickets are judged by.</param>
    /// <param name="desk">The customer on whose own desk they lie; null for the provider's.</param>
    /// <param name="next">What a ticket of an organisation would be judged by.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<PolicyEffect> Of(
        DeskDb db,
        PolicyShelf policies,
        Guid? desk,
        Func<Guid, TicketTerms> next,
        Instant now,
        CancellationToken cancel
    )
    {
        var tickets = new List<(string? Severity, ImmutableArray<TicketEffect> Effects)>();
        var last = 0L;
        while (true)
        {
            var from = last;
            var page = await db
                .Tickets.Where(x => x.Status == TicketStatus.Open && x.DeskId == desk && x.Number > from)
                .OrderBy(x => x.Number)
                .Take(Page)
                .Select(x => new { x.Id, x.Number })
                .ToListAsync(cancel);
            if (page.Count == 0)
                return Of(tickets);
            last = page[^1].Number;
            var ids = page.ConvertAll(x => x.Id);
            var rows = await db
                .Journal.Where(x => ids.Contains(x.TicketId))
                .OrderBy(x => x.Number)
                .Select(x => new { x.TicketId, x.Bytes })
                .ToListAsync(cancel);
            var journals = rows.ToLookup(x => x.TicketId, x => Journal.Read(x.Bytes).Entry);
            foreach (var ticket in page)
            {
                IReadOnlyList<Entry> journal = [.. journals[ticket.Id]];
                var own = await policies.TermsOf(db, journal, cancel);
                var other = next(((Receipt)journal[0].What).Organisation);
                var (stands, would) = (Stand(own, journal, now), Stand(other, journal, now));
                tickets.Add(
                    (stands[TargetKind.FirstResponse].Severity, [.. Differences(ticket.Number, stands, would)])
                );
            }
        }
    }

    /// <summary>The one place that asks the clocks: the last of each kind.</summary>
    private static Dictionary<TargetKind, PromiseState> Stand(
        TicketTerms terms,
        IReadOnlyList<Entry> journal,
        Instant now
    ) =>
        Clocks
            .Of(terms, journal, now)
            .GroupBy(x => x.Kind)
            .ToDictionary(x => x.Key, x => new PromiseState(x.Last().Severity, x.Last().Due, x.Last().Verdict));

    private static IEnumerable<TicketEffect> Differences(
        long number,
        Dictionary<TargetKind, PromiseState> stands,
        Dictionary<TargetKind, PromiseState> would
    ) =>
        from kind in stands.Keys.Union(would.Keys).Order()
        let effect = new TicketEffect(number, kind, Promised(stands, kind), Promised(would, kind))
        where effect.Now?.Due != effect.Then?.Due || effect.Now?.Verdict != effect.Then?.Verdict
        select effect;

    private static PromiseState? Promised(Dictionary<TargetKind, PromiseState> states, TargetKind kind) =>
        states.GetValueOrDefault(kind) is { Verdict: not Verdict.NoTarget } state ? state : null;

    private static PolicyEffect Of(List<(string? Severity, ImmutableArray<TicketEffect> Effects)> tickets) =>
        new(
            tickets.Count,
            [.. tickets.SelectMany(x => x.Effects).OrderBy(x => x.Then?.Due ?? Instant.MaxValue)],
            [
                .. tickets
                    .GroupBy(x => x.Severity)
                    .OrderBy(x => x.Key, StringComparer.Ordinal)
                    .Select(x => new SeverityEffect(
                        x.Key,
                        x.Count(),
                        x.Count(t => t.Effects.Any(e => e.IsEarlier)),
                        x.Count(t => t.Effects.Any(e => e.IsLater)),
                        x.Count(t => t.Effects.Any(e => e.Now?.Verdict != e.Then?.Verdict))
                    )),
            ]
        );
}
