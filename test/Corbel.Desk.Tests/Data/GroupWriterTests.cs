using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Data;

/// <summary>What the group-committing writer promises to each member of a group.</summary>
public sealed class GroupWriterTests
{
    private static Secret Row(string name) => new() { Name = name, Value = [1] };

    private static Task Put(GroupWriter writer, string name, CancellationToken cancel = default) =>
        writer.Write(
            (db, _) =>
            {
                db.Secrets.Add(Row(name));
                return Task.CompletedTask;
            },
            cancel
        );

    private static async Task<HashSet<string>> Names(TestDesk desk)
    {
        await using var db = desk.Read();
        return [.. await db.Secrets.Where(x => x.Name.StartsWith("t:")).Select(x => x.Name).ToListAsync()];
    }

    /// <summary>Holds every loop of the writer, so that what is handed in meanwhile becomes groups.</summary>
    private static async Task<Func<Task>> Hold(GroupWriter writer, TestDatabase database)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new List<Task>();
        for (var loop = 0; loop < (database == TestDatabase.Postgres ? 4 : 1); loop++)
        {
            var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            held.Add(
                writer.Write(
                    async (_, _) =>
                    {
                        inside.TrySetResult();
                        await gate.Task;
                    }
                )
            );
            await inside.Task;
        }
        return async () =>
        {
            gate.SetResult();
            await Task.WhenAll(held);
        };
    }

    [Theory, OnEveryDatabase]
    public async Task A_poisoned_member_harms_only_itself(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var writer = desk.Get<GroupWriter>();
        var open = await Hold(writer, database);
        // One throws in its own code, one breaks a rule of the database, which spoils PostgreSQL's whole transaction.
        var thrower = writer.Write(
            (db, _) =>
            {
                db.Secrets.Add(Row("t:poison"));
                throw new FormatException("mine alone");
            }
        );
        var breaker = writer.Write(
            (db, token) =>
                db.Database.ExecuteSqlRawAsync("INSERT INTO secrets (name, value) VALUES (NULL, NULL)", token)
        );
        var good = Enumerable.Range(0, 100).Select(x => Put(writer, $"t:{x}")).ToList();
        await open();

        await Task.WhenAll(good);
        (await Should.ThrowAsync<FormatException>(thrower)).Message.ShouldBe("mine alone");
        await Should.ThrowAsync<System.Data.Common.DbException>(breaker);
        (await Names(desk)).ShouldBe(Enumerable.Range(0, 100).Select(x => $"t:{x}"), ignoreOrder: true);
    }

    [Theory, OnEveryDatabase]
    public async Task A_group_full_of_poison_still_lets_the_others_through(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var writer = desk.Get<GroupWriter>();
        var open = await Hold(writer, database);
        var bad = new List<Task>();
        var good = new List<Task>();
        for (var i = 0; i < 40; i++)
        {
            var own = $"poison {i}";
            bad.Add(writer.Write((_, _) => throw new FormatException(own)));
            good.Add(Put(writer, $"t:{i}"));
        }
        await open();

        await Task.WhenAll(good);
        for (var i = 0; i < bad.Count; i++)
            (await Should.ThrowAsync<FormatException>(bad[i])).Message.ShouldBe($"poison {i}");
        (await Names(desk)).Count.ShouldBe(40);
    }

    [Theory, OnEveryDatabase]
    public async Task Who_gave_up_writes_nothing_and_the_others_do(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var writer = desk.Get<GroupWriter>();
        var open = await Hold(writer, database);
        using var tired = new CancellationTokenSource();
        var waiting = Put(writer, "t:tired", tired.Token);
        using var late = new CancellationTokenSource();
        var inside = writer.Write(
            async (db, token) =>
            {
                db.Secrets.Add(Row("t:late"));
                await late.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            late.Token
        );
        var good = Enumerable.Range(0, 10).Select(x => Put(writer, $"t:{x}")).ToList();
        await tired.CancelAsync();
        await open();

        await Task.WhenAll(good);
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await Should.ThrowAsync<OperationCanceledException>(inside);
        (await Names(desk)).ShouldBe(Enumerable.Range(0, 10).Select(x => $"t:{x}"), ignoreOrder: true);
    }

    [Theory, OnEveryDatabase]
    public async Task A_thousand_writes_at_once_are_all_there_once_and_before_anybody_is_told(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var writer = desk.Get<GroupWriter>();
        var missing = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 1000)
                .Select(async x =>
                {
                    await Put(writer, $"t:{x}");
                    // Another connection must see it the moment its writer is told.
                    await using var db = desk.Read();
                    if (x % 10 == 0 && !await db.Secrets.AnyAsync(row => row.Name == $"t:{x}"))
                        Interlocked.Increment(ref missing);
                })
        );

        missing.ShouldBe(0);
        (await Names(desk)).Count.ShouldBe(1000);
    }

    [Theory, OnEveryDatabase]
    public async Task Putting_the_writer_away_finishes_what_was_handed_in(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using (var writer = new GroupWriter(desk.Get<Database>(), desk.Get<OutboxGuard>()))
        {
            var open = await Hold(writer, database);
            var all = Enumerable.Range(0, 50).Select(x => Put(writer, $"t:{x}")).ToList();
            var ending = writer.DisposeAsync();
            ending.IsCompleted.ShouldBeFalse();
            await open();
            await ending;
            await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));
            await Should.ThrowAsync<System.Threading.Channels.ChannelClosedException>(Put(writer, "t:late"));
        }
        (await Names(desk)).Count.ShouldBe(50);
    }
}
