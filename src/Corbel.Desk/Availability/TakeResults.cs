using Corbel.Core.Availability;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>One result as a place tells it.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Check">Number, time and outcome.</param>
/// <param name="Why">What was wrong; empty where all was well.</param>
/// <param name="CertificateUntil">When the certificate ends, in milliseconds since 1970; null where nobody looked.</param>
public sealed record ToldResult(Guid Probe, Check Check, string Why = "", long? CertificateUntil = null);

/// <summary>What became of the results that were handed in.</summary>
/// <param name="Taken">Counted as told.</param>
/// <param name="NoData">Kept as no data, since the place's clock was wrong.</param>
/// <param name="Dropped">They told nothing new, or of a probe that this place is not asked for.</param>
/// <param name="Last">The highest number that the desk has of the place now.</param>
public sealed record TakenResults(int Taken, int NoData, int Dropped, long Last);

/// <summary>Takes results of a place, and looks for outages in the same transaction.</summary>
public sealed class TakeResults(GroupWriter writer, FindOutages outages, IClock clock)
{
    private const int LongestWhy = 200;

    /// <param name="place">The place that was known by its signature.</param>
    /// <param name="sent">Its clock when it sent them, milliseconds since 1970.</param>
    /// <param name="told">The results; their order does not matter.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<TakenResults> Run(
        Guid place,
        long sent,
        IReadOnlyList<ToldResult> told,
        CancellationToken cancel = default
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        return writer.Write((db, token) => Take(db, place, sent, told, now, token), cancel);
    }

    private async Task<TakenResults> Take(
        DeskDb db,
        Guid id,
        long sent,
        IReadOnlyList<ToldResult> told,
        Instant now,
        CancellationToken cancel
    )
    {
        await db.Take(FindOutages.Lock, cancel);
        var place = await db.Places.AsTracking().SingleAsync(x => x.Id == id, cancel);
        var received = now.ToUnixTimeMilliseconds();
        (place.SeenAt, place.Skew) = (now, sent - received);
        var asked = told.Select(x => x.Probe).Distinct().ToList();
        var probes = await db
            .Probes.AsNoTracking()
            .Where(x => asked.Contains(x.Id))
            .ToDictionaryAsync(x => x.Id, cancel);
        var latest = await db
            .ProbeNow.AsTracking()
            .Where(x => x.PlaceId == id && asked.Contains(x.ProbeId))
            .ToDictionaryAsync(x => x.ProbeId, cancel);
        var kept = new List<(Guid Probe, Check Check)>();
        foreach (var result in told.OrderBy(x => x.Check.Sequence))
        {
            var last = latest.GetValueOrDefault(result.Probe);
            var judged = CheckReceipt.Judge(
                result.Check,
                place.LastSequence,
                last?.At.ToUnixTimeMilliseconds(),
                sent,
                received
            );
            place.LastSequence = Math.Max(place.LastSequence, result.Check.Sequence);
            if (judged is not { } outcome || !probes.TryGetValue(result.Probe, out var probe) || !probe.Asks(place))
                continue;
            kept.Add((result.Probe, result.Check with { Outcome = outcome }));
            if (last is null)
                db.ProbeNow.Add(latest[result.Probe] = last = new ProbeNow { ProbeId = result.Probe, PlaceId = id });
            last.At = Instant.FromUnixTimeMilliseconds(result.Check.At);
            last.Outcome = outcome;
            last.Why = result.Why.Length > LongestWhy ? result.Why[..LongestWhy] : result.Why;
            last.CertificateUntil = result.CertificateUntil is { } until
                ? Instant.FromUnixTimeMilliseconds(until)
                : null;
        }
        place.Dropped += told.Count - kept.Count;
        await Append(db, id, kept, cancel);
        await db.SaveChangesAsync(cancel);
        if (kept.Count > 0)
            await outages.Look(
                db,
                [.. kept.Select(x => probes[x.Probe].ComponentId).Distinct()],
                new(kept.Min(x => x.Check.At), kept.Max(x => x.Check.At)),
                now,
                cancel
            );
        var counted = kept.Count(x => x.Check.Outcome != CheckOutcome.Skewed);
        return new(counted, kept.Count - counted, told.Count - kept.Count, place.LastSequence);
    }

    private static async Task Append(
        DeskDb db,
        Guid place,
        List<(Guid Probe, Check Check)> kept,
        CancellationToken cancel
    )
    {
        foreach (var group in kept.GroupBy(x => (x.Probe, Day: ReadSight.DayOf(x.Check.At))))
        {
            var (probe, on) = group.Key;
            var day = await db
                .ProbeDays.AsTracking()
                .SingleOrDefaultAsync(x => x.ProbeId == probe && x.Day == on && x.PlaceId == place, cancel);
            if (day is null)
                db.ProbeDays.Add(
                    day = new ProbeDay
                    {
                        ProbeId = probe,
                        PlaceId = place,
                        Day = on,
                        Results = [],
                    }
                );
            day.Results = PackedResults.Add(day.Results, group.Select(x => x.Check));
        }
    }
}
