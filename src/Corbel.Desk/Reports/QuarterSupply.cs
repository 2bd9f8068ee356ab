using System.Collections.Immutable;
using System.Globalization;
using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Reports;
using Corbel.Desk.Availability;
using Corbel.Desk.Policies;
using Corbel.Desk.Releases;
using Corbel.Desk.Sessions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// The rows of a quarter that are about the service besides answers. The one place where other rooms' readings come in. What
/// people recorded besides, before the desk measured or kept it itself, stands beside it.
/// </summary>
internal sealed class QuarterSupply(QuarterReading reading, KeptMonths measured, ReadWindows rule)
{
    /// <summary>A report of the same quarter for every customer reads its months once.</summary>
    private static readonly Duration Lately = Duration.FromMinutes(5);
    private readonly PolicyDocument policy = reading.Policy.Document;
    private SessionReport? sessions;

    /// <summary>
    /// The months of the quarter that have ended: as measured; where nothing was, by what people recorded; else not proven.
    /// </summary>
    public async Task<ImmutableArray<MonthRow>> Months(CancellationToken cancel)
    {
        if (policy.Availability is not { } spec)
            return [];
        var zone = DateTimeZoneProviders.Tzdb[spec.Zone];
        var records = await Records(RecordKinds.Availability, cancel);
        var expected = MonthOfAvailability.Expected(spec);
        var months = new List<MonthRow>();
        var first = reading.When.Start.InZone(zone).Date;
        for (var month = new LocalDate(first.Year, first.Month, 1); ; month = month.PlusMonths(1))
        {
            var from = zone.AtStartOfDay(month).ToInstant();
            var end = zone.AtStartOfDay(month.PlusMonths(1)).ToInstant();
            if (from >= reading.When.End || end > reading.Now)
                break;
            if (await measured.Run(reading.Db, month.ToYearMonth(), Lately, cancel) is { } seen)
            {
                months.Add(new(Name(month), seen.Expected, seen.Verdict, seen.Figures, null));
                continue;
            }
            var record = records.Find(x => x.FromAt <= from && x.ToAt >= end || x.FromAt == from);
            var recorded = record is null ? null : RecordFigures.Parse(record.Figures);
            long? share = recorded?.Numbers.TryGetValue("availability", out var known) == true ? known : null;
            months.Add(
                new(
                    Name(month),
                    expected,
                    AvailabilityRecords.Standing(spec, recorded) switch
                    {
                        AvailabilityStanding.Reached => MonthVerdict.Met,
                        AvailabilityStanding.NotReached => MonthVerdict.Missed,
                        _ => MonthVerdict.NotProven,
                    },
                    null,
                    share
                )
            );
        }
        return [.. months];
    }

    public async Task<ImmutableArray<MaintenanceRow>> Maintenance(CancellationToken cancel)
    {
        var (from, to) = (reading.When.Start, reading.When.End);
        var windows = await reading
            .Db.MaintenanceWindows.Where(x => x.FromAt < to && x.ToAt > from)
            .Where(x => x.AnnouncedAt != null)
            .OrderBy(x => x.FromAt)
            .ThenBy(x => x.Id)
            .ToListAsync(cancel);
        var rows = new List<MaintenanceRow>();
        foreach (var window in windows)
        {
            var whyNot = await WhyNotPlanned(window, cancel);
            rows.Add(
                new(
                    reading.Words == Language.Nl ? window.TitleNl : window.Title,
                    window.FromAt,
                    window.ToAt,
                    window.AnnouncedAt,
                    window.CancelledAt is not null,
                    whyNot is null,
                    whyNot
                )
            );
        }
        return [.. rows];
    }

    /// <summary>Every part of the policy's rule that the window fails, by the version in force when it began.</summary>
    private async Task<string?> WhyNotPlanned(MaintenanceWindow window, CancellationToken cancel) =>
        await rule.Judge(reading.Db, window, cancel) is { Counts: false } verdict
            ? string.Join(' ', verdict.Reasons.Select(x => x.Why.In(reading.Words)))
            : null;

