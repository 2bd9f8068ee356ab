using System.Collections.Concurrent;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using Npgsql;

namespace Corbel.Tests;

/// <summary>
/// A desk with tables, policy and cast, made once for each database and each time of opening, and copied for each test: that
/// takes a tenth of the time.
/// </summary>
internal static class BlankDesk
{
    private static readonly ConcurrentDictionary<Instant, Lazy<Task<(byte[] File, TestCast Cast)>>> Sqlite = new();
    private static readonly ConcurrentDictionary<Instant, Lazy<Task<(string Database, TestCast Cast)>>> Postgres =
        new();

    /// <summary>Puts a copy where the options say, and names its database in them.</summary>
    /// <param name="kind">Which database.</param>
    /// <param name="options">The options of the desk that gets it.</param>
    /// <param name="at">When the policy was posted and the people entered.</param>
    public static async Task<TestCast> Copy(TestDatabase kind, DeskOptions options, Instant at)
    {
        if (kind == TestDatabase.Postgres)
        {
            var (template, postgresCast) = await Postgres.GetOrAdd(at, x => new(() => MakePostgres(x))).Value;
            options.Database = await PostgresServer.CreateDatabase(template);
            return postgresCast;
        }
        var (file, cast) = await Sqlite.GetOrAdd(at, x => new(() => MakeSqlite(x))).Value;
        await File.WriteAllBytesAsync(Path.Combine(options.Data, "corbel.db"), file);
        return cast;
    }

    private static async Task<(byte[], TestCast)> MakeSqlite(Instant at)
    {
        var folder = Directory.CreateTempSubdirectory("corbel-blank-").FullName;
        var cast = await Fill(new DeskOptions { Data = folder }, at);
        var file = Path.Combine(folder, "corbel.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;";
            await command.ExecuteNonQueryAsync();
        }
        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return (bytes, cast);
    }

    private static async Task<(string, TestCast)> MakePostgres(Instant at)
    {
        var folder = Directory.CreateTempSubdirectory("corbel-blank-").FullName;
        var database = await PostgresServer.CreateDatabase();
        var cast = await Fill(new DeskOptions { Data = folder, Database = database }, at);
        Directory.Delete(folder, recursive: true);
        // A database is copied only while nobody is connected to it.
        NpgsqlConnection.ClearPool(new NpgsqlConnection(database));
        return (new NpgsqlConnectionStringBuilder(database).Database!, cast);
    }

    private static async Task<TestCast> Fill(DeskOptions options, Instant at)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddDesk(options)
            .AddSingleton<IClock>(new FakeClock(at))
            .BuildServiceProvider();
        await Migrator.Apply(services.GetRequiredService<Database>());
        var posted = await services.GetRequiredService<PostPolicy>().Run("isms-online.yaml", PolicyFile.Shipped);
        posted.IsDone.ShouldBeTrue();
        return await TestCast.Enter(services.GetRequiredService<Register>());
    }
}
