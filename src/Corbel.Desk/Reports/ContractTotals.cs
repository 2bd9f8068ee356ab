using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// The contract's own totals. They count every ticket of a customer, as sums: a registered user, who sees the own issues
/// alone, reads here how the promise to the whole organisation was kept. So this is the one reading that does not pass
/// <c>VisibleTo</c>, and it gives out nothing but sums. The provider's promises are counted from the tickets on its own desk;
/// what lies on a customer's own desk is that customer's, and nobody else reads even its sums.
/// </summary>
public static class ContractTotals
{
    /// <summary>The figures of the clocks of a kind that began in a stretch of time, by severity.</summary>
    public static async Task<IReadOnlyList<ClockFigures>> Clocks(
        DeskDb db,
        ContractScope scope,
        TargetKind kind,
        Interval began,
        Instant now,
        Func<string, Instant, Instant, long> openTime,
        CancellationToken cancel,
        Guid? desk = null
    )
    {
        var clocks = await ContractClocks
            .Began(db.Clocks, kind, began)
            .Of(scope)
            .Select(x => new ClockSample(x.Severity!, x.ReceivedAt, x.DueAt, x.EndedAt, x.Verdict))
            .ToListAsync(cancel);
        return ClockFigures.Of(clocks, now, openTime);
    }

    /// <summary>
    /// How long each side waited for the other (clause 10): the desk for what it had asked the customer for, the customer
    /// for a first or next answer. Waits that began in a stretch of time.
    /// </summary>
    public static async Task<(WaitingFigures Desk, WaitingFigures Customer)> Waiting(
        DeskDb db,
        ContractScope scope,
        Interval began,
        Instant now,
        CancellationToken cancel
    )
    {
        var (from, to) = (began.Start, began.End);
        var organisation = scope.Organisation;
        var desk = await db
            .Waits.Where(x => x.DeskId == null && (organisation == null || x.OrganisationId == organisation))
            .Where(x => x.FromAt >= from && x.FromAt < to)
            .Select(x => new WaitSample(x.FromAt, x.ToAt))
            .ToListAsync(cancel);
        var customer = await db
            .Clocks.Where(x => x.DeskId == null)
            .Of(scope)
            .Where(x => x.Kind == TargetKind.FirstResponse || x.Kind == TargetKind.NextResponse)
            .Where(x => x.ReceivedAt >= from && x.ReceivedAt < to)
            .Select(x => new WaitSample(x.ReceivedAt, x.EndedAt))
            .ToListAsync(cancel);
        return (WaitingFigures.Of(desk, now), WaitingFigures.Of(customer, now));
    }

    /// <summary>How many issues came by which way in a stretch of time.</summary>
    public static async Task<IReadOnlyList<IssueCount>> Issues(
        DeskDb db,
        ContractScope scope,
        Interval received,
        CancellationToken cancel
    )
    {
        var (from, to) = (received.Start, received.End);
        return await Tickets(db, scope)
            .Where(x => x.ReceivedAt >= from && x.ReceivedAt < to)
            .GroupBy(x => new
            {
                x.Channel,
                x.Courtesy,
                x.Basis,
                x.Reporter!.Role,
            })
            .Select(x => new IssueCount(x.Key.Channel, x.Key.Courtesy, x.Key.Basis, x.Key.Role, x.Count()))
            .ToListAsync(cancel);
    }

    /// <summary>How many issues each side held in a stretch of time (clauses 2 to 4).</summary>
    public static async Task<TierCounts> Tiers(
        DeskDb db,
        ContractScope scope,
        Interval received,
        CancellationToken cancel
    )
    {
        var (from, to) = (received.Start, received.End);
        var handedOver = Tickets(db, scope)
            .Where(x => x.HandedOverFrom != null && x.ReceivedAt >= from && x.ReceivedAt < to);
        var own = scope.OwnDesk is { } desk
            ? db.Tickets.Where(x => x.DeskId == desk && x.ReceivedAt >= from && x.ReceivedAt < to)
            : null;
        return new TierCounts(
            own is null ? null : await own.CountAsync(cancel),
            await handedOver.CountAsync(cancel),
            await handedOver.CountAsync(x => x.Outcome == ResolutionOutcome.SentBack, cancel)
        );
    }

