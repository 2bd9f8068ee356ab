using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>
/// Every write of the desk goes through here. Works that wait at the same time share one transaction, and so one flush of
/// the disk. A group that fails is run again one by one, so that a poisoned member harms only itself; nobody is told "done"
/// before the commit that holds their own work. A work may run more than once: it must do nothing but write through its
/// context.
/// </summary>
public sealed class GroupWriter : IAsyncDisposable
{
    private const int LargestGroup = 64;
    private const int Attempts = 5;
    private readonly Database database;
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(4096);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task[] loops;

    public GroupWriter(Database database)
    {
        this.database = database;
        // SQLite has one writer; PostgreSQL flushes the commits of several connections together.
        loops = [.. Enumerable.Range(0, database.IsPostgres ? 4 : 1).Select(_ => Task.Run(Loop))];
    }

    /// <summary>Runs the work in a transaction and returns when it is committed.</summary>
    /// <exception cref="Exception">What the work threw, or the database; then nothing of it was written.</exception>
    public async Task<T> Write<T>(Func<DeskDb, CancellationToken, Task<T>> run, CancellationToken cancel = default)
    {
        var work = new Work<T>(run, cancel);
        await queue.Writer.WriteAsync(work, cancel);
        return await work.Done;
    }

    public Task Write(Func<DeskDb, CancellationToken, Task> run, CancellationToken cancel = default) =>
        Write(
            async (db, token) =>
            {
                await run(db, token);
                return true;
            },
            cancel
        );

    private async Task Loop()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<Work>(LargestGroup);
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var work))
                group.Add(work);
            if (group.Count == 0)
                continue;
            if (group.Count > 1 && await TryTogether(group))
                continue;
            foreach (var work in group)
                await Alone(work);
        }
    }

    private async Task<bool> TryTogether(List<Work> group)
    {
        try
        {
            await Commit(group);
        }
        catch (Exception)
        {
            // Whoever was at fault shows it again alone; the others go through.
            return false;
        }
        foreach (var work in group)
            work.Complete();
        return true;
    }

    private async Task Alone(Work work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Commit([work]);
                work.Complete();
                return;
            }
            catch (Exception failure) when (attempt < Attempts && IsConflict(failure)) { }
            catch (Exception failure)
            {
                work.Fail(failure);
                return;
            }
        }
    }

    private async Task Commit(List<Work> group)
    {
        await using var connection = database.Connect();
        await using var first = database.Open(connection);
        await first.Database.OpenConnectionAsync(stopping.Token);
        await using var transaction = await connection.BeginTransactionAsync(stopping.Token);
        foreach (var work in group)
            await Run(work, connection, transaction);
        await transaction.CommitAsync(stopping.Token);
    }

    private async Task Run(Work work, DbConnection connection, DbTransaction transaction)
    {
        await using var db = database.Open(connection);
        await db.Database.UseTransactionAsync(transaction, stopping.Token);
        await work.Run(db);
        await db.SaveChangesAsync(stopping.Token);
    }

    /// <summary>Two nodes at one ticket: the head moved, a unique key was taken, or the database asks to run again.</summary>
    private static bool IsConflict(Exception failure) =>
        failure is DbUpdateException or DbException { IsTransient: true };

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(loops);
        stopping.Dispose();
    }

    private abstract class Work
    {
        public abstract Task Run(DeskDb db);
        public abstract void Complete();
        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<DeskDb, CancellationToken, Task<T>> run, CancellationToken cancel) : Work
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Done => done.Task;

        public override async Task Run(DeskDb db)
        {
            cancel.ThrowIfCancellationRequested();
            result = await run(db, cancel);
        }

        public override void Complete() => done.TrySetResult(result!);

        public override void Fail(Exception failure)
        {
            if (failure is OperationCanceledException && cancel.IsCancellationRequested)
                done.TrySetCanceled(cancel);
            else
                done.TrySetException(failure);
        }
    }
}
