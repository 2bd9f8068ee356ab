using System.Collections.Concurrent;
using Corbel.Core.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// The desk's own place: looks at every probe in its interval. Of several nodes one looks, by a lease that it renews; the next one
/// takes over when that runs out, so that the results have one order.
/// </summary>
public sealed partial class Prober(
    Database database,
    GroupWriter writer,
    RunCheck run,
    TakeResults take,
    DeskOptions options,
    DiskWatch disk,
    IClock clock,
    ILogger<Prober> log
) : BackgroundService
{
    private static readonly Duration Lease = Duration.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private readonly string node = Guid.NewGuid().ToString("n");
    private readonly Dictionary<Guid, Instant> next = [];
    private readonly ConcurrentDictionary<Guid, Task> running = new();
    private readonly SemaphoreSlim order = new(1);
    private Instant leased;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            do
            {
                try
                {
                    await Turn(stoppingToken);
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    if (!disk.Explains(failure))
                        Failed(log, failure);
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The desk stops.
        }
        await Task.WhenAll(running.Values);
    }

    private async Task Turn(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        await using var db = database.Read();
        var place = await db.Places.SingleOrDefaultAsync(x => x.Name == Place.Desk && x.RemovedAt == null, cancel);
        // Without a probe there is no place of the desk's own, and nothing to lease.
        if (place is null || !await HasLease(now, cancel))
            return;
        var probes = await db.Probes.Where(x => x.RetiredAt == null).ToListAsync(cancel);
        var asked = probes.FindAll(x => x.Asks(place)).ConvertAll(AskedProbe.Of);
        foreach (var probe in asked)
        {
            if (next.TryGetValue(probe.Id, out var due) && due > now)
                continue;
            next[probe.Id] = now + Duration.FromSeconds(probe.IntervalSeconds);
            if (!running.ContainsKey(probe.Id))
                running[probe.Id] = One(place.Id, probe, asked, cancel);
        }
    }

    private async Task One(Guid place, AskedProbe probe, List<AskedProbe> all, CancellationToken cancel)
    {
        try
        {
            var made = await run.Run(probe, RunCheck.WaysOut(options.Availability.Reference, all, probe), cancel);
            await order.WaitAsync(cancel);
            try
            {
                await using var db = database.Read();
                var last = await db.Places.Where(x => x.Id == place).Select(x => x.LastSequence).SingleAsync(cancel);
                var check = new Check(last + 1, made.At, made.Outcome);
                var sent = clock.GetCurrentInstant().ToUnixTimeMilliseconds();
                await take.Run(place, sent, [new(probe.Id, check, made.Why, made.CertificateUntil)], cancel);
            }
            finally
            {
                order.Release();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The desk stops; what was not written is no data.
        }
        catch (Exception failure)
        {
            if (!disk.Explains(failure))
                Failed(log, failure);
        }
        finally
        {
            running.TryRemove(probe.Id, out _);
        }
    }

    private async Task<bool> HasLease(Instant now, CancellationToken cancel)
    {
        if (leased > now + (Lease / 2))
            return true;
        leased = await writer.Write((db, token) => Renew(db, now, token), cancel);
        return leased > now;
    }

    /// <summary>The row of the desk's own place says which node looks, and until when.</summary>
    private async Task<Instant> Renew(DeskDb db, Instant now, CancellationToken cancel)
    {
        await db.Take(FindOutages.Lock, cancel);
        var place = await db.Places.AsTracking().SingleAsync(x => x.Name == Place.Desk, cancel);
        if (place.LeasedTo != node && place.LeasedUntil > now)
            return Instant.MinValue;
        (place.LeasedTo, place.LeasedUntil) = (node, now + Lease);
        return now + Lease;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A check was not made or not written")]
    private static partial void Failed(ILogger log, Exception failure);
}
