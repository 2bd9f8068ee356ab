using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.StatusPage;

/// <summary>Reads what the public page says. Nothing of a customer is in it.</summary>
public sealed class ReadStatus(PolicyShelf policies, ReadWindows windows)
{
    private const int Days = 90;
    private const int Months = 6;
    private const int Most = 100;

    public async Task<StatusModel> Run(DeskDb db, Instant now, CancellationToken cancel)
    {
        var policy = (await policies.At(db, now, cancel)).Policy.Document;
        var zone = DateTimeZoneProviders.Tzdb[policy.Availability?.Zone ?? "Etc/UTC"];
        var components = await db
            .Components.AsNoTracking()
            .Where(x => x.RetiredAt == null)
            .OrderBy(x => x.Position)
            .ToListAsync(cancel);
        var announced = await db
            .MaintenanceWindows.AsNoTracking()
            .Where(x => x.AnnouncedAt != null && x.CancelledAt == null && x.ToAt > now)
            .OrderBy(x => x.FromAt)
            .ToListAsync(cancel);
        var outages = await Outages(db, now, cancel);
        return new StatusModel(now, policy.Provider.Name, policy.Provider.Product, zone)
        {
            Components = [.. components.Select(x => Of(x, outages, announced, zone, now))],
            Stated = policy.Availability,
            Months = policy.Availability is { } stated
                ? await InMonths(db, stated, components, outages, zone, now, cancel)
                : [],
            Incidents = await Incidents(db, cancel),
            Maintenance = announced,
        };
    }

    /// <summary>
    /// The time of which nothing is known. THE PLACE FOR THE MEASURED UNKNOWN TIME: as long as no measurement is read here,
    /// nothing is known, since no data is never uptime.
    /// </summary>
    private static Spans Unknown(Component _, Span span) => Spans.Of([span]);

    private static StatusComponent Of(
        Component component,
        ILookup<Guid, Span> outages,
        IReadOnlyList<MaintenanceWindow> announced,
        DateTimeZone zone,
        Instant now
    )
    {
        var down = Spans.Of(outages[component.Id]);
        var today = now.InZone(zone).Date;
        var days = Enumerable
            .Range(0, Days)
            .Select(i => today.PlusDays(i - Days + 1))
            .Select(date =>
            {
                var day = Span.Of(
                    zone.AtStartOfDay(date).ToInstant(),
                    Instant.Min(zone.AtStartOfDay(date.PlusDays(1)).ToInstant(), now)
                );
                var minutes = (down.Within(day).Length + 59_999) / 60_000;
                var known = minutes > 0 || Unknown(component, day).Less(down).Length == 0;
                return new StatusDay(date, minutes, known);
            });
        var at = new Span(now.ToUnixTimeMilliseconds() - 1, now.ToUnixTimeMilliseconds());
        var state =
            announced.Any(x => x.FromAt <= now && x.Covers(component.Id)) ? StatusState.Maintenance
            : down.Within(at).Length > 0 ? StatusState.Down
            : Unknown(component, at).Length > 0 ? StatusState.Unknown
            : StatusState.Up;
        return new(component, state, [.. days]);
    }

    private async Task<IReadOnlyList<StatusMonth>> InMonths(
        DeskDb db,
        AvailabilitySpec stated,
        IReadOnlyList<Component> components,
        ILookup<Guid, Span> outages,
        DateTimeZone zone,
        Instant now,
        CancellationToken cancel
    )
    {
        var counting = components.Where(x => x.Counts).ToList();
        var months = new List<StatusMonth>();
        if (counting.Count == 0)
            return months;
        var first = counting.Min(x => x.CreatedAt);
        var current = now.InZone(zone).Date.ToYearMonth();
        for (var i = 0; i < Months; i++)
        {
            var month = current.PlusMonths(-i);
            var start = zone.AtStartOfDay(month.OnDayOfMonth(1)).ToInstant();
            var end = zone.AtStartOfDay(month.PlusMonths(1).OnDayOfMonth(1)).ToInstant();
            if (end <= first)
                break;
            var span = Span.Of(start, Instant.Min(end, now));
            var (down, unknown) = (Spans.None, Spans.None);
            foreach (var component in counting)
            {
                // A window of this component leaves out its downtime, and no other's.
                var own = await windows.Planned(db, span, component.Id, cancel);
                down = down.And(Spans.Of(outages[component.Id]).Within(span).Less(own));
                unknown = unknown.And(Unknown(component, span).Less(own));
            }
            var figures = MonthFigures.Of(
                Spans.Of([span]),
                await windows.Planned(db, span, null, cancel),
                down,
                await ReadWindows.Excluded(db, span, cancel),
                unknown
            );
            months.Add(new(month, figures, figures.Against((long)(stated.Percent * 1000)), end <= now));
        }
        return months;
    }

    private static async Task<ILookup<Guid, Span>> Outages(DeskDb db, Instant now, CancellationToken cancel)
    {
        var since = now - Duration.FromDays(32 * Months);
        var rows = await db
            .Outages.AsNoTracking()
            .Where(x => x.ToAt == null || x.ToAt > since)
            .Select(x => new
            {
                x.ComponentId,
                x.FromAt,
                x.ToAt,
            })
            .ToListAsync(cancel);
        return rows.ToLookup(x => x.ComponentId, x => Span.Of(x.FromAt, x.ToAt ?? now));
    }

    private static async Task<IReadOnlyList<StatusIncident>> Incidents(DeskDb db, CancellationToken cancel)
    {
        var incidents = await db
            .Incidents.AsNoTracking()
            .OrderByDescending(x => x.Number)
            .Take(Most)
            .ToListAsync(cancel);
        var ids = incidents.ConvertAll(x => x.Id);
        var lines = await db
            .IncidentUpdates.AsNoTracking()
            .Where(x => ids.Contains(x.IncidentId))
            .OrderByDescending(x => x.Number)
            .ToListAsync(cancel);
        return [.. incidents.Select(x => new StatusIncident(x, lines.FindAll(y => y.IncidentId == x.Id)))];
    }
}
