using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Data;

/// <summary>The line to PostgreSQL breaks during a commit: nothing is written twice, and nothing is told that is not so.</summary>
public sealed class CutLineTests
{
    [Theory]
    [InlineData(CutCable.Cut.BeforeCommit, 1)]
    [InlineData(CutCable.Cut.AfterCommit, 1)]
    [InlineData(CutCable.Cut.BeforeCommit, 20)]
    [InlineData(CutCable.Cut.AfterCommit, 20)]
    public async Task A_commit_whose_answer_is_lost_is_asked_for_and_not_repeated(CutCable.Cut cut, int writes)
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(OnEveryDatabaseAttribute.Server),
            $"{OnEveryDatabaseAttribute.Variable} is not set: bin/test starts a PostgreSQL and sets it"
        );
        await using var desk = await TestDesk.Open(TestDatabase.Postgres);
        await using var cable = new CutCable(desk.Get<DeskOptions>().Database!);
        await using var database = Database.Postgres(cable.ConnectionString);
        await using var writer = new GroupWriter(database, desk.Get<OutboxGuard>());
        // An addition, since it would show a second run where an insert would only fail.
        Task Add() =>
            writer.Write(
                (db, token) => db.Database.ExecuteSqlRawAsync("UPDATE additions SET value = value + 1", token)
            );
        await using var db = desk.Read();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE additions (value bigint); INSERT INTO additions VALUES (0)");
        var before = await db.Database.SqlQuery<long>($"SELECT value AS \"Value\" FROM additions").SingleAsync();

        cable.CutNext(cut);
        await Task.WhenAll(Enumerable.Range(0, writes).Select(_ => Add()));

        cable.Cuts.ShouldBe(1);
        var after = await db.Database.SqlQuery<long>($"SELECT value AS \"Value\" FROM additions").SingleAsync();
        (after - before).ShouldBe(writes);
    }

    [Theory, OnEveryDatabase]
    public async Task A_commit_is_flushed_even_where_the_server_would_not(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var writer = desk.Get<GroupWriter>();
        if (database == TestDatabase.Sqlite)
        {
            var level = await writer.Write(
                (db, token) =>
                    db
                        .Database.SqlQuery<long>($"SELECT synchronous AS \"Value\" FROM pragma_synchronous")
                        .SingleAsync(token)
            );
            level.ShouldBe(2, "synchronous=FULL");
            return;
        }
        var name = new Npgsql.NpgsqlConnectionStringBuilder(desk.Get<DeskOptions>().Database).Database;
        await PostgresServer.Run($"ALTER DATABASE {name} SET synchronous_commit = off");
        await using var reset = Database.Postgres(desk.Get<DeskOptions>().Database + ";Application Name=again");
        await using var again = new GroupWriter(reset, desk.Get<OutboxGuard>());
        var setting = await again.Write(
            (db, token) =>
                db
                    .Database.SqlQuery<string>($"SELECT current_setting('synchronous_commit') AS \"Value\"")
                    .SingleAsync(token)
        );
        setting.ShouldBe("on");
    }
}
