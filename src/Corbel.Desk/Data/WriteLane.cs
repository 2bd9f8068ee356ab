using System.Data.Common;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>
/// The connection of one loop of the writer. It stays open, so that its statements stay prepared; after a transaction that
/// failed it is thrown away for a new one.
/// </summary>
internal sealed class WriteLane(Database database, OutboxGuard guard) : IAsyncDisposable
{
    private DbConnection? connection;
    private RowInserts? inserts;

    /// <param name="alone">Whether one work has the transaction to itself; then it may wait for a lock.</param>
    public async Task<WriteTransaction> Begin(bool alone)
    {
        if (connection is not null)
        {
            try
            {
                return await WriteTransaction.Begin(database, guard, this, connection, inserts!, alone);
            }
            catch (Exception failure) when (Passing.Is(failure))
            {
                // The server went away while nothing was written; nothing ran in the transaction yet.
                await Discard();
            }
        }
        try
        {
            await Open();
            return await WriteTransaction.Begin(database, guard, this, connection!, inserts!, alone);
        }
        catch
        {
            await Discard();
            throw;
        }
    }

    private async Task Open()
    {
        connection = database.Connect();
        await connection.OpenAsync();
        if (!database.IsPostgres)
            await SqliteDeskDb.MakeDurable(connection);
        await using var db = database.Open(connection);
        inserts = new RowInserts(connection, db.Model);
    }

    public async ValueTask Discard()
    {
        var (gone, _) = (connection, connection = null);
        if (gone is null)
            return;
        try
        {
            await gone.DisposeAsync();
        }
        catch (Exception failure) when (failure is DbException or IOException or InvalidOperationException)
        {
            // A connection that breaks while it is put away changes nothing of how the transaction ended.
        }
    }

    public ValueTask DisposeAsync() => Discard();
}
