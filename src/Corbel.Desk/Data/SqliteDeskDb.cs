using System.Data.Common;
using Corbel.Desk.Outbox;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>The embedded database: WAL, and a commit is on disk before anybody is told of it (synchronous=FULL).</summary>
public sealed class SqliteDeskDb(DbContextOptions<SqliteDeskDb> options) : DeskDb(options)
{
    /// <summary>SQLite has one writer at a time: every ticket is taken already.</summary>
    internal override Task Take(long ticket, CancellationToken cancel) => Task.CompletedTask;

    internal override Task Take(string name, CancellationToken cancel) => Task.CompletedTask;

    internal override IQueryable<OutgoingMail> MailsOf(Guid ticket) => Outbox.Where(x => x.TicketId == ticket);

    internal static DbContextOptionsBuilder<SqliteDeskDb> Configure(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<SqliteDeskDb>();
        builder.UseSqlite(connectionString).UseSnakeCaseNamingConvention();
        return builder;
    }

    internal static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ConnectionString;

    /// <summary>
    /// Before anything is written: readers go on beside the writer, a commit is on disk before it is answered, and what is
    /// taken out of the file is overwritten. The first stays with the file, the others are the connection's own.
    /// </summary>
    internal static async Task MakeDurable(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=30000;";
        await command.ExecuteNonQueryAsync();
    }
}
