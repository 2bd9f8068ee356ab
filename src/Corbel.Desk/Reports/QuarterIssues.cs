using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>The rows of a quarter that are about issues: the same samples as <see cref="ContractTotals"/> counts.</summary>
internal sealed class QuarterIssues(QuarterReading reading)
{
    private readonly ContractScope scope = ContractScope.Customer(reading.Customer.Id);

    public sealed record Found(
        ImmutableArray<IssueRow> Issues,
        ImmutableArray<ResponseRow> Responses,
        ImmutableArray<WaitRow> Waits,
        ImmutableArray<DisputeRow> Disputes
    );

    public async Task<Found> Read(CancellationToken cancel)
    {
        var issues = await Issues(cancel);
        var numbers = issues.ToDictionary(x => x.Id, x => x.Row);
        return new(
            [.. issues.Select(x => x.Row)],
            await Responses(numbers, cancel),
            await Waits(numbers, cancel),
            [
                .. issues
                    .Where(x => InQuarter(x.Dispute))
                    .Select(x => new DisputeRow(
                        x.Row.Number,
                        x.Dispute.RaisedAt,
                        x.Dispute.ObjectedAt,
                        x.Dispute.DecidedAt
                    )),
            ]
        );
    }

    /// <summary>
    /// All issues that a figure of the quarter can count: received by its end, and open, worked on or received since its start.
    /// </summary>
    private async Task<List<(Guid Id, IssueRow Row, Disputes Dispute)>> Issues(CancellationToken cancel)
    {
        var (customer, from, to) = (reading.Customer.Id, reading.When.Start, reading.When.End);
        var tickets = await reading
            .Db.Tickets.Where(x => x.DeskId == null && x.OrganisationId == customer)
            .Where(x => x.Status == TicketStatus.Open || (x.LastEntryAt >= from && x.ReceivedAt < to))
            .OrderBy(x => x.Number)
            .Select(x => new
            {
                x.Id,
                x.Number,
                x.Subject,
                x.Channel,
                x.Courtesy,
                x.Severity,
                x.Status,
                x.Outcome,
                x.ReceivedAt,
                x.DisputedAt,
                x.ObjectedAt,
                x.DecidedAt,
                x.Mark,
            })
            .ToListAsync(cancel);
        return tickets.ConvertAll(x =>
            (
                x.Id,
                // The subject of a marked issue never reaches the rows, which are frozen.
                Row: new IssueRow(
                    x.Number,
                    x.Mark is null ? x.Subject : null,
                    x.Channel,
                    x.Courtesy,
                    x.Severity,
                    x.Status,
                    x.Outcome,
                    x.ReceivedAt,
                    Marked: x.Mark is not null
                ),
                new Disputes(x.DisputedAt, x.ObjectedAt, x.DecidedAt)
            )
        );
    }

    private async Task<ImmutableArray<ResponseRow>> Responses(
        Dictionary<Guid, IssueRow> numbers,
        CancellationToken cancel
    )
    {
        var clocks = await ContractClocks
            .Began(reading.Db.Clocks, TargetKind.FirstResponse, reading.When)
            .Of(scope)
            .OrderBy(x => x.ReceivedAt)
            .ThenBy(x => x.TicketId)
            .ThenBy(x => x.Number)
            .ToListAsync(cancel);
        var rows = new List<ResponseRow>();
        foreach (var clock in clocks)
        {
            var sample = new ClockSample(clock.Severity!, clock.ReceivedAt, clock.DueAt, clock.EndedAt, clock.Verdict);
            var issue = numbers[clock.TicketId];
            var late = sample.At(reading.Now) == Verdict.Late && QuarterReport.MayDetail(issue);
            rows.Add(
                new(
                    issue.Number,
                    clock.Cycle,
                    sample.Severity,
                    clock.ReceivedAt,
                    clock.DueAt,
                    clock.EndedAt,
                    clock.Verdict,
                    clock.EndedAt is { } ended ? OpenTime(sample.Severity, clock.ReceivedAt, ended) : null,
                    late ? await Why(clock.TicketId, clock.Number, cancel) : []
                )
            );
        }
        return [.. rows.OrderBy(x => x.Ticket).ThenBy(x => x.Cycle)];
    }

    /// <summary>A step of it falls into the quarter. An objection to what was never disputed counts nowhere.</summary>
    private bool InQuarter(Disputes dispute) =>
        dispute.RaisedAt is not null
        && new[] { dispute.RaisedAt, dispute.ObjectedAt, dispute.DecidedAt }.Any(x =>
            x is { } at && reading.When.Contains(at)
        );

    private long OpenTime(string severity, Instant from, Instant to) =>
        reading.Policy.FirstResponseTarget(severity) is { } target
            ? reading.Policy.Calendars[target.Calendar].Zones[0].Between(from, to)
            : 0;

    /// <summary>The sum behind the due instant, line by line.</summary>
    private async Task<ImmutableArray<string>> Why(Guid ticket, int number, CancellationToken cancel)
    {
        var bytes = await reading
            .Db.Journal.Where(x => x.TicketId == ticket)
            .OrderBy(x => x.Number)
            .Select(x => x.Bytes)
            .ToListAsync(cancel);
        var journal = bytes.ConvertAll(x => Journal.Read(x).Entry);
        var terms = await reading.Policies.TermsOf(reading.Db, journal, cancel);
        var clock = Clocks
            .Of(terms, journal, reading.Now)
            .FirstOrDefault(x => x.Kind == TargetKind.FirstResponse && x.Number == number);
        return clock is not null && Explaining.Of(clock) is { } why
            ? ExplanationText.Lines(why, reading.Words, reading.Reader)
            : [];
    }

    private async Task<ImmutableArray<WaitRow>> Waits(Dictionary<Guid, IssueRow> numbers, CancellationToken cancel)
    {
        var (from, to, customer) = (reading.When.Start, reading.When.End, reading.Customer.Id);
        var ours = await reading
            .Db.Waits.Where(x => x.DeskId == null && x.OrganisationId == customer)
            .Where(x => x.FromAt >= from && x.FromAt < to)
            .Select(x => new
            {
                x.TicketId,
                x.FromAt,
                x.ToAt,
            })
            .ToListAsync(cancel);
        var theirs = await reading
            .Db.Clocks.Of(scope)
            .Where(x => x.Kind == TargetKind.FirstResponse || x.Kind == TargetKind.NextResponse)
            .Where(x => x.ReceivedAt >= from && x.ReceivedAt < to)
            .Select(x => new
            {
                x.TicketId,
                FromAt = x.ReceivedAt,
                ToAt = x.EndedAt,
            })
            .ToListAsync(cancel);
        return
        [
            .. ours.Select(x => new WaitRow(numbers[x.TicketId].Number, WaitingSide.Desk, x.FromAt, x.ToAt))
                .Concat(
                    theirs.Select(x => new WaitRow(numbers[x.TicketId].Number, WaitingSide.Customer, x.FromAt, x.ToAt))
                )
                .OrderBy(x => x.Side)
                .ThenBy(x => x.From)
                .ThenBy(x => x.Ticket)
                .ThenBy(x => x.To),
        ];
    }
}
