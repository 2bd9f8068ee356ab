using Corbel.Core;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Corbel.Desk.Backups;

/// <summary>Restores into a database: tables, rows and sequences in one transaction, so that it is there whole or not at all.</summary>
internal static class RestorePostgres
{
    public static async Task<Outcome<RestoreReceipt>> Run(
        Database target,
        BackupManifest manifest,
        ArchiveReader archive,
        CancellationToken cancel
    )
    {
        await using var connection = await target.Source.OpenConnectionAsync(cancel);
        if (await PostgresCopy.Objects(connection, cancel) > 0)
            return Refusal.Of(
                "database-not-empty",
                $"The database {connection.Database} has tables already. A backup is restored into an empty database only.",
                $"De database {connection.Database} heeft al tabellen. Een back-up kan alleen in een lege database terug."
            );
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run(connection, TablesOf(target, manifest.Migration), cancel);
        if (manifest.Tables.Count > 0)
            // A migration may bring rows of its own; those of the archive take their place.
            await Run(
                connection,
                $"TRUNCATE {string.Join(", ", manifest.Tables.Select(x => PostgresCopy.Quoted(x.Name)))}",
                cancel
            );
        foreach (var table in manifest.Tables)
            await PostgresCopy.Read(connection, table, archive, cancel);
        var files = await archive.Finish(cancel);
        foreach (var sequence in manifest.Sequences)
        {
            await using var set = new NpgsqlCommand("SELECT setval($1::regclass, $2, $3)", connection);
            set.Parameters.Add(new() { Value = PostgresCopy.Quoted(sequence.Name) });
            set.Parameters.Add(new() { Value = sequence.Value });
            set.Parameters.Add(new() { Value = sequence.IsCalled });
            await set.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return new RestoreReceipt(manifest.TakenAt, files, await Migrator.Pending(target, cancel));
    }

    /// <summary>The migrations up to the archive's as one script, to run in the restore's own transaction.</summary>
    private static string TablesOf(Database target, string migration)
    {
        using var db = target.Open(null);
        return db.GetService<IMigrator>()
            .GenerateScript(Migration.InitialDatabase, migration, MigrationsSqlGenerationOptions.NoTransactions);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
