using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Sessions;

/// <summary>Gives a booked session another of the offered times, or other people.</summary>
public sealed class ChangeSession(SessionWork work, SessionMails mails)
{
    /// <summary>Moves it to another offered time of the same kind; calendars follow.</summary>
    public Task<Outcome<Session>> Move(Actor by, Guid session, Guid slot, CancellationToken cancel = default) =>
        work.Run<Session>(
            by,
            session,
            async (scene, token) =>
            {
                var (db, own) = (scene.Db, scene.Session);
                var taken = await SessionWork.TakeSlot(db, slot, own.OrganisationId, token);
                if (taken.Refused is { } gone)
                    return gone;
                var to = taken.Value!;
                if (to.Kind != own.Kind)
                    return BookingRefusals.OtherKind;
                var entry = scene.Ledger.Now.Move(own.Id, to.StartsAt, !by.IsStaff, scene.Now);
                if (entry.Refused is { } refusal)
                    return refusal;
                scene.Write(entry.Value!);
                var trainer = own.TrainerId;
                (own.SlotId, own.StartsAt, own.EndsAt) = (to.Id, to.StartsAt, to.EndsAt);
                (own.Place, own.TrainerId) = (to.Place, to.TrainerId);
                (own.Sequence, own.TimeSequence) = (own.Sequence + 1, own.Sequence + 1);
                Ask(own);
                if (trainer != own.TrainerId)
                    await mails.Excuse(db, own, [trainer], scene.Now, token);
                await mails.Invite(db, own, SessionNews.Changed, scene.Now, token);
                await SessionReminders.Plan(db, own, scene.Now, token);
                return own;
            },
            cancel
        );

    /// <summary>Changes who attends: who is new is invited, who is gone gets a cancellation.</summary>
    public Task<Outcome<Session>> Invite(
        Actor by,
        Guid session,
        IEnumerable<Guid> people,
        CancellationToken cancel = default
    ) =>
        work.Run<Session>(
            by,
            session,
            async (scene, token) =>
            {
                var (db, own) = (scene.Db, scene.Session);
                var attend = people.Distinct().ToList();
                if (scene.Ledger.Now.Of(own.Id) is not { IsBooked: true } || own.StartsAt <= scene.Now)
                    return SessionRefusals.NotBooked;
                if (!await SessionWork.AreOf(db, attend, own.OrganisationId, token))
                    return BookingRefusals.NobodyInvited;
                var gone = own.Attendees.Where(x => !attend.Contains(x.PersonId)).ToList();
                var came = attend.Where(x => own.Attendees.TrueForAll(y => y.PersonId != x)).ToList();
                if (gone.Count + came.Count == 0)
                    return own;
                own.Sequence++;
                foreach (var one in gone)
                    own.Attendees.Remove(one);
                db.SessionAttendees.RemoveRange(gone);
                own.Attendees.AddRange(came.Select(x => new SessionAttendee { SessionId = own.Id, PersonId = x }));
                await mails.Excuse(db, own, [.. gone.Select(x => x.PersonId)], scene.Now, token);
                await mails.Invite(db, own, SessionNews.Changed, scene.Now, token);
                return own;
            },
            cancel
        );

    /// <summary>What was answered was about another time.</summary>
    private static void Ask(Session session)
    {
        session.TrainerAnswer = InvitationAnswer.None;
        foreach (var one in session.Attendees)
            (one.Answer, one.AnsweredAt) = (InvitationAnswer.None, null);
    }
}
