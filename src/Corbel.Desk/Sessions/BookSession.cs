using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>Books an offered time for a customer, and invites its people and the trainer.</summary>
public sealed class BookSession(GroupWriter writer, SessionMails mails, IClock clock)
{
    /// <param name="by">An administrator of the customer, or staff.</param>
    /// <param name="customer">For whom.</param>
    /// <param name="slot">The offered time.</param>
    /// <param name="people">Who attends: people of the customer.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public Task<Outcome<Session>> Run(
        Actor by,
        Guid customer,
        Guid slot,
        IEnumerable<Guid> people,
        CancellationToken cancel = default
    )
    {
        if (!SessionRights.Book(by, customer))
            return Task.FromResult<Outcome<Session>>(BookingRefusals.NotForYou);
        var attend = people.Distinct().ToList();
        return writer.Write((db, token) => Book(db, by, customer, slot, attend, token), cancel);
    }

    private async Task<Outcome<Session>> Book(
        DeskDb db,
        Actor by,
        Guid customer,
        Guid slotId,
        List<Guid> people,
        CancellationToken cancel
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        await db.Take(CustomerLedger.LockOf(customer), cancel);
        var taken = await SessionWork.TakeSlot(db, slotId, customer, cancel);
        if (taken.Refused is { } gone)
            return gone;
        if (!await SessionWork.AreOf(db, people, customer, cancel))
            return BookingRefusals.NobodyInvited;
        var slot = taken.Value!;
        var ledger = await CustomerLedger.Read(db, customer, cancel);
        var id = Guid.CreateVersion7(now.ToDateTimeOffset());
        var entry = ledger.Now.Book(id, slot.Kind, slot.StartsAt, now);
        if (entry.Refused is { } refusal)
            return refusal;
        var session = new Session
        {
            Id = id,
            OrganisationId = customer,
            SlotId = slot.Id,
            Kind = slot.Kind,
            StartsAt = slot.StartsAt,
            EndsAt = slot.EndsAt,
            Place = slot.Place,
            TrainerId = slot.TrainerId,
            BookedBy = by.Person,
            BookedAt = now,
        };
        session.Attendees.AddRange(people.Select(x => new SessionAttendee { SessionId = id, PersonId = x }));
        db.Sessions.Add(session);
        SessionScene.Write(db, ledger, session, entry.Value!, by);
        await mails.Invite(db, session, SessionNews.Booked, now, cancel);
        await SessionReminders.Plan(db, session, now, cancel);
        return session;
    }
}
