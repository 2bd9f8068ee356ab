using System.Data.Common;
using System.Runtime.CompilerServices;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Corbel.Desk.Data;

/// <summary>
/// Writes the new rows of a work on SQLite by statements that are prepared once a transaction. SQLite has one writer, and EF
/// prepares each row's statement anew: that was most of what a write cost there. Changed and removed rows stay with EF.
/// </summary>
internal static class SqliteInserts
{
    /// <summary>The tables of the busy path, each after those it refers to. Rows of other tables stay with EF.</summary>
    private static readonly Type[] Order =
    [
        typeof(Content),
        typeof(Ticket),
        typeof(JournalRow),
        typeof(ClockRow),
        typeof(Attachment),
        typeof(Custody),
        typeof(OutgoingMail),
        typeof(Job),
    ];

    private static readonly ConditionalWeakTable<DbTransaction, Dictionary<Type, Statement>> Prepared = [];

    /// <summary>Inserts what was added; what is left for EF afterwards are changes and removals.</summary>
    public static async Task Write(DeskDb db, CancellationToken cancel)
    {
        if (db is not SqliteDeskDb || db.Database.CurrentTransaction?.GetDbTransaction() is not { } transaction)
            return;
        var added = db.ChangeTracker.Entries().Where(x => x.State == EntityState.Added).ToList();
        // A row of another table may be what one of these refers to: then EF knows the order best.
        if (added.Count == 0 || added.Exists(x => Array.IndexOf(Order, x.Metadata.ClrType) < 0))
            return;
        var statements = Prepared.GetOrCreateValue(transaction);
        foreach (var entry in added.OrderBy(x => Array.IndexOf(Order, x.Metadata.ClrType)))
        {
            if (!statements.TryGetValue(entry.Metadata.ClrType, out var statement))
                statements[entry.Metadata.ClrType] = statement = new Statement(entry.Metadata, transaction);
            await statement.Insert(entry, cancel);
        }
        foreach (var entry in added)
            entry.State = EntityState.Unchanged;
    }

    private sealed class Statement
    {
        private readonly DbCommand command;
        private readonly (IProperty Property, Func<object?, object?>? ToStore)[] columns;

        public Statement(IEntityType type, DbTransaction transaction)
        {
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            columns = [.. type.GetProperties().Select(x => (x, x.GetTypeMapping().Converter?.ConvertToProvider))];
            var names = columns.Select(x => $"\"{x.Property.GetColumnName(table)}\"");
            command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText =
                $"INSERT INTO \"{table.Name}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < columns.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }
        }

        public Task Insert(EntityEntry entry, CancellationToken cancel)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var (property, toStore) = columns[i];
                var value = entry.Property(property).CurrentValue;
                command.Parameters[i].Value = (toStore is null ? value : toStore(value)) ?? DBNull.Value;
            }
            return command.ExecuteNonQueryAsync(cancel);
        }
    }
}
