using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbound;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Makes the calls that are due. Each is claimed while it is under way; a desk that dies in between makes it again with the
/// same body. A webhook that says it is gone (410), or of which nothing gets through for days, is given up.
/// </summary>
public sealed partial class WebhookSender(
    Database database,
    GroupWriter writer,
    OutboundClient outbound,
    DeskAddress address,
    IClock clock,
    ILogger<WebhookSender> log
) : BackgroundService
{
    /// <summary>Of nothing but failures, before a webhook is given up.</summary>
    public static readonly Duration Patience = Duration.FromDays(7);

    private const int Batch = 16;
    private const int Gone = 410;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                while (await SendDue(stoppingToken) > 0) { }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                NotSent(log, failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Makes the calls that are due now, a batch at most, and returns how many were tried.</summary>
    public async Task<int> SendDue(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        await using (var db = database.Read())
        {
            if (!await db.WebhookCalls.AnyAsync(x => x.NextAttemptAt <= now, cancel))
                return 0;
        }
        var trips = await writer.Write((db, token) => WebhookClaim.Due(database, db, now, Batch, token), cancel);
        await Task.WhenAll(trips.Select(x => Try(x, cancel)));
        return trips.Count;
    }

    private async Task Try(WebhookTrip trip, CancellationToken cancel)
    {
        var signature = CallSignature.Sign(trip.Key, clock.GetCurrentInstant(), trip.Body);
        var headers = new Dictionary<string, string> { [CallSignature.Header] = signature };
        var answer = await outbound.Post(trip.Address, trip.Body, "application/json", headers, cancel);
        // What came back is written, also when the desk is told to stop meanwhile.
        await writer.Write((db, token) => Mark(db, trip, answer, token), CancellationToken.None);
    }

    private async Task<bool> Mark(DeskDb db, WebhookTrip trip, Outcome<int> answer, CancellationToken cancel)
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var call = await db.WebhookCalls.AsTracking().SingleOrDefaultAsync(x => x.Id == trip.Call, cancel);
        // Removed meanwhile, or got through by another node.
        if (call is null or { TakenAt: not null })
            return false;
        var hook = await db.Webhooks.AsTracking().SingleAsync(x => x.Id == call.WebhookId, cancel);
        var taken = answer is { IsDone: true, Value: >= 200 and < 300 };
        if (taken)
        {
            (call.TakenAt, call.NextAttemptAt, call.Status, call.Fault) = (now, null, answer.Value, null);
            hook.FailingSince = null;
            return true;
        }
        // Another node took it over when this one seemed dead.
        if (call.Attempts != trip.Attempt || call.NextAttemptAt is null)
            return false;
        (call.Status, call.Fault) = (answer.IsDone ? answer.Value : null, answer.Refused?.Code);
        var gone = answer is { IsDone: true, Value: Gone };
        call.NextAttemptAt = Retry.After(call.Attempts, gone) is { } wait ? now + wait : null;
        hook.FailingSince ??= now;
        if (hook.DisabledAt is null && (gone || now - hook.FailingSince >= Patience))
            await GiveUp(db, hook, gone, now, cancel);
        return true;
    }

    private async Task GiveUp(DeskDb db, Webhook hook, bool gone, Instant now, CancellationToken cancel)
    {
        hook.DisabledAt = now;
        var waiting = await db
            .WebhookCalls.AsTracking()
            .Where(x => x.WebhookId == hook.Id && x.NextAttemptAt != null)
            .ToListAsync(cancel);
        foreach (var call in waiting)
            call.NextAttemptAt = null;
        var people = await db
            .People.AsNoTracking()
            .Where(x => x.OrganisationId == hook.OrganisationId && x.DeactivatedAt == null)
            .Where(x => x.Role == Role.Administrator)
            .OrderBy(x => x.Id)
            .ToListAsync(cancel);
        foreach (var person in people)
            db.Inserted.Add(WebhookTexts.GivenUp(hook, person, gone, address).ToMail(now));
    }

    public override void Dispose()
    {
        outbound.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The calls of webhooks could not be read or written")]
    private static partial void NotSent(ILogger log, Exception failure);
}