    private static string Name(LocalDate month) => month.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    public async Task<ImmutableArray<OutageRow>> Outages(CancellationToken cancel)
    {
        var (from, to, nl) = (reading.When.Start, reading.When.End, reading.Words == Language.Nl);
        var rows = await reading
            .Db.Outages.Where(x => x.FromAt < to && (x.ToAt == null || x.ToAt > from))
            .Join(
                reading.Db.Components.Where(c => c.Counts),
                x => x.ComponentId,
                c => c.Id,
                (x, c) => new { Outage = x, c }
            )
            .OrderBy(x => x.Outage.FromAt)
            .ThenBy(x => x.Outage.Id)
            .Select(x => new
            {
                Component = nl ? x.c.NameNl : x.c.Name,
                x.Outage.FromAt,
                x.Outage.ToAt,
                Incident = reading
                    .Db.Incidents.Where(i => i.Id == x.Outage.IncidentId)
                    .Select(i => (long?)i.Number)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(x => new OutageRow(x.Component, x.FromAt, x.ToAt, x.Incident))];
    }

    /// <summary>Releases that reached the customer, with its tickets that they fix; and those that people recorded.</summary>
    public async Task<ImmutableArray<ReleaseRow>> Releases(CancellationToken cancel)
    {
        var (db, customer) = (reading.Db, reading.Customer.Id);
        var tickets = db.Tickets.Where(x => x.OrganisationId == customer && x.DeskId == null);
        var reached = await ReadReleases.Delivered(db, tickets, customer, reading.When, cancel);
        var recorded = await Records(RecordKinds.Release, cancel);
        return
        [
            .. reached
                .Select(x => new ReleaseRow(
                    $"{x.Product} {x.Number}",
                    reading.Words == Language.Nl ? x.TitleNl : x.TitleEn,
                    x.At,
                    [.. x.Fixed.Select(y => y.Number)]
                ))
                .Concat(
                    recorded.Select(x => new ReleaseRow(
                        RecordFigures.Parse(x.Figures).Words.GetValueOrDefault("release", ""),
                        x.Title,
                        x.FromAt,
                        []
                    ))
                )
                .OrderBy(x => x.DeliveredAt)
                .ThenBy(x => x.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Sessions held, and those that people recorded.</summary>
    public async Task<ImmutableArray<SessionRow>> Sessions(CancellationToken cancel)
    {
        var kind = RecordKinds.Of(policy).FirstOrDefault(x => x.Path == RecordKinds.Session);
        var report = await SessionsSoFar(cancel);
        var recorded = await Records(RecordKinds.Session, cancel);
        return
        [
            .. report
                .Held.Select(x => new SessionRow(KindName(x.Kind), x.StartsAt, x.Attended.Count, x.Topics))
                .Concat(
                    recorded.Select(x =>
                    {
                        var figures = RecordFigures.Parse(x.Figures);
                        return new SessionRow(
                            kind is null ? "" : figures.Say(kind.Figures[0], reading.Words),
                            x.FromAt,
                            figures.Numbers.GetValueOrDefault("attended"),
                            figures.Words.GetValueOrDefault("topics", "")
                        );
                    })
                )
                .OrderBy(x => x.HeldAt)
                .ThenBy(x => x.Kind, StringComparer.Ordinal),
        ];
    }

    /// <summary>What the Proposals entitle to, as it stood at the end of the quarter; or now, where it lasts.</summary>
    public async Task<ImmutableArray<LedgerRow>> Ledger(CancellationToken cancel)
    {
        var report = await SessionsSoFar(cancel);
        return [.. report.Figures.Select(x => new LedgerRow(KindName(x.Kind), x.Bought, x.Booked, x.Held, x.Left))];
    }

    /// <summary>Read once: nothing was held later than now.</summary>
    private async Task<SessionReport> SessionsSoFar(CancellationToken cancel) =>
        sessions ??= await ReadSessions.Report(
            reading.Db,
            reading.Customer.Id,
            new(reading.When.Start, Instant.Max(reading.When.Start, Instant.Min(reading.When.End, reading.Now))),
            cancel
        );

    private string KindName(string id) =>
        policy.Sessions?.Kinds.Items.FirstOrDefault(x => x.Id == id) is { } kind
            ? new LocalText(kind.En, kind.Nl).In(reading.Words)
            : id;

    /// <summary>The standing records of a fact that fall into the quarter: of all customers, and of this one.</summary>
    private async Task<List<ClauseRecord>> Records(string path, CancellationToken cancel)
    {
        if (RecordKinds.Of(policy).FirstOrDefault(x => x.Path == path) is not { } kind)
            return [];
        var (customer, from, to) = (reading.Customer.Id, reading.When.Start, reading.When.End);
        return await reading
            .Db.ClauseRecords.Standing(reading.Db)
            .Where(x => x.Fact == kind.Fact && (x.OrganisationId == null || x.OrganisationId == customer))
            .Where(x => x.FromAt < to && (x.FromAt >= from || x.ToAt > from))
            .OrderBy(x => x.FromAt)
            .ThenBy(x => x.Id)
            .ToListAsync(cancel);
    }
}
