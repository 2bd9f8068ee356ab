using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Sessions;

/// <summary>A duty that a person of the customer can do from now on.</summary>
public sealed record ReachedDuty(Guid Person, string Tier, string Duty);

/// <summary>What the trainer writes down after a session.</summary>
/// <param name="Attended">Who was there; nobody where nobody came: the session is used all the same.</param>
/// <param name="Topics">What it was about.</param>
/// <param name="Reached">What the customer can do now, in words.</param>
/// <param name="Duties">The same as duties of the tiers, a person each.</param>
public sealed record SessionMinutes(
    IReadOnlyCollection<Guid> Attended,
    string Topics,
    string Reached,
    IReadOnlyCollection<ReachedDuty> Duties
);

/// <summary>Writes down that a session was held, and corrects what was a mistake.</summary>
public sealed class HoldSession(SessionWork work, SessionMails mails, PolicyShelf policies)
{
    public Task<Outcome<Session>> Run(
        Actor by,
        Guid session,
        SessionMinutes minutes,
        CancellationToken cancel = default
    ) =>
        work.Run<Session>(
            by,
            session,
            async (scene, token) =>
            {
                if (!SessionRights.Offer(by))
                    return BookingRefusals.NotForYou;
                var (db, own) = (scene.Db, scene.Session);
                var entry = scene.Ledger.Now.Hold(session, scene.Now);
                if (entry.Refused is { } refusal)
                    return refusal;
                if (minutes.Topics.Trim().Length == 0)
                    return BookingRefusals.TopicsMissing;
                var present = own.Attendees.Where(x => minutes.Attended.Contains(x.PersonId)).ToList();
                var duties = (await policies.At(db, scene.Now, token)).Policy.Document.DutiesToReach().ToList();
                var reached = minutes.Duties.Distinct().ToList();
                if (
                    reached.Exists(x =>
                        !present.Exists(y => y.PersonId == x.Person)
                        || !duties.Exists(y => y.Tier.Id == x.Tier && y.Duty.Id == x.Duty)
                    )
                )
                    return BookingRefusals.NotReached;
                scene.Write(entry.Value!);
                (own.State, own.HeldAt) = (SessionState.Held, scene.Now);
                (own.Topics, own.Reached) = (minutes.Topics.Trim(), minutes.Reached.Trim());
                foreach (var one in own.Attendees)
                    one.Attended = present.Contains(one);
                db.Skills.AddRange(
                    reached.Select(x => new Skill
                    {
                        SessionId = own.Id,
                        PersonId = x.Person,
                        OrganisationId = own.OrganisationId,
                        Tier = x.Tier,
                        Duty = x.Duty,
                        At = own.StartsAt,
                        Entry = scene.Ledger.Next,
                    })
                );
                await SessionReminders.Forget(db, own.Id, token);
                return own;
            },
            cancel
        );

    /// <summary>Takes back that it was held or cancelled, by an entry that says why: it is booked again.</summary>
    public Task<Outcome<Session>> Correct(Actor by, Guid session, string? why, CancellationToken cancel = default) =>
        work.Run<Session>(
            by,
            session,
            async (scene, token) =>
            {
                if (!SessionRights.Offer(by))
                    return BookingRefusals.NotForYou;
                if (string.IsNullOrWhiteSpace(why))
                    return BookingRefusals.ReasonMissing;
                var (db, own) = (scene.Db, scene.Session);
                var entry = scene.Ledger.Now.Correct(session, scene.Now);
                if (entry.Refused is { } refusal)
                    return refusal;
                var cancelled = own.State == SessionState.Cancelled;
                // Its seat may have been given to another meanwhile.
                if (
                    cancelled
                    && (await SessionWork.TakeSlot(db, own.SlotId, own.OrganisationId, token)).Refused is { } gone
                )
                    return gone;
                scene.Write(entry.Value!, why.Trim());
                own.State = SessionState.Booked;
                (own.CancelledAt, own.CancelledBy, own.CancelReason, own.HeldAt) = (null, null, null, null);
                foreach (var one in own.Attendees)
                    one.Attended = null;
                var skills = db.Skills.AsTracking().Where(x => x.SessionId == own.Id && x.WithdrawnAt == null);
                foreach (var one in await skills.ToListAsync(token))
                    (one.WithdrawnBy, one.WithdrawnAt) = (scene.Ledger.Next, scene.Now);
                if (cancelled && own.StartsAt > scene.Now)
                {
                    own.Sequence++;
                    await mails.Invite(db, own, SessionNews.Changed, scene.Now, token);
                    await SessionReminders.Plan(db, own, scene.Now, token);
                }
                return own;
            },
            cancel
        );
}
