using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>What a report is to be made of.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Quarter">The quarter.</param>
/// <param name="Why">Why there is to be another one; null for the first.</param>
/// <param name="Language">en or nl; null for the customer's own.</param>
public sealed record ReportOrder(Guid Customer, Quarter Quarter, string? Why = null, string? Language = null)
{
    /// <summary>The run that it belongs to.</summary>
    internal Guid? Run { get; init; }
}

/// <summary>
/// Issues a quarterly report (clause 8): its rows and page are frozen, and the customer's administrators are told, in one
/// transaction of its own.
/// </summary>
public sealed class IssueReport(
    Database database,
    GroupWriter writer,
    QuarterlyReport reports,
    ReportMails mails,
    PolicyShelf policies,
    IClock clock
)
{
    private const int LongestWhy = 500;

    /// <param name="by">A manager or the owner; null for the desk itself and the command line.</param>
    /// <param name="order">Which report.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public async Task<Outcome<IssuedReport>> Run(Actor? by, ReportOrder order, CancellationToken cancel = default)
    {
        if (by is not null && !May.Record(by))
            return ReportRefusals.NotForYou;
        var why = string.IsNullOrWhiteSpace(order.Why) ? null : order.Why.Trim();
        if (why?.Length > LongestWhy)
            return ReportRefusals.WhyTooLong;
        while (true)
        {
            var (made, refused) = await Make(by, order, why, cancel);
            if (made is null)
                return refused!;
            switch (await Keep(made, cancel))
            {
                case Attempt.Kept:
                    return made;
                case Attempt.Overtaken when order.Run is not null:
                    return ReportRefusals.NoSuchRun;
            }
        }
    }

    /// <summary>The page as it would be issued now; nothing is written. Also of a quarter that is not over.</summary>
    public async Task<Outcome<QuarterRows>> Preview(ReportOrder order, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        return await Customer(db, order, cancel) is { } customer
            ? await reports.Read(db, customer, order.Quarter, Now, order.Language, cancel)
            : ReportRefusals.NoSuchCustomer;
    }

    private enum Attempt
    {
        Kept,

        /// <summary>Somebody else issued one meanwhile, or the run was cancelled.</summary>
        Overtaken,

        /// <summary>An issue that it tells of was marked meanwhile: its subject must not be frozen.</summary>
        TellsOfMarked,
    }

    private Instant Now => Journal.Grain(clock.GetCurrentInstant());

    private static Task<Organisation?> Customer(DeskDb db, ReportOrder order, CancellationToken cancel) =>
        db
            .Organisations.AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == order.Customer && x.Kind == OrganisationKind.Customer, cancel);

    private async Task<(IssuedReport?, Refusal?)> Make(
        Actor? by,
        ReportOrder order,
        string? why,
        CancellationToken cancel
    )
    {
        await using var db = database.Read();
        if (await Customer(db, order, cancel) is not { } customer)
            return (null, ReportRefusals.NoSuchCustomer);
        var now = Now;
        var zone = ReportingZone.Of((await policies.At(db, now, cancel)).Policy.Document);
        if (order.Quarter.In(zone).End > now)
            return (null, ReportRefusals.NotOver(order.Quarter));
        var name = order.Quarter.ToString();
        var before = await db
            .IssuedReports.Where(x => x.OrganisationId == customer.Id && x.Quarter == name)
            .OrderByDescending(x => x.Number)
            .FirstOrDefaultAsync(cancel);
        if (before is not null && why is null)
            return (null, ReportRefusals.WhyMissing);
        QuarterRows? old = null;
        if (before is not null && (old = await ReportNow.Told(db, before, cancel)) is null)
            return (null, ReportRefusals.KeyAway);
        var rows = await reports.Read(db, customer, order.Quarter, now, order.Language, cancel);
        var number = (before?.Number ?? 0) + 1;
        var html = ReportHtml.Write(rows, new ReportIssue(number, before is null ? null : why, old));
        return (
            new IssuedReport
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                OrganisationId = customer.Id,
                Quarter = name,
                Number = number,
                Rows = QuarterRowsJson.Write(rows),
                Html = html,
                Sha256 = Files.FileStore.NameOf(html),
                Language = rows.Language,
                IssuedAt = now,
                IssuedBy = by?.Person,
                Why = before is null ? null : why,
                RunId = order.Run,
            },
            null
        );
    }

    private Task<Attempt> Keep(IssuedReport made, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                await db.Take(DeskDb.TheReports, token);
                var last = await db
                    .IssuedReports.Where(x => x.OrganisationId == made.OrganisationId && x.Quarter == made.Quarter)
                    .MaxAsync(x => (int?)x.Number, token);
                if ((last ?? 0) + 1 != made.Number)
                    return Attempt.Overtaken;
                var rows = QuarterRowsJson.Read(made.Rows);
                if (!(await ReportNow.MarkedOf(db, made.OrganisationId, rows, token)).IsEmpty)
                    return Attempt.TellsOfMarked;
                if (made.RunId is { } id)
                {
                    var run = await db.ReportRuns.AsTracking().SingleAsync(x => x.Id == id, token);
                    if (run.State != RunState.Running)
                        return Attempt.Overtaken;
                    run.Issued++;
                }
                db.IssuedReports.Add(made);
                await mails.Issued(db, made, token);
                return Attempt.Kept;
            },
            cancel
        );
}
