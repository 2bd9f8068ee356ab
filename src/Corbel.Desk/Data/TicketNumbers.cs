using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>
/// The numbers people use. They are unique and grow; a failed write may leave a gap. PostgreSQL keeps a sequence; on SQLite
/// one process has the file, and counts on from the highest ticket, since tickets are never removed.
/// </summary>
public sealed class TicketNumbers(Database database)
{
    private const long First = 1001;
    private long last;

    public async ValueTask<long> Next(DeskDb db, CancellationToken cancel)
    {
        if (database.IsPostgres)
        {
            var numbers = await db
                .Database.SqlQuery<long>($"SELECT nextval('ticket_number') AS \"Value\"")
                .ToListAsync(cancel);
            return numbers.Single();
        }
        // Within a write the file is asked again, in case another process wrote to it.
        if (Volatile.Read(ref last) == 0 || db.Database.CurrentTransaction is not null)
            Raise(await db.Tickets.MaxAsync(x => (long?)x.Number, cancel) ?? First - 1);
        return Interlocked.Increment(ref last);
    }

    private void Raise(long highest)
    {
        for (var seen = Volatile.Read(ref last); seen < highest; seen = Volatile.Read(ref last))
            Interlocked.CompareExchange(ref last, highest, seen);
    }
}
