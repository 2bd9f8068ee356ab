using System.Security.Cryptography;
using System.Text;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>The database for several nodes.</summary>
public sealed class PostgresDeskDb(DbContextOptions<PostgresDeskDb> options) : DeskDb(options)
{
    /// <summary>Tells these advisory locks from those of others.</summary>
    private const int TicketLocks = 0x436f7262;
    private const int NameLocks = TicketLocks + 1;

    /// <summary>
    /// A lock that ends with the transaction. A shared transaction does not wait for it: two groups that hold each other's
    /// tickets would stand still.
    /// </summary>
    internal override Task Take(long ticket, CancellationToken cancel) => Lock(TicketLocks, (int)ticket, cancel);

    internal override Task Take(string name, CancellationToken cancel) =>
        Lock(NameLocks, BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name))), cancel);

    internal override IQueryable<OutgoingMail> MailsOf(Guid ticket) =>
        Outbox.FromSql($"SELECT * FROM outbox WHERE ticket_id = {ticket} ORDER BY id FOR UPDATE");

    private async Task Lock(int kind, int key, CancellationToken cancel)
    {
        if (MayWait)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({kind}, {key})", cancel);
            return;
        }
        var taken = await Database
            .SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({kind}, {key}) AS \"Value\"")
            .ToListAsync(cancel);
        if (!taken.Single())
            throw new TicketBusyException();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.HasSequence<long>("ticket_number").StartsAt(1001);
    }

    internal static DbContextOptionsBuilder<PostgresDeskDb> Configure(NpgsqlDataSource source)
    {
        var builder = new DbContextOptionsBuilder<PostgresDeskDb>();
        builder.UseNpgsql(source).UseSnakeCaseNamingConvention();
        return builder;
    }
}
