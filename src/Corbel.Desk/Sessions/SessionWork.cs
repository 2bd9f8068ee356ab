using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>A session and its customer's ledger within a write that nobody else writes beside.</summary>
internal sealed record SessionScene(DeskDb Db, Session Session, CustomerLedger Ledger, Actor By, Instant Now)
{
    /// <summary>Who is told of it: the trainer and everybody who is invited.</summary>
    public IEnumerable<Guid> Invited => Session.Attendees.Select(x => x.PersonId).Prepend(Session.TrainerId);

    /// <summary>Writes an entry of the ledger.</summary>
    public void Write(LedgerEntry entry, string reason = "") => Write(Db, Ledger, Session, entry, By, reason);

    /// <inheritdoc cref="Write(LedgerEntry, string)" />
    public static void Write(
        DeskDb db,
        CustomerLedger ledger,
        Session session,
        LedgerEntry entry,
        Actor by,
        string reason = ""
    ) =>
        db.SessionEntries.Add(
            new SessionEntry
            {
                OrganisationId = session.OrganisationId,
                Number = ledger.Next,
                SessionId = session.Id,
                Move = entry.Move,
                ProposalId = entry.Proposal,
                StartsAt = entry.StartsAt,
                At = entry.At,
                By = by.Person,
                Reason = reason,
            }
        );
}

/// <summary>
/// Runs what changes a session: loaded through the actor, one after the other a customer, so that two nodes never draw the
/// same last one.
/// </summary>
public sealed class SessionWork(GroupWriter writer, IClock clock)
{
    internal Task<Outcome<T>> Run<T>(
        Actor by,
        Guid session,
        Func<SessionScene, CancellationToken, Task<Outcome<T>>> act,
        CancellationToken cancel
    ) =>
        writer.Write<Outcome<T>>(
            async (db, token) =>
            {
                var customer = await db
                    .Sessions.VisibleTo(by)
                    .Where(x => x.Id == session)
                    .Select(x => (Guid?)x.OrganisationId)
                    .SingleOrDefaultAsync(token);
                if (customer is null)
                    return BookingRefusals.NoSuchSession;
                if (!SessionRights.Book(by, customer.Value))
                    return BookingRefusals.NotForYou;
                await db.Take(CustomerLedger.LockOf(customer.Value), token);
                var found = await db
                    .Sessions.AsTracking()
                    .Include(x => x.Attendees)
                    .SingleAsync(x => x.Id == session, token);
                var ledger = await CustomerLedger.Read(db, customer.Value, token);
                return await act(new(db, found, ledger, by, Journal.Grain(clock.GetCurrentInstant())), token);
            },
            cancel
        );

    /// <summary>Takes an offered time, after the customer's ledger: refused where it is gone or every seat is taken.</summary>
    internal static async Task<Outcome<SessionSlot>> TakeSlot(
        DeskDb db,
        Guid id,
        Guid customer,
        CancellationToken cancel
    )
    {
        await db.Take($"session slot {id}", cancel);
        var slot = await db.SessionSlots.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (slot is not { WithdrawnAt: null } || (slot.OrganisationId ?? customer) != customer)
            return BookingRefusals.SlotTaken;
        var taken = await db.Sessions.CountAsync(x => x.SlotId == id && x.State != SessionState.Cancelled, cancel);
        return taken < slot.Seats ? slot : BookingRefusals.SlotTaken;
    }

    /// <summary>Whether all of them are people of the customer who can be invited.</summary>
    internal static async Task<bool> AreOf(
        DeskDb db,
        IReadOnlyCollection<Guid> people,
        Guid customer,
        CancellationToken cancel
    ) =>
        people.Count is > 0 and <= 50
        && await db.People.CountAsync(
            x => people.Contains(x.Id) && x.OrganisationId == customer && x.DeactivatedAt == null,
            cancel
        ) == people.Count;
}
