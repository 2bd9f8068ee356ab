using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Corbel.Desk.Tests.Marked;

/// <summary>
/// A machine that loses its power at the n-th command that it gives to one database: that one and all later ones fail, until
/// somebody puts the plug back. Whatever was committed before is on disk.
/// </summary>
internal sealed class PulledPlug : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string database;
    private readonly List<IDisposable> subscriptions = [];
    private int left = int.MaxValue;

    /// <param name="desk">Whose database it is.</param>
    public PulledPlug(TestDesk desk)
    {
        using var connection = desk.Get<Corbel.Desk.Data.Database>().Connect();
        database = NameOf(connection);
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public bool IsOut => Volatile.Read(ref left) <= 0;

    public void PullAt(int command) => Volatile.Write(ref left, command);

    public void PutBack() => Volatile.Write(ref left, int.MaxValue);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory)
            lock (subscriptions)
                subscriptions.Add(value.Subscribe(this, x => x == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value.Value is not CommandEventData { Command.Connection: { } connection }
            || NameOf(connection) != database
        )
            return;
        if (Volatile.Read(ref left) != int.MaxValue && Interlocked.Decrement(ref left) <= 0)
            throw new IOException("The plug was pulled");
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        lock (subscriptions)
            subscriptions.ForEach(x => x.Dispose());
    }

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";

    private static string NameOf(DbConnection connection) =>
        connection is SqliteConnection ? connection.DataSource : connection.Database;
}
