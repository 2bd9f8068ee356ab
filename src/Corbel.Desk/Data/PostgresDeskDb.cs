using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>The database for several nodes.</summary>
public sealed class PostgresDeskDb(DbContextOptions<PostgresDeskDb> options) : DeskDb(options)
{
    public override async Task<long> NextTicketNumber(CancellationToken cancel)
    {
        var numbers = await Database
            .SqlQuery<long>($"SELECT nextval('ticket_number') AS \"Value\"")
            .ToListAsync(cancel);
        return numbers.Single();
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
