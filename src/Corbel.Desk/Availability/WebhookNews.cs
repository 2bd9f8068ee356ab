using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Writes the calls of all webhooks in the transaction of what they tell of. Whoever calls has taken the status page, so that
/// no webhook goes meanwhile.
/// </summary>
public sealed class WebhookNews(DeskAddress address)
{
    /// <summary>Customers see the last deliveries that long.</summary>
    private static readonly Duration Kept = Duration.FromDays(30);

    internal async Task Incident(
        DeskDb db,
        Incident incident,
        IncidentUpdate update,
        Instant now,
        CancellationToken cancel
    )
    {
        var hooks = await Hooks(db, now, cancel);
        if (hooks.Count == 0)
            return;
        var parts = await Parts(db, incident.Components, cancel);
        Put(db, hooks, WebhookBody.Of(incident, update, parts, address.Url), now);
    }

    internal async Task Maintenance(
        DeskDb db,
        MaintenanceWindow window,
        MaintenanceNews news,
        Instant now,
        CancellationToken cancel
    )
    {
        var hooks = await Hooks(db, now, cancel);
        if (hooks.Count == 0)
            return;
        var parts = await Parts(db, window.Components, cancel);
        Put(db, hooks, WebhookBody.Of(window, news, parts, now, address.Url), now);
    }

    internal void Test(DeskDb db, Guid hook, Instant now) => Put(db, [hook], WebhookBody.Test(now, address.Url), now);

    private static void Put(DeskDb db, IEnumerable<Guid> hooks, WebhookBody body, Instant now)
    {
        var bytes = body.ToBytes();
        foreach (var hook in hooks)
            db.WebhookCalls.Add(
                new WebhookCall
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    WebhookId = hook,
                    Type = body.Type,
                    Body = bytes,
                    CreatedAt = now,
                    NextAttemptAt = now,
                }
            );
    }

    private static async Task<List<Guid>> Hooks(DeskDb db, Instant now, CancellationToken cancel)
    {
        var old = now - Kept;
        await db.WebhookCalls.Where(x => x.NextAttemptAt == null && x.CreatedAt < old).ExecuteDeleteAsync(cancel);
        return await db
            .Webhooks.Where(x => x.DisabledAt == null)
            .OrderBy(x => x.Id)
            .Select(x => x.Id)
            .ToListAsync(cancel);
    }

    private static async Task<List<Component>> Parts(DeskDb db, string components, CancellationToken cancel)
    {
        var ids = ComponentIds.Of(components);
        return ids.Count == 0
            ? []
            : await db
                .Components.AsNoTracking()
                .Where(x => ids.Contains(x.Id))
                .OrderBy(x => x.Position)
                .ThenBy(x => x.Id)
                .ToListAsync(cancel);
    }
}
