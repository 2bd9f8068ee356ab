using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>A clearance as somebody proposes it.</summary>
/// <param name="Person">The person of staff.</param>
/// <param name="Kind">The id of the kind, as the policy names it.</param>
/// <param name="Sponsor">Who vouches for it.</param>
/// <param name="From">The first day, in UTC.</param>
/// <param name="Until">The last day, in UTC.</param>
public sealed record ClearanceDraft(Guid Person, string Kind, string Sponsor, LocalDate From, LocalDate Until);

/// <summary>
/// Clearances of staff: one person proposes, another grants, so that nobody opens marked tickets alone; either may end one,
/// at once. Nobody grants their own.
/// </summary>
public sealed class GrantClearance(GroupWriter writer, Clearances clearances, IClock clock)
{
    private const int Longest = 200;

    /// <returns>The key of the proposal.</returns>
    public Task<Outcome<Guid>> Propose(Actor by, ClearanceDraft draft, CancellationToken cancel = default) =>
        writer.Write<Outcome<Guid>>(
            async (db, token) =>
            {
                if (!May.GrantClearance(by))
                    return MarkRefusals.NotYours;
                if (await clearances.Spec(db, token) is not { } spec)
                    return MarkRefusals.NoMarks;
                if (!spec.Clearances.ContainsKey(draft.Kind))
                    return MarkRefusals.UnknownKind(draft.Kind, spec.Clearances.Items.Select(x => x.Id));
                var (sponsor, now) = (draft.Sponsor.Trim(), Journal.Grain(clock.GetCurrentInstant()));
                if (sponsor.Length is 0 or > Longest)
                    return MarkRefusals.SponsorMissing;
                if (draft.Until < draft.From || Midnight(draft.Until.PlusDays(1)) <= now)
                    return MarkRefusals.WrongDays;
                var person = await db.People.SingleOrDefaultAsync(x => x.Id == draft.Person, token);
                if (person is not { DeactivatedAt: null } || !person.ToActor().IsStaff)
                    return MarkRefusals.NotStaff;
                var clearance = new Clearance
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    PersonId = person.Id,
                    Kind = draft.Kind,
                    Sponsor = sponsor,
                    FromAt = Midnight(draft.From),
                    UntilAt = Midnight(draft.Until.PlusDays(1)),
                    ProposedBy = by.Person,
                    ProposedAt = now,
                };
                db.Clearances.Add(clearance);
                return clearance.Id;
            },
            cancel
        );

    /// <summary>Grants what another proposed.</summary>
    public Task<Outcome<Guid>> Grant(Actor by, Guid id, CancellationToken cancel = default) =>
        Change(
            by,
            id,
            (clearance, now) =>
            {
                if (clearance.EndedAt is not null || clearance.GrantedAt is not null)
                    return MarkRefusals.NoLongerOpen;
                if (clearance.ProposedBy == by.Person || clearance.PersonId == by.Person)
                    return MarkRefusals.TwoPeople;
                (clearance.GrantedBy, clearance.GrantedAt) = (by.Person, now);
                return id;
            },
            cancel
        );

    /// <summary>Ends a clearance at once, or turns a proposal down.</summary>
    public Task<Outcome<Guid>> End(Actor by, Guid id, CancellationToken cancel = default) =>
        Change(
            by,
            id,
            (clearance, now) =>
            {
                if (clearance.EndedAt is not null)
                    return MarkRefusals.NoLongerOpen;
                (clearance.EndedBy, clearance.EndedAt) = (by.Person, now);
                return id;
            },
            cancel
        );

    private Task<Outcome<Guid>> Change(
        Actor by,
        Guid id,
        Func<Clearance, Instant, Outcome<Guid>> change,
        CancellationToken cancel
    ) =>
        writer.Write(
            async (db, token) =>
            {
                if (!May.GrantClearance(by))
                    return MarkRefusals.NotYours;
                await db.Take("the clearances", token);
                var clearance = await db.Clearances.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                return clearance is null
                    ? MarkRefusals.NoLongerOpen
                    : change(clearance, Journal.Grain(clock.GetCurrentInstant()));
            },
            cancel
        );

    private static Instant Midnight(LocalDate date) => date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
