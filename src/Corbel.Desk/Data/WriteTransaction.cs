using System.Data.Common;
using System.Diagnostics;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>One transaction of the writer: its connection, what runs in it, and how its commit ended.</summary>
internal sealed class WriteTransaction : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Database database;
    private readonly OutboxGuard guard;
    private readonly WriteLane lane;
    private readonly DbConnection connection;
    private readonly RowInserts inserts;
    private readonly bool alone;
    private DbTransaction? transaction;

    /// <summary>PostgreSQL's number of this transaction, to ask for its end by.</summary>
    private string? number;

    private bool committed;
    private readonly List<Action> onceCommitted = [];

    private WriteTransaction(
        Database database,
        OutboxGuard guard,
        WriteLane lane,
        DbConnection connection,
        RowInserts inserts,
        bool alone
    ) =>
        (this.database, this.guard, this.lane, this.connection, this.inserts, this.alone) = (
            database,
            guard,
            lane,
            connection,
            inserts,
            alone
        );

    internal static async Task<WriteTransaction> Begin(
        Database database,
        OutboxGuard guard,
        WriteLane lane,
        DbConnection connection,
        RowInserts inserts,
        bool alone
    )
    {
        var begun = new WriteTransaction(database, guard, lane, connection, inserts, alone)
        {
            transaction = await connection.BeginTransactionAsync(),
        };
        if (database.IsPostgres)
            begun.number = await begun.Number();
        return begun;
    }

    /// <summary>Runs a work on a context, then writes what it added and changed.</summary>
    public async Task Run(Func<DeskDb, Task> work, CancellationToken cancel)
    {
        await using var db = await Context();
        await work(db);
        var mails = OutboxGuard.Take(db);
        SealNew.Rows(db);
        await inserts.Write(transaction!, db.Inserted, cancel);
        await db.SaveChangesAsync(cancel);
        await Pass(db, mails, cancel);
        onceCommitted.AddRange(db.OnceCommitted);
    }

    /// <summary>Writes rows that are complete already: no context is needed for them.</summary>
    public async Task Insert(IReadOnlyList<object> rows, CancellationToken cancel)
    {
        var others = rows.ToList();
        var mails = OutboxGuard.Take(others, []);
        await inserts.Write(transaction!, others, cancel);
        if (mails.Count == 0)
            return;
        await using var db = await Context();
        await Pass(db, mails, cancel);
    }

    private async Task Pass(DeskDb db, List<OutgoingMail> mails, CancellationToken cancel)
    {
        if (mails.Count > 0)
            await inserts.Write(transaction!, await guard.Pass(db, mails, cancel), cancel);
    }

    private async Task<DeskDb> Context()
    {
        var db = database.Open(connection);
        db.MayWait = alone;
        await db.Database.UseTransactionAsync(transaction);
        return db;
    }

    /// <summary>On PostgreSQL: tells the listeners of a channel when this transaction commits.</summary>
    public async Task Notify(string channel, string text, CancellationToken cancel)
    {
        await using var notify = connection.CreateCommand();
        notify.Transaction = transaction;
        notify.CommandText = "SELECT pg_notify($1, $2)";
        notify.Parameters.Add(new NpgsqlParameter { Value = channel });
        notify.Parameters.Add(new NpgsqlParameter { Value = text });
        await notify.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Commits. Where the connection breaks meanwhile, the database is asked how it ended.</summary>
    /// <exception cref="CommitInDoubtException">It could not be asked.</exception>
    /// <exception cref="Exception">Nothing was written.</exception>
    public async Task Commit()
    {
        try
        {
            await transaction!.CommitAsync();
            committed = true;
        }
        catch (Exception failure) when (number is not null)
        {
            if (!await IsCommitted(failure))
                throw;
        }
        foreach (var act in onceCommitted)
            act();
    }

    /// <summary>
    /// A server may be set to answer before the disk has it (synchronous_commit=off); the desk's own writes never are.
    /// </summary>
    private async Task<string> Number()
    {
        await using var ask = connection.CreateCommand();
        ask.Transaction = transaction;
        ask.CommandText = """
            SELECT CASE WHEN current_setting('synchronous_commit') = 'off'
                        THEN set_config('synchronous_commit', 'on', true) END,
                   pg_current_xact_id()::text
            """;
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return row.GetString(1);
    }

    private async Task<bool> IsCommitted(Exception failure)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            try
            {
                await using var ask = database.Source.CreateCommand("SELECT pg_xact_status($1::xid8)");
                ask.Parameters.Add(
                    new NpgsqlParameter { Value = number, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
                );
                switch (await ask.ExecuteScalarAsync() as string)
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                }
            }
            catch (Exception away) when (Passing.Is(away))
            {
                // Not there yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
        throw new CommitInDoubtException(failure);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null)
                await transaction.DisposeAsync();
        }
        catch (Exception failure) when (failure is DbException or IOException or InvalidOperationException)
        {
            // Its connection broke; how the transaction ended is known already.
        }
        if (!committed)
            await lane.Discard();
    }
}

/// <summary>The database went away during a commit: it may have been written, or not. Nobody may say "done".</summary>
public sealed class CommitInDoubtException(Exception because)
    : Exception("The database went away during a commit and did not come back to say how it ended", because);
