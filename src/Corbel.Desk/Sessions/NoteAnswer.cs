using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>Notes at a session what somebody who is invited answered.</summary>
internal static class NoteAnswer
{
    /// <returns>Whether it is an answer to an invitation of ours by who got it; if not, it is a mail like others.</returns>
    public static async Task<bool> Run(
        DeskDb db,
        SessionReply reply,
        Person sender,
        Instant now,
        CancellationToken cancel
    )
    {
        if (Person.Normalize(reply.Address) != sender.NormalizedEmail)
            return false;
        var customer = await db
            .Sessions.Where(x => x.Id == reply.Session)
            .Select(x => (Guid?)x.OrganisationId)
            .SingleOrDefaultAsync(cancel);
        if (customer is null)
            return false;
        await db.Take(CustomerLedger.LockOf(customer.Value), cancel);
        var session = await db
            .Sessions.AsTracking()
            .Include(x => x.Attendees)
            .SingleAsync(x => x.Id == reply.Session, cancel);
        var attendee = session.Attendees.Find(x => x.PersonId == sender.Id);
        if (attendee is null && session.TrainerId != sender.Id)
            return false;
        // An answer to where the session was before it moved says nothing of now.
        if (reply.Sequence < session.TimeSequence)
            return true;
        if (attendee is null)
            session.TrainerAnswer = reply.Answer;
        else
            (attendee.Answer, attendee.AnsweredAt) = (reply.Answer, now);
        return true;
    }
}
