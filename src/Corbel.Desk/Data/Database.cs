using System.Data.Common;
using Corbel.Desk.Marked;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>Which database the desk runs on, and how a context on it is made.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DbContextOptions<SqliteDeskDb>? sqlite;
    private readonly DbContextOptions<PostgresDeskDb>? postgres;
    private readonly NpgsqlDataSource? source;
    private readonly KeptOpen? keptOpen;
    private readonly Func<DeskDb> readers;

    private Database(string connectionString)
    {
        ConnectionString = connectionString;
        var builder = SqliteDeskDb.Configure(connectionString);
        sqlite = builder.Options;
        keptOpen = new KeptOpen();
        readers = new PooledDbContextFactory<SqliteDeskDb>(ToRead(builder, keptOpen)).CreateDbContext;
    }

    private Database(NpgsqlDataSource source, string connectionString)
    {
        (this.source, ConnectionString) = (source, connectionString);
        var builder = PostgresDeskDb.Configure(source);
        postgres = builder.Options;
        readers = new PooledDbContextFactory<PostgresDeskDb>(ToRead(builder)).CreateDbContext;
    }

    private static DbContextOptions<T> ToRead<T>(DbContextOptionsBuilder<T> builder, params IInterceptor[] interceptors)
        where T : DbContext =>
        new DbContextOptionsBuilder<T>(builder.Options)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(interceptors)
            .Options;

    public string ConnectionString { get; }

    /// <summary>The master keys of marked text; null where only tables are looked after.</summary>
    internal MasterKeys? Masters { get; init; }

    public bool IsPostgres => postgres is not null;

    /// <summary>PostgreSQL's own pool, for LISTEN and advisory locks.</summary>
    internal NpgsqlDataSource Source => source ?? throw new InvalidOperationException("not on PostgreSQL");

    /// <summary>SQLite in a file.</summary>
    public static Database Sqlite(string file, MasterKeys? masters = null) =>
        new(SqliteDeskDb.ConnectionString(file)) { Masters = masters };

    /// <summary>PostgreSQL by a connection string. A commit is on disk before it is answered (synchronous_commit=on).</summary>
    public static Database Postgres(string connectionString, MasterKeys? masters = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // Statements that come again are prepared, unless the installation says otherwise (a pooler that cannot do it).
        if (!connectionString.Contains("Prepare", StringComparison.OrdinalIgnoreCase))
            settings.MaxAutoPrepare = 100;
        return new Database(new NpgsqlDataSourceBuilder(settings.ConnectionString).Build(), settings.ConnectionString)
        {
            Masters = masters,
        };
    }

    /// <summary>A context to read with. Nothing it loads is tracked.</summary>
    public DeskDb Read()
    {
        var db = readers();
        db.Home = this;
        return db;
    }

    /// <summary>A context on a connection that somebody else owns, or on one of its own.</summary>
    internal DeskDb Open(DbConnection? shared)
    {
        DeskDb db = sqlite is not null ? new SqliteDeskDb(sqlite) : new PostgresDeskDb(postgres!);
        db.Home = this;
        if (shared is not null)
            db.Database.SetDbConnection(shared);
        return db;
    }

    internal DbConnection Connect() => IsPostgres ? Source.CreateConnection() : new SqliteConnection(ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        keptOpen?.Dispose();
        if (source is null)
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
    }
}
