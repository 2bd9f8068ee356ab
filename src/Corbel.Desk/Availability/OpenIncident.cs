using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// An outage opens an incident of the strictest severity, with the first line of its timeline; outages at the same time share
/// one. When all of it is measured up again the desk says so, and resolves the incident where no person has taken it up.
/// Who gets the news is told of each line, as of those that staff write.
/// </summary>
public sealed class OpenIncident(PolicyShelf policies, StatusNotices notices)
{
    /// <summary>The incident of an outage that was found: the one that lasts, or a new one.</summary>
    internal async Task<Guid> For(DeskDb db, Component component, Outage outage, Instant now, CancellationToken cancel)
    {
        await db.Take(StatusRefusals.TheStatus, cancel);
        var lasting = db
            .Incidents.Local.Concat(
                await db
                    .Incidents.AsTracking()
                    .Where(x => x.ResolvedAt == null && x.OpenedBy == null)
                    .ToListAsync(cancel)
            )
            .FirstOrDefault(x => x is { ResolvedAt: null, OpenedBy: null });
        if (lasting is not null)
        {
            // One of the whole product stays so.
            if (lasting.Components.Length > 0)
                lasting.Components = ComponentIds.Join([.. ComponentIds.Of(lasting.Components), component.Id]);
            await Say(
                db,
                lasting,
                lasting.State == IncidentState.Monitoring ? IncidentState.Investigating : lasting.State,
                $"{component.Name} is down as well, since {Time(outage.FromAt)}.",
                $"Ook {component.NameNl} is niet bereikbaar, sinds {Time(outage.FromAt)}.",
                now,
                cancel
            );
            return lasting.Id;
        }
        var policy = await policies.At(db, now, cancel);
        var number = (await db.Incidents.MaxAsync(x => (long?)x.Number, cancel) ?? 0) + 1;
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Number = number,
            Title = $"{component.Name} is down",
            TitleNl = $"{component.NameNl} is niet bereikbaar",
            Severity = Strictest(policy.Policy.Document),
            Components = ComponentIds.Join([component.Id]),
            State = IncidentState.Investigating,
            OpenedAt = now,
        };
        db.Incidents.Add(incident);
        await Write(
            db,
            incident,
            1,
            $"Our measurements find {component.Name} down since {Time(outage.FromAt)}. We are looking into it.",
            $"Volgens onze metingen is {component.NameNl} sinds {Time(outage.FromAt)} niet bereikbaar. We zoeken het uit.",
            now,
            cancel
        );
        return incident.Id;
    }

    /// <summary>Ends the incidents of the desk whose components are all measured up again.</summary>
    internal async Task Close(DeskDb db, long end, Instant now, CancellationToken cancel)
    {
        var lasting = db.Incidents.Where(x =>
            x.ResolvedAt == null && x.OpenedBy == null && x.State != IncidentState.Monitoring
        );
        if (!await lasting.AnyAsync(cancel))
            return;
        // Staff may be writing the next line at this moment: what it says is read once nobody does.
        await db.Take(StatusRefusals.TheStatus, cancel);
        var open = await lasting.AsTracking().ToListAsync(cancel);
        foreach (var incident in open)
        {
            var outages = await db.Outages.AsNoTracking().Where(x => x.IncidentId == incident.Id).ToListAsync(cancel);
            if (outages.Exists(x => x.ToAt is null) || !await IsUp(db, outages, end, cancel))
                continue;
            var ended = outages.Max(x => x.ToAt) ?? now;
            var taken = await db.IncidentUpdates.AnyAsync(x => x.IncidentId == incident.Id && x.By != null, cancel);
            if (!taken)
                incident.ResolvedAt = now;
            await Say(
                db,
                incident,
                taken ? IncidentState.Monitoring : IncidentState.Resolved,
                $"Our measurements find everything up again since {Time(ended)}.",
                $"Volgens onze metingen werkt alles weer sinds {Time(ended)}.",
                now,
                cancel
            );
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>No data is no recovery.</summary>
    private static async Task<bool> IsUp(DeskDb db, List<Outage> outages, long end, CancellationToken cancel)
    {
        var last = new Span(end - 1, end);
        var seen = await ReadSight.Components(db, last, cancel, [.. outages.Select(x => x.ComponentId).Distinct()]);
        return seen.TrueForAll(x => x.Sight.Down.Length == 0 && x.Sight.Unknown.Length == 0);
    }

    private async Task Say(
        DeskDb db,
        Incident incident,
        IncidentState state,
        string text,
        string dutch,
        Instant now,
        CancellationToken cancel
    )
    {
        incident.State = state;
        var last = await db.IncidentUpdates.Where(x => x.IncidentId == incident.Id).MaxAsync(x => x.Number, cancel);
        await Write(db, incident, last + 1, text, dutch, now, cancel);
    }

    private async Task Write(
        DeskDb db,
        Incident incident,
        int number,
        string text,
        string dutch,
        Instant now,
        CancellationToken cancel
    )
    {
        var update = new IncidentUpdate
        {
            IncidentId = incident.Id,
            Number = number,
            At = now,
            State = incident.State,
            Text = text,
            TextNl = dutch,
        };
        db.IncidentUpdates.Add(update);
        await notices.Incident(db, incident, update, now, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private static string Strictest(PolicyDocument policy) => policy.Severities.Items[0].Id;

    private static string Time(Instant at) =>
        at.InUtc().ToString("HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
