using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A call that is under way, and what it needs.</summary>
internal sealed record WebhookTrip(Guid Call, int Attempt, string Address, byte[] Key, byte[] Body);

/// <summary>
/// The claim on a call is its next attempt itself, moved on by more than a call can take: a desk that dies with it leaves it
/// due again, and no other makes it meanwhile. One call of a webhook at a time, so that a slow one does not fill the batch.
/// </summary>
internal static class WebhookClaim
{
    private const int Looked = 200;
    private static readonly Duration Length = Duration.FromMinutes(1);

    public static async Task<List<WebhookTrip>> Due(
        Database database,
        DeskDb db,
        Instant now,
        int most,
        CancellationToken cancel
    )
    {
        var due = db.WebhookCalls.Where(x => x.NextAttemptAt <= now).OrderBy(x => x.NextAttemptAt).Take(Looked);
        if (database.IsPostgres)
        {
            var instant = now.ToUnixTimeTicks() / 10;
            due = db.WebhookCalls.FromSql(
                $"SELECT * FROM webhook_calls WHERE next_attempt_at <= {instant} ORDER BY next_attempt_at LIMIT {Looked} FOR UPDATE SKIP LOCKED"
            );
        }
        var calls = (await due.AsTracking().ToListAsync(cancel))
            .OrderBy(x => x.NextAttemptAt)
            .ThenBy(x => x.Id)
            .DistinctBy(x => x.WebhookId)
            .Take(most)
            .ToList();
        var ids = calls.ConvertAll(x => x.WebhookId);
        var hooks = await db
            .Webhooks.AsNoTracking()
            .Where(x => ids.Contains(x.Id))
            .ToDictionaryAsync(x => x.Id, cancel);
        var trips = new List<WebhookTrip>();
        foreach (var call in calls)
        {
            if (call.Attempts >= Retry.Most)
            {
                // Its attempts were used up by desks that died with it too.
                call.NextAttemptAt = null;
                continue;
            }
            call.Attempts++;
            call.NextAttemptAt = now + Retry.Claimed(call.Attempts, Length);
            var hook = hooks[call.WebhookId];
            trips.Add(new(call.Id, call.Attempts, hook.Address, hook.Key, call.Body));
        }
        return trips;
    }
}
