using System.Text.Json;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>
/// Looks through the tickets whose clocks run after the holiday lists changed, batch by batch, each ticket in a write of its
/// own; then tells the managers. A desk that dies in between goes on where it was: a ticket that was moved is not moved
/// again.
/// </summary>
public sealed class HolidayEffect(
    Database database,
    GroupWriter writer,
    PolicyShelf policies,
    HolidayMails mails,
    LiveFeed live,
    JobLease lease,
    IClock clock
)
{
    public const string Kind = "holiday-effect";
    private const int Batch = 200;

    /// <summary>Writes under way at a time: they share transactions.</summary>
    private const int AtATime = 16;

    /// <summary>Time for a ticket that was being opened under the old lists while the first pass went by.</summary>
    private static readonly Duration SecondLook = Duration.FromMinutes(1);

    /// <summary>How far it has come.</summary>
    /// <param name="From">The number of the version before.</param>
    /// <param name="To">The number of the newest version.</param>
    /// <param name="After">The number of the last ticket looked at.</param>
    /// <param name="Second">Whether this is the second look.</param>
    /// <param name="Later">Tickets due later by now.</param>
    /// <param name="Earlier">Tickets due earlier by now.</param>
    internal sealed record Progress(int From, int To, long After, bool Second, int Later, int Earlier);

    /// <summary>Plans it within the write that stores the lists; one that is under way begins again.</summary>
    internal static async Task Plan(DeskDb db, int from, int to, Instant now, CancellationToken cancel)
    {
        if (await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Key == Kind, cancel) is { } running)
        {
            running.State = Write(new Progress(Read(running).From, to, 0, false, 0, 0));
            running.DueAt = now;
            return;
        }
        db.Inserted.Add(
            new Job
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                Kind = Kind,
                Key = Kind,
                DueAt = now,
                State = Write(new Progress(from, to, 0, false, 0, 0)),
            }
        );
    }

    internal async Task Run(Job planned, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is not { } job)
            return;
        var at = Read(job);
        var numbers = await Next(at.After, cancel);
        var moves = new List<int>();
        foreach (var some in numbers.Chunk(AtATime))
            moves.AddRange(await Task.WhenAll(some.Select(x => Look(x, at.Second, cancel))));
        var done = at with
        {
            After = numbers is [.., var last] ? last : at.After,
            Later = at.Later + moves.Count(x => x > 0),
            Earlier = at.Earlier + moves.Count(x => x < 0),
        };
        await writer.Write((db, token) => GoOn(db, job, done, numbers.Count == Batch, token), cancel);
    }

    private async Task<List<long>> Next(long after, CancellationToken cancel)
    {
        await using var db = database.Read();
        return await db
            .Tickets.Where(x => x.Number > after)
            .Where(x =>
                db.Clocks.Any(c => c.TicketId == x.Id && (c.Verdict == Verdict.Running || c.Verdict == Verdict.Paused))
            )
            .OrderBy(x => x.Number)
            .Select(x => x.Number)
            .Take(Batch)
            .ToListAsync(cancel);
    }

    /// <summary>Moves a ticket where the new lists concern it.</summary>
    /// <returns>Above 0 where it is due later by them, below 0 where earlier.</returns>
    private async Task<int> Look(long number, bool second, CancellationToken cancel)
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var before = await Read(number, cancel);
        if (before.Terms.Newer is null)
            // Moved already, by a run that did not come to write so down; in the second look it was counted in the first.
            return second ? 0 : Direction(Clocks.Of(before.Terms, before.Entries, now), before.Entries);
        var clocks = Clocks.Of(before.Terms, before.Entries, now);
        if (HolidayNews.For(before.Terms, before.Entries, clocks, now, now) is null)
            return 0;
        var (entries, terms) = await writer.Write(
            async (db, token) =>
            {
                var journal = (await JournalWriter.Load(db, db.Tickets, number, token))!;
                var own = await policies.TermsOf(db, journal.Entries, token);
                await journal.Fold(db, own, now, token);
                await live.Announce(db, journal.Change, token);
                return (journal.Entries, own);
            },
            cancel
        );
        return Direction(Clocks.Of(terms, entries, now), entries);
    }

    private async Task<(IReadOnlyList<Entry> Entries, TicketTerms Terms)> Read(long number, CancellationToken cancel)
    {
        await using var db = database.Read();
        var bytes = await db
            .Journal.Where(x => db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
            .OrderBy(x => x.Number)
            .Select(x => x.Bytes)
            .ToListAsync(cancel);
        var entries = bytes.ConvertAll(x => Journal.Read(x).Entry);
        return (entries, await policies.TermsOf(db, entries, cancel));
    }

    /// <summary>What the last change of the lists did to the clocks that still run.</summary>
    private static int Direction(IEnumerable<Clock> clocks, IReadOnlyList<Entry> entries)
    {
        if (entries.LastOrDefault(x => x.What is HolidayChange) is not { } change)
            return 0;
        var steps = clocks
            .SelectMany(x => x.HolidaySteps)
            .Where(x => x.At == change.HappenedAt && x.Before is not null && x.After is not null)
            .ToList();
        return steps.Exists(x => x.After > x.Before) ? 1
            : steps.Exists(x => x.After < x.Before) ? -1
            : 0;
    }

    private async Task GoOn(DeskDb db, Job claimed, Progress done, bool more, CancellationToken cancel)
    {
        // Newer lists came meanwhile: their own beginning stands there.
        if (await lease.Kept(db, claimed, cancel) is not { } job)
            return;
        var now = clock.GetCurrentInstant();
        if (more)
            (job.State, job.DueAt) = (Write(done), now);
        else if (!done.Second)
            (job.State, job.DueAt) = (Write(done with { After = 0, Second = true }), now + SecondLook);
        else
        {
            db.Jobs.Remove(job);
            await mails.Changed(db, done, cancel);
        }
    }

    private static Progress Read(Job job) => JsonSerializer.Deserialize<Progress>(job.State!)!;

    private static string Write(Progress progress) => JsonSerializer.Serialize(progress);
}