    /// <summary>How often a severity was disputed in a stretch of time, the customer objected, and the provider decided.</summary>
    public static async Task<DisputeCounts> Disputes(
        DeskDb db,
        ContractScope scope,
        Interval when,
        CancellationToken cancel
    )
    {
        // Few tickets are ever in dispute, so their times are counted here.
        var times = await Tickets(db, scope)
            .Where(x => x.DisputedAt != null)
            .Select(x => new Disputes(x.DisputedAt, x.ObjectedAt, x.DecidedAt))
            .ToListAsync(cancel);
        bool In(Instant? at) => at is { } known && when.Contains(known);
        return new(
            times.Count(x => In(x.RaisedAt)),
            times.Count(x => In(x.ObjectedAt)),
            times.Count(x => In(x.DecidedAt))
        );
    }

    /// <summary>How many open issues nobody has given a severity, and on how many the customer is waited for.</summary>
    public static async Task<(int WithoutSeverity, int Waiting)> Standing(
        DeskDb db,
        ContractScope scope,
        CancellationToken cancel
    )
    {
        var open = Tickets(db, scope).Where(x => x.Status == TicketStatus.Open);
        return (
            await open.CountAsync(x => x.Severity == null, cancel),
            await open.CountAsync(x => x.WaitsSince != null, cancel)
        );
    }

    /// <summary>How many issues received in a stretch of time ended as not attributable to the product.</summary>
    public static Task<int> NotAttributable(DeskDb db, ContractScope scope, Interval received, CancellationToken cancel)
    {
        var (from, to) = (received.Start, received.End);
        return Tickets(db, scope)
            .CountAsync(
                x => x.ReceivedAt >= from && x.ReceivedAt < to && x.Outcome == ResolutionOutcome.NotAttributable,
                cancel
            );
    }

    /// <summary>How many issues were reopened in a stretch of time: each began a new clock.</summary>
    public static Task<int> Reopened(DeskDb db, ContractScope scope, Interval when, CancellationToken cancel) =>
        ContractClocks.Began(db.Clocks, TargetKind.FirstResponse, when).Of(scope).CountAsync(x => x.Cycle > 1, cancel);

    private static IQueryable<Ticket> Tickets(DeskDb db, ContractScope scope)
    {
        var tickets = db.Tickets.Where(x => x.DeskId == null);
        return scope.Organisation is { } one ? tickets.Where(x => x.OrganisationId == one) : tickets;
    }
}

/// <summary>Which clocks count: the same for the sums and for the lists behind them.</summary>
public static class ContractClocks
{
    /// <summary>
    /// Clocks of a kind that began in a stretch of time, where the policy had a target for them. A status report counts in the
    /// stretch in which it falls due.
    /// </summary>
    public static IQueryable<ClockRow> Began(IQueryable<ClockRow> clocks, TargetKind kind, Interval began)
    {
        var (from, to) = (began.Start, began.End);
        var owed = clocks.Where(x => x.Kind == kind && x.Severity != null && x.Verdict != Verdict.NoTarget);
        return kind == TargetKind.StatusReport
            ? owed.Where(x => x.DueAt >= from && x.DueAt < to)
            : owed.Where(x => x.ReceivedAt >= from && x.ReceivedAt < to);
    }

    /// <summary>Those on the desk that the scope names, of whom it names.</summary>
    public static IQueryable<ClockRow> Of(this IQueryable<ClockRow> clocks, ContractScope scope) =>
        scope.Desk is { } desk ? clocks.Where(x => x.DeskId == desk)
        : scope.Organisation is { } one ? clocks.Where(x => x.DeskId == null && x.OrganisationId == one)
        : clocks.Where(x => x.DeskId == null);
}

/// <summary>How many issues came so.</summary>
/// <param name="Channel">The way.</param>
/// <param name="Courtesy">Calls by courtesy.</param>
/// <param name="Basis">Where the received instant was taken from.</param>
/// <param name="Role">What the person is who logged them.</param>
/// <param name="Count">How many.</param>
public sealed record IssueCount(Channel Channel, bool Courtesy, ReceivedBasis Basis, Role Role, int Count);

/// <summary>Disputes about severity (clause 6).</summary>
public sealed record DisputeCounts(int Raised, int Objected, int Decided);

/// <summary>Issues by the side that held them.</summary>
/// <param name="OnOwnDesk">Those on the reader's own desk; null for who has none.</param>
/// <param name="HandedOver">Those that customers' own desks handed over to the provider.</param>
/// <param name="SentBack">Of these, those that the provider sent back.</param>
public sealed record TierCounts(int? OnOwnDesk, int HandedOver, int SentBack);
