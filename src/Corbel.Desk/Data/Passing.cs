using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>Which failures pass by themselves (the machine's), and which come back each time (the message's, or a bug's).</summary>
internal static class Passing
{
    private const int Constraint = 19; // SQLITE_CONSTRAINT
    private const int UniqueIndex = 2067; // SQLITE_CONSTRAINT_UNIQUE
    private const int PrimaryKey = 1555; // SQLITE_CONSTRAINT_PRIMARYKEY

    /// <summary>Trying again later can help: the database is away, a disk is full, somebody else was quicker.</summary>
    public static bool Is(Exception failure) =>
        Chain(failure)
            .Any(x =>
                x
                    is IOException
                        or UnauthorizedAccessException
                        or TimeoutException
                        or OperationCanceledException
                        or ChannelClosedException
                        or CommitInDoubtException
                        or TicketBusyException
                        or System.Net.Sockets.SocketException
                        or OutOfMemoryException
                || (x is SqliteException { SqliteErrorCode: not (1 or Constraint or 18 or 20 or 25) })
                || (x is NpgsqlException database && IsAway(database))
            ) || IsConflict(failure);

    /// <summary>Two writers met: a ticket's head moved, a key was taken, or the database asks to run again.</summary>
    public static bool IsConflict(Exception failure) =>
        Chain(failure)
            .Any(x =>
                x
                    is DbUpdateConcurrencyException
                        or DbException { IsTransient: true }
                        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                        or SqliteException { SqliteExtendedErrorCode: UniqueIndex or PrimaryKey }
            );

    /// <summary>Not an answer of the server at all, or one about the server: resources, shutdown, disk, standby.</summary>
    private static bool IsAway(NpgsqlException failure) =>
        failure is not PostgresException answer
        || answer.SqlState[..2] is "08" or "53" or "55" or "57" or "58"
        || answer.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var x = failure; x is not null; x = x.InnerException)
            yield return x;
    }
}
