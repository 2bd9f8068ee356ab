using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>A time as staff offer it.</summary>
/// <param name="Kind">The policy's id.</param>
/// <param name="StartsAt">When.</param>
/// <param name="Length">How long.</param>
/// <param name="Place">A room, or the link of a meeting.</param>
/// <param name="Trainer">Somebody of the staff.</param>
/// <param name="Customer">The customer it is kept for; null for any.</param>
/// <param name="Seats">How many customers can book it.</param>
public sealed record SlotDraft(
    string Kind,
    Instant StartsAt,
    Duration Length,
    string Place,
    Guid Trainer,
    Guid? Customer = null,
    int Seats = 1
);

/// <summary>Offers times for sessions, and takes offers back.</summary>
public sealed class OfferSlot(GroupWriter writer, PolicyShelf policies, IClock clock)
{
    private static readonly Duration Shortest = Duration.FromMinutes(10);
    private static readonly Duration Longest = Duration.FromHours(10);

    public Task<Outcome<SessionSlot>> Run(Actor by, SlotDraft draft, CancellationToken cancel = default) =>
        writer.Write<Outcome<SessionSlot>>(
            async (db, token) =>
            {
                if (!SessionRights.Offer(by))
                    return BookingRefusals.NotForYou;
                var now = Journal.Grain(clock.GetCurrentInstant());
                await db.Take($"trainer {draft.Trainer}", token);
                if (await Refuse(db, draft, now, token) is { } refusal)
                    return refusal;
                var slot = new SessionSlot
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    Kind = draft.Kind,
                    StartsAt = Journal.Grain(draft.StartsAt),
                    EndsAt = Journal.Grain(draft.StartsAt + draft.Length),
                    Place = draft.Place.Trim(),
                    TrainerId = draft.Trainer,
                    OrganisationId = draft.Customer,
                    Seats = draft.Seats,
                    OfferedBy = by.Person,
                    OfferedAt = now,
                };
                db.SessionSlots.Add(slot);
                return slot;
            },
            cancel
        );

    /// <summary>Nobody books it any more; what was booked stays.</summary>
    public Task<Outcome<Guid>> Withdraw(Actor by, Guid id, CancellationToken cancel = default) =>
        writer.Write<Outcome<Guid>>(
            async (db, token) =>
            {
                var slot = await db.SessionSlots.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (!SessionRights.Offer(by) || slot is null)
                    return BookingRefusals.NotForYou;
                slot.WithdrawnAt ??= Journal.Grain(clock.GetCurrentInstant());
                return slot.Id;
            },
            cancel
        );

    private async Task<Refusal?> Refuse(DeskDb db, SlotDraft draft, Instant now, CancellationToken cancel)
    {
        var kinds = (await SessionPolicy.Read(policies, db, now, cancel))?.Kinds;
        if (kinds?.ContainsKey(draft.Kind) != true)
            return BookingRefusals.UnknownKind(draft.Kind, kinds?.Keys ?? []);
        if (draft.StartsAt <= now || draft.Length < Shortest || draft.Length > Longest)
            return BookingRefusals.BadTimes;
        if (draft.Place.Trim().Length is 0 or > 300)
            return BookingRefusals.PlaceMissing;
        if (draft.Seats is < 1 or > 50 || (draft.Customer is not null && draft.Seats != 1))
            return BookingRefusals.BadSeats;
        var trainer = await db.People.SingleOrDefaultAsync(x => x.Id == draft.Trainer, cancel);
        if (trainer is not { DeactivatedAt: null } || !trainer.ToActor().IsStaff)
            return BookingRefusals.NoTrainer;
        if (
            draft.Customer is { } customer
            && !await db.Organisations.AnyAsync(x => x.Id == customer && x.Kind == OrganisationKind.Customer, cancel)
        )
            return BookingRefusals.NoSuchCustomer;
        var (from, to) = (draft.StartsAt, draft.StartsAt + draft.Length);
        var busy = await db.SessionSlots.AnyAsync(
            x => x.TrainerId == draft.Trainer && x.WithdrawnAt == null && x.StartsAt < to && x.EndsAt > from,
            cancel
        );
        return busy ? BookingRefusals.TrainerBusy : null;
    }
}
