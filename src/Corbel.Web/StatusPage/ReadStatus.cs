using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.StatusPage;

/// <summary>Reads what the public page says. Nothing of a customer is in it.</summary>
public sealed class ReadStatus(PolicyShelf policies, ReadMonth readMonth, KeptMonths keptMonths)
{
    private const int Days = 90;
    private const int Months = 6;
    private const int Most = 100;

    /// <summary>Results of days that are over come late or not at all: they are read again each hour, not each time.</summary>
    private static readonly Duration Settled = Duration.FromHours(1);

    /// <summary>The month that lasts is a matter of minutes too.</summary>
    private static readonly Duration Lasting = Duration.FromMinutes(1);
    private (Instant At, long Until, int Probes, List<ComponentSight> Sights)? past;

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
        var sights = await Sights(db, zone, now, cancel);
        var down = await Down(db, now, cancel);
        return new StatusModel(now, policy.Provider.Name, policy.Provider.Product, zone)
        {
            Components = [.. components.Select(x => Of(x, sights[x.Id], down.Contains(x.Id), announced, zone, now))],
            Stated = policy.Availability,
            Months = policy.Availability is null ? [] : await InMonths(db, cancel),
            Incidents = await Incidents(db, cancel),
            Maintenance = announced,
        };
    }

    private static StatusComponent Of(
        Component component,
        IEnumerable<ComponentSight> sights,
        bool isDown,
        IReadOnlyList<MaintenanceWindow> announced,
        DateTimeZone zone,
        Instant now
    )
    {
        var (window, sight) = (Spans.None, Sight.Clear);
        foreach (var part in sights)
            (window, sight) = (window.And(part.Window), sight.With(part.Sight));
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
                var minutes = (sight.Down.Within(day).Length + 59_999) / 60_000;
                // No data is never uptime: neither before it was measured nor where its places were silent.
                var unknown = Spans.Of([day]).Less(window).And(sight.Unknown.Within(day));
                return new StatusDay(date, minutes, minutes > 0 || unknown.Length == 0);
            });
        var moment = new Span(now.ToUnixTimeMilliseconds() - 1, now.ToUnixTimeMilliseconds());
        var state =
            announced.Any(x => x.FromAt <= now && x.Covers(component.Id)) ? StatusState.Maintenance
            : isDown ? StatusState.Down
            : sight.Unknown.Within(moment).Length > 0 || window.Within(moment).Length == 0 ? StatusState.Unknown
            : StatusState.Up;
        return new(component, state, [.. days]);
    }

    /// <summary>What was seen of each component in the days that are shown.</summary>
    private async Task<ILookup<Guid, ComponentSight>> Sights(
        DeskDb db,
        DateTimeZone zone,
        Instant now,
        CancellationToken cancel
    )
    {
        Instant Start(int daysAgo) => zone.AtStartOfDay(now.InZone(zone).Date.PlusDays(-daysAgo)).ToInstant();
        var (first, turn) = (Start(Days - 1), Start(1));
        var (until, probes) = (turn.ToUnixTimeMilliseconds(), await db.Probes.CountAsync(cancel));
        if (past is not { } kept || kept.Until != until || kept.Probes != probes || now - kept.At > Settled)
        {
            var read = await ReadSight.Components(db, Span.Of(first, turn), cancel);
            past = kept = (now, until, probes, read);
        }
        var recent = await ReadSight.Components(db, Span.Of(turn, now), cancel);
        return kept.Sights.Concat(recent).ToLookup(x => x.Component.Id);
    }

    private async Task<IReadOnlyList<StatusMonth>> InMonths(DeskDb db, CancellationToken cancel)
    {
        var measured = new List<StatusMonth>();
        foreach (
            var (month, age) in (await readMonth.Measured(db, cancel))
                .Take(Months)
                .Select((x, i) => (x, i == 0 ? Lasting : Settled))
        )
            if (await keptMonths.Run(db, month, age, cancel) is { } reading)
                measured.Add(new(month, reading.Figures, reading.Verdict, reading.IsOver));
        return measured;
    }

    /// <summary>The components that are down now, as the desk found them.</summary>
    private static async Task<HashSet<Guid>> Down(DeskDb db, Instant now, CancellationToken cancel) =>
        [
            .. await db
                .Outages.Where(x => x.FromAt <= now && (x.ToAt == null || x.ToAt > now))
                .Select(x => x.ComponentId)
                .ToListAsync(cancel),
        ];

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
