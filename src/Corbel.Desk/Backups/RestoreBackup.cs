using System.Text.Json;
using Corbel.Core;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Backups;

/// <summary>What was restored.</summary>
/// <param name="TakenAt">When the backup was made, ISO 8601.</param>
/// <param name="Files">Stored files beside the database.</param>
/// <param name="Pending">Migrations of this build that the restored tables still lack.</param>
public sealed record RestoreReceipt(string TakenAt, int Files, IReadOnlyList<string> Pending);

/// <summary>
/// Brings a backup back, into an empty folder or an empty database only. Every sum is compared before anything counts, and a
/// restore that is broken off leaves nothing that a desk could start on.
/// </summary>
public static class RestoreBackup
{
    /// <param name="options">Where to: the data folder, or the PostgreSQL database.</param>
    /// <param name="file">The archive.</param>
    /// <param name="cancel">Gives up; then nothing is restored.</param>
    public static async Task<Outcome<RestoreReceipt>> Run(
        DeskOptions options,
        string file,
        CancellationToken cancel = default
    )
    {
        if (!File.Exists(file))
            return Refusal.Of("no-such-file", $"There is no file {file}.", $"Het bestand {file} bestaat niet.");
        await using var input = File.OpenRead(file);
        try
        {
            await Verify(input, cancel);
        }
        catch (Exception failure) when (failure is DamagedArchiveException or IOException or JsonException)
        {
            return Refusal.Of(
                "archive-damaged",
                $"The archive is damaged: {failure.Message}. Nothing was restored.",
                $"Het archief is beschadigd: {failure.Message}. Er is niets teruggezet."
            );
        }
        await using var archive = new ArchiveReader(input);
        var manifest = await archive.Begin(cancel);
        await using var target = string.IsNullOrEmpty(options.Database)
            ? Database.Sqlite(Path.Combine(options.Data, SqliteFile.Entry))
            : Database.Postgres(options.Database);
        if (Refuse(manifest, target) is { } refusal)
            return refusal;
        return target.IsPostgres
            ? await RestorePostgres.Run(target, manifest, archive, cancel)
            : await RestoreSqlite.Run(options.Data, target, manifest, archive, cancel);
    }

    /// <summary>Reads all of it once, so that a damaged archive touches nothing.</summary>
    private static async Task Verify(FileStream input, CancellationToken cancel)
    {
        await using (var archive = new ArchiveReader(input))
        {
            await archive.Begin(cancel);
            while (archive.Name is not null)
                await archive.CopyTo(Stream.Null, cancel);
            await archive.Finish(cancel);
        }
        input.Position = 0;
    }

    private static Refusal? Refuse(BackupManifest manifest, Database target)
    {
        if (manifest.Format != BackupManifest.CurrentFormat)
            return TooNew(manifest, $"format {manifest.Format}");
        var kind = target.IsPostgres ? BackupManifest.Postgres : BackupManifest.Sqlite;
        if (manifest.Database != kind)
            return Refusal.Of(
                "other-database",
                manifest.Database == BackupManifest.Postgres
                    ? "The archive is of a desk on PostgreSQL and goes into PostgreSQL only. Set `database` in corbel.yaml."
                    : "The archive is of a desk on SQLite and goes into a data folder only. Take `database` out of the settings.",
                manifest.Database == BackupManifest.Postgres
                    ? "Het archief is van een desk op PostgreSQL en kan alleen daarin terug. Zet `database` in corbel.yaml."
                    : "Het archief is van een desk op SQLite en kan alleen in een datamap terug. Haal `database` uit de instellingen."
            );
        using var db = target.Open(null);
        return db.Database.GetMigrations().Contains(manifest.Migration) ? null : TooNew(manifest, manifest.Migration);
    }

    private static Refusal TooNew(BackupManifest manifest, string what) =>
        Refusal.Of(
            "archive-too-new",
            $"The archive is of Corbel {manifest.Version} ({what}), which this one does not know. Restore it with that version or a later one.",
            $"Het archief is van Corbel {manifest.Version} ({what}); dat kent deze versie niet. Zet het terug met die versie of een latere."
        );
}
