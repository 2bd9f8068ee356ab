using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Corbel.Desk.Data;

/// <summary>The embedded database: WAL, and a commit is on disk before anybody is told of it (synchronous=FULL).</summary>
public sealed class SqliteDeskDb(DbContextOptions<SqliteDeskDb> options) : DeskDb(options)
{
    public override async Task<long> NextTicketNumber(CancellationToken cancel)
    {
        var numbers = await Database
            .SqlQuery<long>($"UPDATE counters SET value = value + 1 WHERE name = 'ticket' RETURNING value")
            .ToListAsync(cancel);
        return numbers.Single();
    }

    /// <summary>SQLite has one writer at a time: every ticket is taken already.</summary>
    internal override Task Take(long ticket, CancellationToken cancel) => Task.CompletedTask;

    internal override Task Take(string address, CancellationToken cancel) => Task.CompletedTask;

    internal static DbContextOptionsBuilder<SqliteDeskDb> Configure(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<SqliteDeskDb>();
        builder.UseSqlite(connectionString).UseSnakeCaseNamingConvention().AddInterceptors(Pragmas.Interceptor);
        return builder;
    }

    internal static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ConnectionString;

    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Interceptor = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            Apply(connection);

        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        private static void Apply(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;";
            command.ExecuteNonQuery();
        }
    }
}
