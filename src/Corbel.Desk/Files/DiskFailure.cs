using Microsoft.Data.Sqlite;
using Npgsql;

namespace Corbel.Desk.Files;

/// <summary>Which failures are the disk's: it is full, or takes nothing for another reason. Room made by somebody ends them.</summary>
internal static class DiskFailure
{
    private const int SqliteFault = 10; // SQLITE_IOERR
    private const int SqliteReadOnly = 8; // SQLITE_READONLY
    private const int SqliteFull = 13; // SQLITE_FULL
    private const int SqliteNoRoomBeside = 4874; // SQLITE_IOERR_SHMSIZE: the file beside the log cannot grow

    /// <summary>What is wrong with the disk, in a few words; null where the disk is not at fault.</summary>
    public static string? Of(Exception failure)
    {
        for (var x = failure; x is not null; x = x.InnerException)
        {
            var why = x switch
            {
                SqliteException { SqliteErrorCode: SqliteFull } => Full,
                SqliteException { SqliteExtendedErrorCode: SqliteNoRoomBeside } => Full,
                SqliteException { SqliteErrorCode: SqliteReadOnly } => ReadOnly,
                SqliteException { SqliteErrorCode: SqliteFault } => Fault,
                PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the database’s disk is full",
                PostgresException { SqlState: PostgresErrorCodes.IoError } => "the database’s disk fails",
                IOException => OfFile(x.HResult),
                _ => null,
            };
            if (why is not null)
                return why;
        }
        return null;
    }

    private const string Full = "the disk is full";
    private const string ReadOnly = "the disk is read-only";
    private const string Fault = "the disk fails";

    /// <summary>The system's own number of the error; Windows puts it into the lower half.</summary>
    private static string? OfFile(int number) =>
        number switch
        {
            28 or unchecked((int)0x80070070) or unchecked((int)0x80070027) => Full, // ENOSPC
            122 => "the quota of the disk is used up", // EDQUOT
            27 => "a file may not grow any more", // EFBIG, also by a limit of the process
            30 or unchecked((int)0x80070013) => ReadOnly, // EROFS
            5 => Fault, // EIO
            _ => null,
        };
}
