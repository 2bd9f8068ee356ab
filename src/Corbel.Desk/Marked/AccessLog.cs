using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>Writes down who had a marked ticket before them, and holds the log against its own chain.</summary>
public sealed class AccessLog(GroupWriter writer, IClock clock)
{
    /// <summary>What is taken so that two nodes append one after the other.</summary>
    private const string TheLog = "the access log";
    private const int Page = 1000;

    /// <summary>Writes what a reading has opened; when it returns, that is on disk.</summary>
    /// <exception cref="Exception">It could not be written; then nothing of it may be shown.</exception>
    public Task Write(MarkedReading reading, AccessKind kind, string route, CancellationToken cancel) =>
        writer.Write((db, token) => Append(db, reading, kind, route, clock.GetCurrentInstant(), token), cancel);

    /// <summary>The same within a write that used what was read.</summary>
    internal static Task Append(
        DeskDb db,
        MarkedReading reading,
        AccessKind kind,
        string route,
        Instant now,
        CancellationToken cancel
    )
    {
        if (reading.Reader is not { } reader)
            throw new InvalidOperationException("Only what somebody reads is written down");
        var by = new Seer(reader.Person, reader.Role, reader.Organisation);
        return Append(
            db,
            [
                .. reading.Seen.Select(x => new Sight(
                    by,
                    x.Ticket,
                    x.Whole ? AccessKind.View : kind,
                    x.Entry,
                    x.File,
                    route
                )),
            ],
            now,
            cancel
        );
    }

    internal static async Task Append(DeskDb db, IReadOnlyList<Sight> sights, Instant now, CancellationToken cancel)
    {
        if (sights.Count == 0)
            return;
        await db.Take(TheLog, cancel);
        var last =
            db.AccessLog.Local.MaxBy(x => x.Number)
            ?? await db.AccessLog.AsNoTracking().OrderByDescending(x => x.Number).FirstOrDefaultAsync(cancel);
        var (number, hash) = (last?.Number ?? 0, last?.Hash ?? []);
        var people = sights.Select(x => x.By.Person).ToList();
        var kinds = await Clearances
            .Holding(db, now)
            .Where(x => people.Contains(x.PersonId))
            .Select(x => new { x.PersonId, x.Kind })
            .ToListAsync(cancel);
        foreach (var sight in sights)
        {
            var row = new AccessRow
            {
                Number = ++number,
                At = Journal.Grain(now),
                PersonId = sight.By.Person,
                Role = sight.By.Role,
                OrganisationId = sight.By.Organisation,
                TicketId = sight.Ticket,
                Kind = sight.Kind,
                EntryNumber = sight.Entry,
                FileId = sight.File,
                Route = sight.Route,
                Clearances = string.Join(
                    ',',
                    kinds
                        .Where(x => x.PersonId == sight.By.Person)
                        .Select(x => x.Kind)
                        .Distinct()
                        .Order(StringComparer.Ordinal)
                ),
                Hash = [],
            };
            row.Hash = hash = row.HashAfter(hash);
            db.AccessLog.Add(row);
        }
    }

    /// <summary>Reads the whole chain again.</summary>
    internal static async Task<List<Finding>> Check(DeskDb db, CancellationToken cancel)
    {
        var (number, hash, found) = (0L, Array.Empty<byte>(), new List<Finding>());
        while (true)
        {
            var from = number;
            var page = await db
                .AccessLog.AsNoTracking()
                .Where(x => x.Number > from)
                .OrderBy(x => x.Number)
                .Take(Page)
                .ToListAsync(cancel);
            if (page.Count == 0)
                return found;
            foreach (var row in page)
            {
                if (row.Number != number + 1)
                    found.Add(new Finding($"access log {number + 1}", "is missing"));
                if (!row.HashAfter(hash).AsSpan().SequenceEqual(row.Hash))
                    found.Add(new Finding($"access log {row.Number}", "is not what was written, or does not follow"));
                (number, hash) = (row.Number, row.Hash);
            }
        }
    }
}

/// <summary>Whoever saw something.</summary>
internal sealed record Seer(Guid? Person, Role? Role, Guid? Organisation);

/// <summary>What they saw, and how.</summary>
internal sealed record Sight(Seer By, Guid? Ticket, AccessKind Kind, int? Entry, Guid? File, string Route);
