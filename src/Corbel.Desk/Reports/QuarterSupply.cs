using System.Collections.Immutable;
using System.Globalization;
using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Reports;
using Corbel.Core.Time;
using Corbel.Desk.Availability;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// The rows of a quarter that are about the service besides answers. The one place where other rooms' readings come in: months
/// measured by probes, releases and the ledger of sessions stand here as what people recorded until those rooms are asked.
/// </summary>
internal sealed class QuarterSupply(QuarterReading reading)
{
    private readonly PolicyDocument policy = reading.Policy.Document;

    /// <summary>The months of the quarter that have ended, by what was recorded of them: nothing recorded is not proven.</summary>
    public async Task<ImmutableArray<MonthRow>> Months(CancellationToken cancel)
    {
        if (policy.Availability is not { } spec)
            return [];
        var zone = DateTimeZoneProviders.Tzdb[spec.Zone];
        var records = await Records(RecordKinds.Availability, cancel);
        var expected = (long)(spec.Percent * 1000);
        var months = new List<MonthRow>();
        var first = reading.When.Start.InZone(zone).Date;
        for (var month = new LocalDate(first.Year, first.Month, 1); ; month = month.PlusMonths(1))
        {
            var from = zone.AtStartOfDay(month).ToInstant();
            var end = zone.AtStartOfDay(month.PlusMonths(1)).ToInstant();
            if (from >= reading.When.End || end > reading.Now)
                break;
            var record = records.Find(x => x.FromAt <= from && x.ToAt >= end || x.FromAt == from);
            var recorded = record is null ? null : RecordFigures.Parse(record.Figures);
            long? share = recorded?.Numbers.TryGetValue("availability", out var known) == true ? known : null;
            months.Add(
                new(
                    month.ToString("uuuu-MM", CultureInfo.InvariantCulture),
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
        return
        [
            .. windows.Select(x =>
            {
                var whyNot = WhyNotPlanned(x);
                return new MaintenanceRow(
                    reading.Words == Language.Nl ? x.TitleNl : x.Title,
                    x.FromAt,
                    x.ToAt,
                    x.AnnouncedAt,
                    x.CancelledAt is not null,
                    whyNot is null,
                    whyNot?.In(reading.Words)
                );
            }),
        ];
    }

    /// <summary>The policy's rule of what counts as planned (reading "maintenance that counts as planned").</summary>
    private LocalText? WhyNotPlanned(MaintenanceWindow window)
    {
        if (policy.Availability?.Maintenance is not { } rule)
            return null;
        if (window.AnnouncedAt is not { } told || told > window.FromAt - Duration.FromSeconds(rule.Notice.Seconds))
            return new("announced too late", "te laat aangekondigd");
        if (window.EditedAt > window.FromAt)
            return new("changed after its start", "na het begin gewijzigd");
        var hours = reading.Policy.Calendars[rule.Outside].Zones[0].Hours;
        return rule.Zones.Any(zone => In(zone).Between(window.FromAt, window.ToAt) > 0)
            ? new("reaches into office hours", "valt deels binnen kantooruren")
            : null;

        // The hours are read in each of the rule's zones, as everywhere that it is asked.
        WorkCalendar In(string zone) => WorkCalendar.Compile(hours with { Zone = DateTimeZoneProviders.Tzdb[zone] });
    }

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

    public async Task<ImmutableArray<ReleaseRow>> Releases(CancellationToken cancel) =>
        [
            .. (await Records(RecordKinds.Release, cancel)).Select(x => new ReleaseRow(
                RecordFigures.Parse(x.Figures).Words.GetValueOrDefault("release", ""),
                x.Title,
                x.FromAt,
                []
            )),
        ];

    public async Task<ImmutableArray<SessionRow>> Sessions(CancellationToken cancel)
    {
        var kind = RecordKinds.Of(policy).FirstOrDefault(x => x.Path == RecordKinds.Session);
        return
        [
            .. (await Records(RecordKinds.Session, cancel)).Select(x =>
            {
                var figures = RecordFigures.Parse(x.Figures);
                return new SessionRow(
                    kind is null ? "" : figures.Say(kind.Figures[0], reading.Words),
                    x.FromAt,
                    figures.Numbers.GetValueOrDefault("attended"),
                    figures.Words.GetValueOrDefault("topics", "")
                );
            }),
        ];
    }

    /// <summary>What the Proposal entitles to stands in no record.</summary>
    public Task<ImmutableArray<LedgerRow>> Ledger(CancellationToken cancel) =>
        cancel.IsCancellationRequested
            ? Task.FromCanceled<ImmutableArray<LedgerRow>>(cancel)
            : Task.FromResult(ImmutableArray<LedgerRow>.Empty);

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
