using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>One transaction of the writer: its connection, what runs in it, and how its commit ended.</summary>
internal sealed class WriteTransaction : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Database database;
    private readonly DbConnection connection;
    private readonly bool alone;
    private DbTransaction? transaction;

    /// <summary>PostgreSQL's number of this transaction, to ask for its end by.</summary>
    private string? number;

    private WriteTransaction(Database database, bool alone)
    {
        (this.database, this.alone) = (database, alone);
        connection = database.Connect();
    }

    /// <param name="database">Where.</param>
    /// <param name="alone">Whether one work has it to itself; then it may wait for a lock.</param>
    public static async Task<WriteTransaction> Begin(Database database, bool alone)
    {
        var begun = new WriteTransaction(database, alone);
        try
        {
            // Through a context, so that the connection is set up as every other is.
            await using var db = database.Open(begun.connection);
            await db.Database.OpenConnectionAsync();
            begun.transaction = await begun.connection.BeginTransactionAsync();
            if (database.IsPostgres)
                begun.number = await begun.Number();
            return begun;
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    public async Task Run(Func<DeskDb, Task> work)
    {
        await using var db = database.Open(connection);
        db.MayWait = alone;
        await db.Database.UseTransactionAsync(transaction);
        await work(db);
    }

    /// <summary>Commits. Where the connection breaks meanwhile, the database is asked how it ended.</summary>
    /// <exception cref="CommitInDoubtException">It could not be asked.</exception>
    /// <exception cref="Exception">Nothing was written.</exception>
    public async Task Commit()
    {
        try
        {
            await transaction!.CommitAsync();
        }
        catch (Exception failure) when (number is not null)
        {
            if (!await IsCommitted(failure))
                throw;
        }
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
            await connection.DisposeAsync();
        }
        catch (Exception failure) when (failure is DbException or IOException or InvalidOperationException)
        {
            // A connection that breaks while it is put away changes nothing of how the transaction ended.
        }
    }
}

/// <summary>The database went away during a commit: it may have been written, or not. Nobody may say "done".</summary>
public sealed class CommitInDoubtException(Exception because)
    : Exception("The database went away during a commit and did not come back to say how it ended", because);
