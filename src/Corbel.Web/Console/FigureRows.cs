using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Reports;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>One ticket behind a figure; twice where two of its clocks count.</summary>
internal sealed record FigureRow
{
    public required long Number { get; init; }
    public required string Subject { get; init; }
    public required string Organisation { get; init; }
    public required Channel Channel { get; init; }
    public required string? Severity { get; init; }
    public required Instant At { get; init; }
    public required Instant? DueAt { get; init; }
    public required Instant? EndedAt { get; init; }
    public required Verdict? Verdict { get; init; }
}

/// <summary>What stands behind a figure: the same count as the contract's totals, read through the choke point.</summary>
internal static class FigureRows
{
    /// <summary>The rows of a figure in no order yet; those of clocks as they stand at the instant.</summary>
    public static IQueryable<FigureRow> Of(DeskDb db, Actor actor, FigureQuery query, DateTimeZone zone, Instant now)
    {
        var scope = ContractScope.Of(actor, query.Customer);
        // A figure of what stands now has no quarter.
        var when = query.Quarter?.In(zone) ?? new Interval(Instant.FromUnixTimeSeconds(0), now);
        if (query.Of is FigureOf.Clocks or FigureOf.Reopened)
            return Clocks(db, actor, query, scope, when, now);
        var tickets = db.Tickets.VisibleTo(actor).Where(x => x.DeskId == null);
        if (scope.Organisation is { } one)
            tickets = tickets.Where(x => x.OrganisationId == one);
        return Narrowed(tickets, query, when)
            .Select(x => new FigureRow
            {
                Number = x.Number,
                Subject = x.Subject,
                Organisation = x.Organisation!.Name,
                Channel = x.Channel,
                Severity = x.Severity,
                At = x.ReceivedAt,
                DueAt = x.DueAt,
                EndedAt = x.ContactAt,
                Verdict = x.Verdict,
            });
    }

    private static IQueryable<Ticket> Narrowed(IQueryable<Ticket> tickets, FigureQuery query, Interval when)
    {
        var (from, to, channel) = (when.Start, when.End, query.Channel);
        var received = tickets.Where(x => x.ReceivedAt >= from && x.ReceivedAt < to);
        return query.Of switch
        {
            FigureOf.Courtesy => received.Where(x => x.Courtesy),
            FigureOf.Calls => received.Where(x => x.Channel == Channel.Telephone && !x.Courtesy),
            FigureOf.HandedOver => received.Where(x => x.HandedOverFrom != null),
            FigureOf.NotAttributable => received.Where(x => x.Outcome == ResolutionOutcome.NotAttributable),
            FigureOf.Told => received.Where(x => x.Basis == ReceivedBasis.ToldByStaff),
            FigureOf.Disputed => tickets.Where(x => x.DisputedAt >= from && x.DisputedAt < to),
            FigureOf.Objected => tickets.Where(x => x.DisputedAt != null && x.ObjectedAt >= from && x.ObjectedAt < to),
            FigureOf.Decided => tickets.Where(x => x.DisputedAt != null && x.DecidedAt >= from && x.DecidedAt < to),
            FigureOf.Waiting => tickets.Where(x => x.Status == TicketStatus.Open && x.WaitsSince != null),
            FigureOf.WithoutSeverity => tickets.Where(x => x.Status == TicketStatus.Open && x.Severity == null),
            _ => received.Where(x => channel == null || x.Channel == channel),
        };
    }

    private static IQueryable<FigureRow> Clocks(
        DeskDb db,
        Actor actor,
        FigureQuery query,
        ContractScope scope,
        Interval when,
        Instant now
    )
    {
        var reopened = query.Of == FigureOf.Reopened;
        var kind = reopened ? TargetKind.FirstResponse : query.Kind;
        var own = db.Clocks.VisibleTo(db, actor).Where(x => x.DeskId == null);
        var clocks = ContractClocks.Began(own, kind, when).Of(scope);
        if (reopened)
            clocks = clocks.Where(x => x.Cycle > 1);
        if (query.Severity is { } severity)
            clocks = clocks.Where(x => x.Severity == severity);
        clocks = query.How switch
        {
            FigureHow.Decided => clocks.Where(x =>
                x.Verdict != Verdict.Withdrawn && x.DueAt != null && (x.EndedAt != null || x.DueAt < now)
            ),
            FigureHow.Kept => clocks.Where(x => x.Verdict != Verdict.Withdrawn && x.EndedAt <= x.DueAt),
            FigureHow.Late => clocks.Where(x =>
                x.Verdict != Verdict.Withdrawn && (x.EndedAt > x.DueAt || (x.EndedAt == null && x.DueAt < now))
            ),
            FigureHow.Reclassified => clocks.Where(x => x.Verdict == Verdict.LateByReclassification),
            _ => clocks,
        };
        return clocks.Join(
            db.Tickets.VisibleTo(actor),
            x => x.TicketId,
            x => x.Id,
            (clock, ticket) =>
                new FigureRow
                {
                    Number = ticket.Number,
                    Subject = ticket.Subject,
                    Organisation = ticket.Organisation!.Name,
                    Channel = ticket.Channel,
                    Severity = clock.Severity,
                    At = clock.ReceivedAt,
                    DueAt = clock.DueAt,
                    EndedAt = clock.EndedAt,
                    Verdict = clock.Verdict,
                }
        );
    }
}
