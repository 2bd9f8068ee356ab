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
    /// <summary>The first-response figures of the clocks that began in a stretch of time.</summary>
    public static async Task<IReadOnlyList<ResponseFigures>> Responses(
        this DeskDb db,
        Actor reader,
        Interval received,
        Instant now,
        Func<string, Instant, Instant, long> openTime,
        CancellationToken cancel,
        Guid? desk = null
    )
    {
        var (from, to) = (received.Start, received.End);
        var clocks = await Of(db.Clocks, reader, desk)
            .Where(x =>
                x.Kind == TargetKind.FirstResponse
                && x.ReceivedAt >= from
                && x.ReceivedAt < to
                && x.Severity != null
                && x.DueAt != null
            )
            .Select(x => new ClockSample(x.Severity!, x.ReceivedAt, x.DueAt!.Value, x.EndedAt, x.Verdict))
            .ToListAsync(cancel);
        return ResponseFigures.Of(clocks, now, openTime);
    }

    /// <summary>
    /// How long each side waited for the other (clause 10): the desk for what it had asked the customer for, the customer
    /// for a first or next answer. Waits that began in a stretch of time.
    /// </summary>
    public static async Task<(WaitingFigures Desk, WaitingFigures Customer)> Waiting(
        this DeskDb db,
        Actor reader,
        Interval began,
        Instant now,
        CancellationToken cancel
    )
    {
        var (from, to) = (began.Start, began.End);
        var all = reader.IsStaff;
        var organisation = reader.Organisation;
        var desk = await db
            .Waits.Where(x => x.DeskId == null && (all || x.OrganisationId == organisation))
            .Where(x => x.FromAt >= from && x.FromAt < to)
            .Select(x => new WaitSample(x.FromAt, x.ToAt))
            .ToListAsync(cancel);
        var customer = await Of(db.Clocks, reader)
            .Where(x => x.Kind == TargetKind.FirstResponse || x.Kind == TargetKind.NextResponse)
            .Where(x => x.ReceivedAt >= from && x.ReceivedAt < to)
            .Select(x => new WaitSample(x.ReceivedAt, x.EndedAt))
            .ToListAsync(cancel);
        return (WaitingFigures.Of(desk, now), WaitingFigures.Of(customer, now));
    }

    /// <summary>How many status reports of those that fell due in a stretch of time were given in their time (clause 2.1).</summary>
    public static async Task<(int Kept, int Missed)> StatusReports(
        this DeskDb db,
        Actor reader,
        Interval due,
        Instant now,
        CancellationToken cancel
    )
    {
        var (from, to) = (due.Start, due.End);
        var reports = Of(db.Clocks, reader)
            .Where(x => x.Kind == TargetKind.StatusReport && x.DueAt >= from && x.DueAt < to);
        return (
            await reports.CountAsync(x => x.Verdict == Verdict.Kept, cancel),
            await reports.CountAsync(
                x => x.Verdict == Verdict.Late || (x.Verdict == Verdict.Running && x.DueAt < now),
                cancel
            )
        );
    }

    /// <summary>How many issues came by each channel in a stretch of time.</summary>
    public static async Task<IReadOnlyDictionary<Channel, int>> Channels(
        this DeskDb db,
        Actor reader,
        Interval received,
        CancellationToken cancel
    )
    {
        var (from, to) = (received.Start, received.End);
        return await Of(db.Tickets, reader)
            .Where(x => x.ReceivedAt >= from && x.ReceivedAt < to)
            .GroupBy(x => x.Channel)
            .Select(x => new { x.Key, Count = x.Count() })
            .ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
    }

    /// <summary>How many issues each side held in a stretch of time (clauses 2 to 4).</summary>
    public static async Task<TierCounts> Tiers(
        this DeskDb db,
        Actor reader,
        Interval received,
        CancellationToken cancel
    )
    {
        var (from, to) = (received.Start, received.End);
        var handedOver = Of(db.Tickets, reader)
            .Where(x => x.HandedOverFrom != null && x.ReceivedAt >= from && x.ReceivedAt < to);
        var own = db.Tickets.Where(x => x.DeskId == reader.Organisation && x.ReceivedAt >= from && x.ReceivedAt < to);
        return new TierCounts(
            reader.IsStaff || reader.Role == Role.PartnerUser ? null : await own.CountAsync(cancel),
            await handedOver.CountAsync(cancel),
            await handedOver.CountAsync(x => x.Outcome == ResolutionOutcome.SentBack, cancel)
        );
    }

    /// <summary>Staff read the sums of all customers, everybody else those of the own organisation.</summary>
    private static IQueryable<Ticket> Of(IQueryable<Ticket> tickets, Actor reader) =>
        tickets.Where(x => x.DeskId == null && (reader.IsStaff || x.OrganisationId == reader.Organisation));

    private static IQueryable<ClockRow> Of(IQueryable<ClockRow> clocks, Actor reader, Guid? desk = null) =>
        desk is { } own
            ? clocks.Where(x => x.DeskId == own && own == reader.Organisation && reader.Role != Role.PartnerUser)
            : clocks.Where(x => x.DeskId == null && (reader.IsStaff || x.OrganisationId == reader.Organisation));
}

/// <summary>Issues by the side that held them.</summary>
/// <param name="OnOwnDesk">Those on the reader's own desk; null for who has none.</param>
/// <param name="HandedOver">Those that customers' own desks handed over to the provider.</param>
/// <param name="SentBack">Of these, those that the provider sent back.</param>
public sealed record TierCounts(int? OnOwnDesk, int HandedOver, int SentBack);
