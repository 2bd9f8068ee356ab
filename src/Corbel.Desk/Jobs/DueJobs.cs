using System.Collections.Immutable;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Jobs;

/// <summary>
/// Plans the one job of a ticket's running clocks: to look again when the first due instant has passed, or when somebody is
/// to be warned before it.
/// </summary>
internal static class DueJobs
{
    public const string Kind = "clock-due";

    /// <summary>The verdict turns a moment after the due instant: at the due instant itself a contact is still in time.</summary>
    internal static readonly Duration Moment = Duration.FromMilliseconds(1);

    /// <summary>The job that waits for the clocks of a ticket; null where none does.</summary>
    public static Task<Job?> Of(DeskDb db, Guid ticket, CancellationToken cancel)
    {
        var key = KeyOf(ticket);
        return db.Jobs.AsNoTracking().SingleOrDefaultAsync(x => x.Key == key, cancel);
    }

    /// <summary>The job of a new ticket; null where nothing runs.</summary>
    public static Job? First(Ticket row, IReadOnlyList<Entry> journal, ImmutableArray<Clock> clocks) =>
        At(journal, clocks) is { } at
            ? new Job
            {
                Id = Guid.CreateVersion7(row.ReceivedAt.ToDateTimeOffset()),
                Kind = Kind,
                Key = KeyOf(row.Id),
                TicketId = row.Id,
                DueAt = at,
            }
            : null;

    /// <summary>Moves, makes or removes the job of a ticket that exists.</summary>
    public static async Task Plan(
        DeskDb db,
        Ticket row,
        IReadOnlyList<Entry> journal,
        ImmutableArray<Clock> clocks,
        CancellationToken cancel
    )
    {
        var key = KeyOf(row.Id);
        var planned = await db.Jobs.AsTracking().SingleOrDefaultAsync(x => x.Key == key, cancel);
        if (planned is null && First(row, journal, clocks) is { } first)
            db.Inserted.Add(first);
        else if (planned is not null && At(journal, clocks) is { } moved)
            planned.DueAt = moved;
        else if (planned is not null)
            db.Jobs.Remove(planned);
    }

    private static Instant? At(IReadOnlyList<Entry> journal, ImmutableArray<Clock> clocks)
    {
        var due = clocks.Where(x => x.Verdict == Verdict.Running).Min(x => x.Due) + Moment;
        var warning = DueWarnings.Of(journal, clocks).Min(x => (Instant?)x.Time.At);
        return due is null || warning < due ? warning ?? due : due;
    }

    private static string KeyOf(Guid ticket) => $"{Kind}:{ticket}";
}
