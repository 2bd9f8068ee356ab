using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Jobs;

/// <summary>Plans the one job of a running clock: to look at it again when its due instant has passed.</summary>
internal static class DueJobs
{
    public const string Kind = "first-response-due";

    public static async Task Plan(DeskDb db, Ticket row, CancellationToken cancel)
    {
        // The verdict turns a moment after the due instant: at the due instant itself a contact is still in time.
        Instant? at =
            row.Verdict == Verdict.Running && row.DueAt is { } due ? due + Duration.FromMilliseconds(1) : null;
        var key = $"{Kind}:{row.Id}";
        var planned =
            db.Entry(row).State == EntityState.Added
                ? null
                : await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Key == key, cancel);
        if (planned is not null && at is { } moved)
            planned.DueAt = moved;
        else if (planned is not null)
            db.Jobs.Remove(planned);
        else if (at is { } first)
            db.Jobs.Add(
                new Job
                {
                    Id = Guid.CreateVersion7(row.ReceivedAt.ToDateTimeOffset()),
                    Kind = Kind,
                    Key = key,
                    TicketId = row.Id,
                    DueAt = first,
                }
            );
    }
}
