using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>The database for several nodes.</summary>
public sealed class PostgresDeskDb(DbContextOptions<PostgresDeskDb> options) : DeskDb(options)
{
    /// <summary>Tells these advisory locks from those of others.</summary>
    private const int TicketLocks = 0x436f7262;

    public override async Task<long> NextTicketNumber(CancellationToken cancel)
    {
        var numbers = await Database
            .SqlQuery<long>($"SELECT nextval('ticket_number') AS \"Value\"")
            .ToListAsync(cancel);
        return numbers.Single();
    }

    /// <summary>
    /// A lock that ends with the transaction. A shared transaction does not wait for it: two groups that hold each other's
    /// tickets would stand still.
    /// </summary>
    internal override async Task Take(long ticket, CancellationToken cancel)
    {
        if (MayWait)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({TicketLocks}, {(int)ticket})", cancel);
            return;
        }
        var taken = await Database
            .SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({TicketLocks}, {(int)ticket}) AS \"Value\"")
            .ToListAsync(cancel);
        if (!taken.Single())
            throw new TicketBusyException();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.HasSequence<long>("ticket_number").StartsAt(1001);
    }

    internal static DbContextOptionsBuilder<PostgresDeskDb> Configure(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<PostgresDeskDb>();
        builder.UseNpgsql(connectionString).UseSnakeCaseNamingConvention();
        return builder;
    }
}
