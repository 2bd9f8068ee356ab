using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>What a page shows of one customer's sessions, as the reader may see it.</summary>
public sealed record SessionBook
{
    public ImmutableArray<KindFigures> Figures { get; private init; } = [];
    public IReadOnlyList<Proposal> Proposals { get; private init; } = [];

    /// <summary>Those the reader sees, the last first.</summary>
    public IReadOnlyList<Session> Sessions { get; private init; } = [];
    public IReadOnlyList<SessionSlot> Free { get; private init; } = [];
    public IReadOnlyList<ReachedSkill> Skills { get; private init; } = [];

    /// <summary>Everybody of the customer who can be invited, and whose names stand in it, trainers too.</summary>
    public IReadOnlyList<Person> People { get; private init; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private init; } = new Dictionary<Guid, string>();

    /// <summary>Sessions that the customer could cancel now only as used.</summary>
    public IReadOnlySet<Guid> Late { get; private init; } = new HashSet<Guid>();

    /// <summary>Reads it; null where nothing of it is the reader's.</summary>
    public static async Task<SessionBook?> Read(
        DeskDb db,
        Actor reader,
        Guid customer,
        Instant now,
        CancellationToken cancel
    )
    {
        if (!SessionRights.See(reader, customer))
            return null;
        var books = SessionRights.Book(reader, customer);
        var ledger = await CustomerLedger.Read(db, customer, cancel);
        var sessions = await db
            .Sessions.VisibleTo(reader)
            .AsNoTracking()
            .Include(x => x.Attendees)
            .Where(x => x.OrganisationId == customer)
            .OrderByDescending(x => x.StartsAt)
            .Take(200)
            .ToListAsync(cancel);
        var free = books ? await db.SessionSlots.FreeFor(db, customer, now).Take(100).ToListAsync(cancel) : [];
        var people = await db
            .People.Where(x => x.OrganisationId == customer && x.DeactivatedAt == null)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        var ids = sessions
            .SelectMany(x => x.Attendees.Select(y => y.PersonId).Append(x.TrainerId))
            .Concat(free.Select(x => x.TrainerId))
            .Distinct()
            .ToList();
        var figures = ledger.Now.Figures(now);
        return new SessionBook
        {
            Figures = figures,
            Proposals = books
                ? await db
                    .Proposals.AsNoTracking()
                    .Include(x => x.Lines)
                    .Where(x => x.OrganisationId == customer)
                    .OrderByDescending(x => x.UntilAt)
                    .ToListAsync(cancel)
                : [],
            Sessions = sessions,
            // What nothing is left of is not offered.
            Free = [.. free.Where(x => ledger.Now.DrawsOn(x.Kind, x.StartsAt) is not null)],
            Skills =
            [
                .. (await ReadSessions.Skills(db, customer, cancel)).Where(x =>
                    SessionRights.SeeSession(reader, customer, x.PersonId == reader.Person)
                ),
            ],
            People = books ? people : [],
            Names = await db.People.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel),
            Late = sessions.Where(x => ledger.Now.IsLate(x.Id, now)).Select(x => x.Id).ToHashSet(),
        };
    }
}
