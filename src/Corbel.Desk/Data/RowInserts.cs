using System.Collections.Concurrent;
using System.Data.Common;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>
/// Writes new rows of the busy tables past EF's change tracking: on SQLite by statements that stay prepared as long as the
/// connection, on PostgreSQL in one batch, which is one way there and back. Columns and conversions are those of EF's model.
/// Changed and removed rows are EF's.
/// </summary>
internal sealed class RowInserts(DbConnection connection, IModel model)
{
    /// <summary>The tables, each after those it refers to.</summary>
    private static readonly Type[] Order =
    [
        typeof(StoredFile),
        typeof(Content),
        typeof(Ticket),
        typeof(JournalRow),
        typeof(TicketParticipant),
        typeof(TicketListed),
        typeof(ClockRow),
        typeof(WaitRow),
        typeof(Attachment),
        typeof(Custody),
        typeof(OutgoingMail),
        typeof(Job),
    ];

    private static readonly ConcurrentDictionary<IEntityType, Shape> Shapes = new();
    private readonly Dictionary<Type, DbCommand> prepared = [];

    public async Task Write(DbTransaction transaction, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return;
        var ordered = rows.OrderBy(x => Array.IndexOf(Order, x.GetType()));
        if (connection is NpgsqlConnection postgres)
            await InOneBatch(postgres, transaction, ordered, cancel);
        else
            foreach (var row in ordered)
                await One(transaction, row, cancel);
    }

    private async Task InOneBatch(
        NpgsqlConnection postgres,
        DbTransaction transaction,
        IEnumerable<object> rows,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(postgres, (NpgsqlTransaction)transaction);
        await using var maker = new NpgsqlCommand();
        foreach (var row in rows)
        {
            var shape = ShapeOf(row.GetType());
            var insert = new NpgsqlBatchCommand(shape.Sql);
            foreach (var column in shape.Columns)
                insert.Parameters.Add(column.Mapping.CreateParameter(maker, "", column.Of(row), column.Nullable));
            batch.BatchCommands.Add(insert);
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private Task One(DbTransaction transaction, object row, CancellationToken cancel)
    {
        var shape = ShapeOf(row.GetType());
        if (!prepared.TryGetValue(row.GetType(), out var insert))
            prepared[row.GetType()] = insert = Prepare(shape);
        insert.Transaction = transaction;
        for (var i = 0; i < shape.Columns.Length; i++)
            insert.Parameters[i].Value = shape.Columns[i].Stored(row) ?? DBNull.Value;
        return insert.ExecuteNonQueryAsync(cancel);
    }

    private DbCommand Prepare(Shape shape)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = shape.Sql;
        for (var i = 1; i <= shape.Columns.Length; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"${i}";
            insert.Parameters.Add(parameter);
        }
        return insert;
    }

    private Shape ShapeOf(Type type) => Shapes.GetOrAdd(model.FindEntityType(type)!, x => new Shape(x));

    /// <summary>How a row of one table is written.</summary>
    private sealed class Shape
    {
        public Shape(IEntityType type)
        {
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            Columns = [.. type.GetProperties().Select(x => new Column(x))];
            var names = type.GetProperties().Select(x => $"\"{x.GetColumnName(table)}\"");
            var values = Enumerable.Range(1, Columns.Length).Select(x => $"${x}");
            // The same bytes twice are the same file.
            var again =
                type.ClrType == typeof(StoredFile) ? " ON CONFLICT (sha256) DO UPDATE SET again_at = now()" : "";
            Sql =
                $"INSERT INTO \"{table.Name}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", values)}){again}";
        }

        public string Sql { get; }
        public Column[] Columns { get; }
    }

    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();

        public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();
        public bool Nullable { get; } = property.IsNullable;

        public object? Of(object row) => getter.GetClrValue(row);

        public object? Stored(object row)
        {
            var value = Of(row);
            return Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }
    }
}
