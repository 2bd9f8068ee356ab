using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Corbel.Desk.Data;

/// <summary>
/// Keeps the connections of pooled contexts open on SQLite. There is no server to free, and opening one costs more than most
/// reads: EF gives each its functions, and SQLite reads the schema again.
/// </summary>
internal sealed class KeptOpen : DbConnectionInterceptor, IDisposable
{
    private readonly ConcurrentBag<DbConnection> connections = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        connections.Add(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        connections.Add(connection);
        return Task.CompletedTask;
    }

    public override InterceptionResult ConnectionClosing(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => ValueTask.FromResult(InterceptionResult.Suppress());

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }
}
