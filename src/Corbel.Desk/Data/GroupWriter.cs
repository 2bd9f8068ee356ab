using System.Threading.Channels;
using Corbel.Desk.Marked;

namespace Corbel.Desk.Data;

/// <summary>
/// Every write of the desk goes through here. Works that wait at the same time share one transaction, and so one flush of
/// the disk. A member that fails is set aside and the others go on without it, so that a poisoned one harms only itself;
/// nobody is told "done" before the commit that holds their own work. A work may run more than once: it must do nothing but
/// write through its context.
/// </summary>
public sealed class GroupWriter : IAsyncDisposable
{
    private const int LargestGroup = 64;

    /// <summary>Members set aside before the rest is run one by one.</summary>
    private const int MostAside = 3;
    private const int Attempts = 8;
    private readonly Database database;
    private readonly OutboxGuard guard;
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(4096);
    private readonly Task[] loops;

    public GroupWriter(Database database, OutboxGuard guard)
    {
        (this.database, this.guard) = (database, guard);
        // Whoever asks for the writer first may be reading marked text: the loops must not go on reading for them.
        using var alone = ExecutionContext.SuppressFlow();
        // SQLite has one writer; PostgreSQL flushes the commits of several connections together.
        loops = [.. Enumerable.Range(0, database.IsPostgres ? 4 : 1).Select(_ => Task.Run(Loop))];
    }

    /// <summary>Runs the work in a transaction and returns when it is committed.</summary>
    /// <exception cref="CommitInDoubtException">The database went away during the commit and did not come back.</exception>
    /// <exception cref="Exception">What the work threw, or the database; then nothing of it was written.</exception>
    public async Task<T> Write<T>(Func<DeskDb, CancellationToken, Task<T>> run, CancellationToken cancel = default)
    {
        var work = new Change<T>(run, cancel);
        await queue.Writer.WriteAsync(work, cancel);
        return await work.Done;
    }

    /// <summary>Writes rows that are complete already, and returns when they are committed.</summary>
    /// <param name="rows">New rows of the tables that <see cref="RowInserts"/> knows.</param>
    /// <param name="notice">What the listeners of other nodes are told with the commit: a channel and a text.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Exception">As of the other writes; a key that is taken is not tried again.</exception>
    internal async Task Insert(
        IReadOnlyList<object> rows,
        (string Channel, string Text)? notice = null,
        CancellationToken cancel = default
    )
    {
        var work = new Insertion(rows, notice, cancel);
        await queue.Writer.WriteAsync(work, cancel);
        await work.Done;
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
        await using var lane = new WriteLane(database, guard);
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<Work>(LargestGroup);
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var work))
            {
                // Who gave up while waiting must not make the others run twice.
                if (!work.GivesUp())
                    group.Add(work);
            }
            await Together(lane, group);
        }
    }

    private async Task Together(WriteLane lane, List<Work> group)
    {
        var aside = new List<Work>();
        while (group.Count > 1)
        {
            var culprit = await TryTogether(lane, group);
            if (culprit is null || aside.Count == MostAside)
                break;
            group.Remove(culprit);
            aside.Add(culprit);
        }
        foreach (var work in group.Concat(aside).Where(x => !x.IsOver))
            await Alone(lane, work);
    }

    /// <summary>The member that failed; null where all are committed, or where it was the commit that failed.</summary>
    private async Task<Work?> TryTogether(WriteLane lane, List<Work> group)
    {
        Work? running = null;
        try
        {
            await using var transaction = await lane.Begin(alone: false);
            foreach (var work in group)
            {
                running = work;
                await work.Run(transaction);
            }
            running = null;
            await transaction.Commit();
        }
        catch (CommitInDoubtException doubt)
        {
            // Written or not, nobody knows: to run it again might write it twice.
            foreach (var work in group)
                work.Fail(doubt);
            return null;
        }
        catch (Exception)
        {
            // Whoever was at fault shows it again alone.
            return running;
        }
        foreach (var work in group)
            work.Complete();
        return null;
    }

    private async Task Alone(WriteLane lane, Work work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using (var transaction = await lane.Begin(alone: true))
                {
                    await work.Run(transaction);
                    await transaction.Commit();
                }
                work.Complete();
                return;
            }
            catch (Exception failure) when (work.MayRunAgain && attempt < Attempts && Passing.IsConflict(failure)) { }
            catch (Exception failure)
            {
                work.Fail(failure);
                return;
            }
        }
    }

    /// <summary>Finishes what was handed in, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(loops);
    }

    private abstract class Work
    {
        public abstract bool IsOver { get; }

        /// <summary>Whether it finds another state when it meets a conflict and runs again.</summary>
        public virtual bool MayRunAgain => true;

        /// <summary>Ends the work where nobody waits for it any more.</summary>
        public abstract bool GivesUp();
        public abstract Task Run(WriteTransaction transaction);
        public abstract void Complete();
        public abstract void Fail(Exception failure);
    }

    private abstract class Work<T>(CancellationToken cancel) : Work
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Done => done.Task;

        public override bool IsOver => done.Task.IsCompleted;

        public override bool GivesUp() => cancel.IsCancellationRequested && done.TrySetCanceled(cancel);

        public override async Task Run(WriteTransaction transaction)
        {
            cancel.ThrowIfCancellationRequested();
            result = await Do(transaction, cancel);
        }

        protected abstract Task<T> Do(WriteTransaction transaction, CancellationToken cancel);

        public override void Complete() => done.TrySetResult(result!);

        public override void Fail(Exception failure)
        {
            if (failure is OperationCanceledException && cancel.IsCancellationRequested)
                done.TrySetCanceled(cancel);
            else
                done.TrySetException(failure);
        }
    }

    private sealed class Change<T>(Func<DeskDb, CancellationToken, Task<T>> run, CancellationToken cancel)
        : Work<T>(cancel)
    {
        protected override async Task<T> Do(WriteTransaction transaction, CancellationToken cancel)
        {
            var result = default(T);
            await transaction.Run(async db => result = await run(db, cancel), cancel);
            return result!;
        }
    }

    private sealed class Insertion(
        IReadOnlyList<object> rows,
        (string Channel, string Text)? notice,
        CancellationToken cancel
    ) : Work<bool>(cancel)
    {
        public override bool MayRunAgain => false;

        protected override async Task<bool> Do(WriteTransaction transaction, CancellationToken cancel)
        {
            await transaction.Insert(rows, cancel);
            if (notice is { } told)
                await transaction.Notify(told.Channel, told.Text, cancel);
            return true;
        }
    }
}
