using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>A session that was held, as a report tells of it.</summary>
/// <param name="Kind">The policy's id of the kind.</param>
/// <param name="StartsAt">When it began.</param>
/// <param name="Trainer">Who gave it.</param>
/// <param name="Attended">Who was there, by name.</param>
/// <param name="Topics">What it was about.</param>
/// <param name="Reached">What the customer can do now.</param>
public sealed record HeldSession(
    string Kind,
    Instant StartsAt,
    string Trainer,
    IReadOnlyList<string> Attended,
    string Topics,
    string Reached
);

/// <summary>A duty that a person was brought to.</summary>
/// <param name="Person">The name.</param>
/// <param name="Tier">The policy's id of the tier.</param>
/// <param name="Duty">The policy's id of the duty.</param>
/// <param name="At">When first.</param>
/// <param name="Session">By which session.</param>
public sealed record ReachedSkill(Guid PersonId, string Person, string Tier, string Duty, Instant At, Guid Session);

/// <summary>A duty that was written down and taken back by a correction.</summary>
/// <param name="At">When it had been reached.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
/// <param name="Why">What the correction says.</param>
public sealed record WithdrawnSkill(
    string Person,
    string Tier,
    string Duty,
    Instant At,
    Instant WithdrawnAt,
    string Why
);

/// <summary>What a report of one customer and a stretch of time needs of its sessions (clause 5).</summary>
/// <param name="Figures">A row a kind, as they stood at the end of the stretch.</param>
/// <param name="Held">Sessions held in the stretch, by their start.</param>
/// <param name="CancelledIn">Sessions cancelled in the stretch in time or by the provider.</param>
/// <param name="CancelledLateIn">Sessions that the customer cancelled in the stretch too late.</param>
/// <param name="Skills">Everything that its people had been brought to by the end of the stretch.</param>
public sealed record SessionReport(
    ImmutableArray<KindFigures> Figures,
    ImmutableArray<HeldSession> Held,
    int CancelledIn,
    int CancelledLateIn,
    ImmutableArray<ReachedSkill> Skills
);

/// <summary>Reads the sessions of one customer: for a report, and what is left of them.</summary>
public static class ReadSessions
{
    /// <summary>One customer's sessions in a stretch of time, as a reader may see them; null where nothing of it is theirs.</summary>
    public static async Task<SessionReport?> Report(
        DeskDb db,
        Actor reader,
        Guid customer,
        Interval stretch,
        CancellationToken cancel = default
    ) => SessionRights.Book(reader, customer) ? await Report(db, customer, stretch, cancel) : null;

    /// <summary>The same for the desk itself, which sends reports.</summary>
    internal static async Task<SessionReport> Report(
        DeskDb db,
        Guid customer,
        Interval stretch,
        CancellationToken cancel = default
    )
    {
        var (from, to) = (stretch.Start, stretch.End);
        var ledger = await CustomerLedger.Read(db, customer, cancel);
        var held = await db
            .Sessions.AsNoTracking()
            .Include(x => x.Attendees)
            .Where(x => x.OrganisationId == customer && x.State == SessionState.Held)
            .Where(x => x.StartsAt >= from && x.StartsAt < to)
            .OrderBy(x => x.StartsAt)
            .ToListAsync(cancel);
        var names = await Names(db, held, cancel);
        var cancelled = await db
            .Sessions.Where(x => x.OrganisationId == customer && x.State == SessionState.Cancelled)
            .Where(x => x.CancelledAt >= from && x.CancelledAt < to)
            .Select(x => x.Id)
            .ToListAsync(cancel);
        var late = cancelled.Count(x => ledger.Now.Of(x) is { Move: SessionMove.CancelledLate });
        return new(
            ledger.At(to).Figures(to),
            [
                .. held.Select(x => new HeldSession(
                    x.Kind,
                    x.StartsAt,
                    names[x.TrainerId],
                    [.. x.Attendees.Where(y => y.Attended == true).Select(y => names[y.PersonId]).Order()],
                    x.Topics,
                    x.Reached
                )),
            ],
            cancelled.Count - late,
            late,
            [.. (await Skills(db, customer, cancel)).Where(x => x.At < to)]
        );
    }

    /// <summary>A customer's figures of each kind now: sums of the contract, which all its people may read.</summary>
    public static async Task<ImmutableArray<KindFigures>> Left(
        DeskDb db,
        Guid customer,
        Instant now,
        CancellationToken cancel = default
    ) => (await CustomerLedger.Read(db, customer, cancel)).Now.Figures(now);

    /// <summary>What a customer's people were brought to: each duty once, by the first session that reached it.</summary>
    internal static async Task<IReadOnlyList<ReachedSkill>> Skills(DeskDb db, Guid customer, CancellationToken cancel)
    {
        var rows = await db
            .Skills.Where(x => x.OrganisationId == customer && x.WithdrawnAt == null)
            .Join(db.People, x => x.PersonId, x => x.Id, (skill, person) => new { skill, person.Name })
            .OrderBy(x => x.Name)
            .ThenBy(x => x.skill.At)
            .ToListAsync(cancel);
        return
        [
            .. rows.DistinctBy(x => (x.skill.PersonId, x.skill.Tier, x.skill.Duty))
                .Select(x => new ReachedSkill(
                    x.skill.PersonId,
                    x.Name,
                    x.skill.Tier,
                    x.skill.Duty,
                    x.skill.At,
                    x.skill.SessionId
                )),
        ];
    }

    /// <summary>What was written down of a customer's people and taken back as a mistake since, the last first.</summary>
    public static async Task<IReadOnlyList<WithdrawnSkill>> Withdrawn(
        DeskDb db,
        Guid customer,
        CancellationToken cancel
    )
    {
        var rows = await (
            from skill in db.Skills
            where skill.OrganisationId == customer && skill.WithdrawnAt != null
            join person in db.People on skill.PersonId equals person.Id
            join entry in db.SessionEntries
                on new { skill.OrganisationId, Number = skill.WithdrawnBy ?? 0 } equals new
                {
                    entry.OrganisationId,
                    entry.Number,
                }
            orderby skill.WithdrawnAt descending, person.Name
            select new
            {
                skill,
                person.Name,
                entry.Reason,
            }
        ).ToListAsync(cancel);
        return
        [
            .. rows.Select(x => new WithdrawnSkill(
                x.Name,
                x.skill.Tier,
                x.skill.Duty,
                x.skill.At,
                x.skill.WithdrawnAt!.Value,
                x.Reason
            )),
        ];
    }

    private static async Task<Dictionary<Guid, string>> Names(
        DeskDb db,
        List<Session> sessions,
        CancellationToken cancel
    )
    {
        var ids = sessions.SelectMany(x => x.Attendees.Select(y => y.PersonId).Append(x.TrainerId)).Distinct().ToList();
        return await db.People.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
    }
}
