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
/// </summary>
public sealed class OpenIncident(PolicyShelf policies)
{
    /// <summary>What is taken to open an incident: their numbers have no gap.</summary>
    internal const string Lock = "the incidents";

    /// <summary>The incident of an outage that was found: the one that lasts, or a new one.</summary>
    internal async Task<Guid> For(DeskDb db, Component component, Outage outage, Instant now, CancellationToken cancel)
    {
        await db.Take(Lock, cancel);
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
            State = IncidentState.Investigating,
            OpenedAt = now,
        };
        db.Incidents.Add(incident);
        db.IncidentUpdates.Add(
            new IncidentUpdate
            {
                IncidentId = incident.Id,
                Number = 1,
                At = now,
                State = IncidentState.Investigating,
                Text =
                    $"Our measurements find {component.Name} down since {Time(outage.FromAt)}. We are looking into it.",
                TextNl =
                    $"Volgens onze metingen is {component.NameNl} sinds {Time(outage.FromAt)} niet bereikbaar. We zoeken het uit.",
            }
        );
        await db.SaveChangesAsync(cancel);
        return incident.Id;
    }

    /// <summary>Ends the incidents of the desk whose components are all measured up again.</summary>
    internal async Task Close(DeskDb db, long end, Instant now, CancellationToken cancel)
    {
        var open = await db
            .Incidents.AsTracking()
            .Where(x => x.ResolvedAt == null && x.OpenedBy == null && x.State != IncidentState.Monitoring)
            .ToListAsync(cancel);
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

    private static async Task Say(
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
        db.IncidentUpdates.Add(
            new IncidentUpdate
            {
                IncidentId = incident.Id,
                Number = last + 1,
                At = now,
                State = state,
                Text = text,
                TextNl = dutch,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    private static string Strictest(PolicyDocument policy) => policy.Severities.Items[0].Id;

    private static string Time(Instant at) =>
        at.InUtc().ToString("HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
