using System.Data;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Marked;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Corbel.Desk.Backups;

/// <summary>What was saved.</summary>
/// <param name="Bytes">The size of the archive.</param>
/// <param name="Files">Stored files beside the database; 0 on PostgreSQL, which holds them itself.</param>
/// <param name="Damaged">Stored files that were damaged on disk, and are so in the archive.</param>
public sealed record BackupReceipt(long Bytes, int Files, IReadOnlyList<string> Damaged);

/// <summary>
/// Saves database, files and keys of a running desk into one archive. The database comes first: a file is kept before the
/// database names it and never changes, so that what a snapshot names is in the store when the store is read after it.
/// </summary>
public sealed class TakeBackup(Database database, DeskOptions options, MasterKeys masters, IClock clock)
{
    /// <param name="file">The archive to write. It holds the desk's keys, so only its owner may read it.</param>
    /// <param name="cancel">Gives up; then no file is left.</param>
    public async Task<Outcome<BackupReceipt>> Run(string file, CancellationToken cancel = default)
    {
        file = Path.GetFullPath(file);
        if (Path.Exists(file))
            return Refusal.Of(
                "backup-exists",
                $"{file} is there already. Name a new file.",
                $"{file} bestaat al. Noem een nieuw bestand."
            );
        var folder = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(folder))
            return Refusal.Of(
                "no-such-folder",
                $"There is no folder {folder} to write the archive into.",
                $"De map {folder} voor het archief bestaat niet."
            );
        if (folder == Path.GetDirectoryName(masters.File))
            return Refusal.Of(
                "beside-the-keys",
                $"{folder} holds the master keys of marked text. Keep the archive somewhere else: who has both reads all of it.",
                $"In {folder} liggen de hoofdsleutels van gemarkeerde tekst. Bewaar het archief ergens anders: wie beide heeft, leest alles."
            );
        var partial = $"{file}.{Guid.NewGuid():n}.partial";
        try
        {
            BackupReceipt receipt;
            await using (var stream = PrivateFile.Create(partial))
            {
                if (await Write(stream, partial, cancel) is not { } written)
                    return Refusal.Of(
                        "no-desk",
                        "There is no desk here yet: its database has no tables.",
                        "Hier is nog geen desk: de database heeft geen tabellen."
                    );
                stream.Flush(flushToDisk: true);
                receipt = written with { Bytes = stream.Length };
            }
            DurableFile.Move(partial, file);
            return receipt;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Null where there are no tables.</summary>
    private async Task<BackupReceipt?> Write(Stream stream, string partial, CancellationToken cancel)
    {
        await using var archive = new ArchiveWriter(stream);
        if (!(database.IsPostgres ? await Postgres(archive, cancel) : await Sqlite(archive, partial + ".db", cancel)))
            return null;
        await archive.Finish(cancel);
        return new BackupReceipt(0, archive.Files, [.. archive.Damaged]);
    }

    private async Task<bool> Sqlite(ArchiveWriter archive, string copy, CancellationToken cancel)
    {
        try
        {
            // SQLite writes into an empty file: one that others cannot read.
            await PrivateFile.Create(copy).DisposeAsync();
            await using (var connection = new SqliteConnection(database.ConnectionString))
            {
                await connection.OpenAsync(cancel);
                await using var snapshot = connection.CreateCommand();
                snapshot.CommandText = "VACUUM INTO $copy";
                snapshot.Parameters.AddWithValue("$copy", copy);
                await snapshot.ExecuteNonQueryAsync(cancel);
            }
            if (await SqliteFile.Migration(copy, cancel) is not { } migration)
                return false;
            await archive.Add(BackupManifest.Entry, Manifest(BackupManifest.Sqlite, migration).ToBytes(), cancel);
            await archive.AddLarge(SqliteFile.Entry, copy, cancel);
        }
        finally
        {
            File.Delete(copy);
        }
        var files = Path.Combine(options.Data, "files");
        if (!Directory.Exists(files))
            return true;
        foreach (var path in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories))
            if (ArchiveReader.Stored(Path.GetRelativePath(options.Data, path).Replace('\\', '/')) is { } sha256)
                await archive.AddStored(sha256, await File.ReadAllBytesAsync(path, cancel), cancel);
        return true;
    }

    private async Task<bool> Postgres(ArchiveWriter archive, CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        // One snapshot for all tables, however long their copying takes and whatever is written meanwhile.
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancel
        );
        if (await PostgresCopy.Migration(connection, cancel) is not { } migration)
            return false;
        var manifest = Manifest(BackupManifest.Postgres, migration) with
        {
            Tables = await PostgresCopy.Tables(connection, cancel),
            Sequences = await PostgresCopy.Sequences(connection, cancel),
        };
        await archive.Add(BackupManifest.Entry, manifest.ToBytes(), cancel);
        foreach (var table in manifest.Tables)
            await PostgresCopy.Write(connection, table, archive, cancel);
        return true;
    }

    private BackupManifest Manifest(string kind, string migration) =>
        new(
            BackupManifest.CurrentFormat,
            BackupManifest.OwnVersion,
            kind,
            migration,
            InstantPattern.General.Format(clock.GetCurrentInstant()),
            [],
            []
        );
}
