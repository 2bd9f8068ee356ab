using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>Which database the desk runs on, and how a context on it is made.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DbContextOptions<SqliteDeskDb>? sqlite;
    private readonly DbContextOptions<PostgresDeskDb>? postgres;
    private readonly NpgsqlDataSource? source;

    private Database(DbContextOptions<SqliteDeskDb> options, string connectionString) =>
        (sqlite, ConnectionString) = (options, connectionString);

    private Database(DbContextOptions<PostgresDeskDb> options, NpgsqlDataSource source, string connectionString) =>
        (postgres, this.source, ConnectionString) = (options, source, connectionString);

    public string ConnectionString { get; }

    public bool IsPostgres => postgres is not null;

    /// <summary>PostgreSQL's own pool, for LISTEN and advisory locks.</summary>
    internal NpgsqlDataSource Source => source ?? throw new InvalidOperationException("not on PostgreSQL");

    /// <summary>SQLite in a file.</summary>
    public static Database Sqlite(string file)
    {
        var connectionString = SqliteDeskDb.ConnectionString(file);
        return new Database(SqliteDeskDb.Configure(connectionString).Options, connectionString);
    }

    /// <summary>PostgreSQL by a connection string. A commit is on disk before it is answered (synchronous_commit=on).</summary>
    public static Database Postgres(string connectionString)
    {
        var pool = new NpgsqlDataSourceBuilder(connectionString).Build();
        return new Database(PostgresDeskDb.Configure(connectionString).Options, pool, connectionString);
    }

    /// <summary>A context to read with. Nothing it loads is tracked.</summary>
    public DeskDb Read()
    {
        var db = Open(null);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    /// <summary>A context on a connection that somebody else owns, or on one of its own.</summary>
    internal DeskDb Open(DbConnection? shared)
    {
        DeskDb db = sqlite is not null ? new SqliteDeskDb(sqlite) : new PostgresDeskDb(postgres!);
        if (shared is not null)
            db.Database.SetDbConnection(shared);
        return db;
    }

    internal DbConnection Connect() => IsPostgres ? Source.CreateConnection() : new SqliteConnection(ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        else
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
    }
}
