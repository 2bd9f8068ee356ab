using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// Plans the sealing of a marked ticket, or of a message that is held and bears a mark, in the transaction that wrote what is
/// to be sealed.
/// </summary>
internal static class SealJobs
{
    public const string Kind = "seal";

    public static Job First(Guid owner, Instant now) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Kind = Kind,
            Key = KeyOf(owner),
            DueAt = now,
            State = owner.ToString(),
        };

    public static async Task Plan(DeskDb db, Guid owner, Instant now, CancellationToken cancel)
    {
        var key = KeyOf(owner);
        if (await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Key == key, cancel) is { } planned)
            (planned.DueAt, planned.Attempts) = (now, 0);
        else if (!db.Inserted.OfType<Job>().Any(x => x.Key == key))
            db.Inserted.Add(First(owner, now));
    }

    /// <summary>The same message came again: its bytes and its subject lie there in plain once more.</summary>
    public static async Task Again(DeskDb db, Guid first, Instant now, CancellationToken cancel)
    {
        var ticket = await db.Custodies.Where(x => x.Id == first).Select(x => x.TicketId).SingleOrDefaultAsync(cancel);
        foreach (
            var owner in await db.OwnerKeys.Where(x => x.OwnerId == ticket || x.OwnerId == first).ToListAsync(cancel)
        )
            await Plan(db, owner.OwnerId, now, cancel);
    }

    private static string KeyOf(Guid owner) => $"{Kind}:{owner}";
}
