using System.Data.Common;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Corbel.Bench.Load;

/// <summary>
/// What the machine can do at best: the rows of one ticket, written again and again by prepared raw SQL on one connection, so
/// many tickets a commit. On SQLite into the desk's own tables, in a copy of its file; on PostgreSQL into tables of the same
/// columns, keys and indexes, in the same database, without its foreign keys.
/// </summary>
internal sealed class Floor
{
    private static readonly string[] Tables = ["contents", "tickets", "journal", "clocks", "custody", "outbox", "jobs"];
    private readonly Database database;
    private readonly FileStore files;
    private readonly string prefix;
    private readonly string connectionString;
    private readonly List<(string Table, string[] Columns, List<object?[]> Rows)> sample = [];

    private Floor(Database database, FileStore files, string copy)
    {
        (this.database, this.files) = (database, files);
        prefix = database.IsPostgres ? "floor_" : "";
        connectionString = database.IsPostgres ? database.ConnectionString : $"Data Source={copy};Foreign Keys=True";
    }

    public static async Task<Floor> Make(IServiceProvider services, string data)
    {
        var copy = Path.Combine(data, "floor.db");
        var floor = new Floor(services.GetRequiredService<Database>(), services.GetRequiredService<FileStore>(), copy);
        await using var db = floor.database.Read();
        if (!floor.database.IsPostgres)
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        var ticket = await db.Tickets.OrderBy(x => x.Number).FirstAsync();
        await using var connection = await floor.Connect();
        foreach (var table in Tables)
        {
            var id = floor.database.IsPostgres ? $"'{ticket.Id}'" : $"'{ticket.Id.ToString().ToUpperInvariant()}'";
            var where = table switch
            {
                "contents" => $"id IN (SELECT content_id FROM journal WHERE ticket_id = {id})",
                "tickets" => $"id = {id}",
                _ => $"ticket_id = {id}",
            };
            await floor.Sample(connection, table, where);
            if (floor.database.IsPostgres)
                await Execute(connection, $"CREATE TABLE floor_{table} (LIKE {table} INCLUDING INDEXES)");
        }
        return floor;
    }

    /// <summary>Writes the rows of so many tickets, so many a commit; with the raw file of each before it, if asked.</summary>
    public async Task<Figures> Grouped(int tickets, int group, bool withFile = false)
    {
        await using var connection = await Connect();
        var inserts = sample.Select(x => (Insert: Prepare(connection, x.Table, x.Columns), x.Rows, x.Columns)).ToList();
        var figures = await Figures.Of(
            1,
            tickets / group,
            TimeSpan.FromMinutes(2),
            async _ =>
            {
                if (withFile)
                    await Task.WhenAll(Enumerable.Range(0, group).Select(_ => files.Keep(NewFile())));
                await using var transaction = await connection.BeginTransactionAsync();
                for (var i = 0; i < group; i++)
                {
                    var keys = new Dictionary<object, object>();
                    foreach (var (insert, rows, columns) in inserts)
                    foreach (var row in rows)
                        await Write(insert, transaction, columns, row, keys);
                }
                await transaction.CommitAsync();
            }
        );
        return figures with { Done = figures.Done * group };
    }

    /// <summary>As large as a short message.</summary>
    private static byte[] NewFile()
    {
        var bytes = new byte[400];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    public async Task Clear()
    {
        if (!database.IsPostgres)
            return;
        await using var connection = await Connect();
        foreach (var table in Tables)
            await Execute(connection, $"DROP TABLE floor_{table}");
    }

    private async Task<DbConnection> Connect()
    {
        DbConnection connection = database.IsPostgres
            ? new NpgsqlConnection(connectionString)
            : new SqliteConnection(connectionString);
        await connection.OpenAsync();
        if (!database.IsPostgres)
            await Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        return connection;
    }

    private async Task Sample(DbConnection connection, string table, string where)
    {
        await using var select = connection.CreateCommand();
        select.CommandText = $"SELECT * FROM {table} WHERE {where}";
        await using var reader = await select.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        sample.Add((table, columns, rows));
    }

    private DbCommand Prepare(DbConnection connection, string table, string[] columns)
    {
        var insert = connection.CreateCommand();
        insert.CommandText =
            $"INSERT INTO {prefix}{table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }
        return insert;
    }

    private static async Task Write(
        DbCommand insert,
        DbTransaction transaction,
        string[] columns,
        object?[] row,
        Dictionary<object, object> keys
    )
    {
        insert.Transaction = transaction;
        for (var i = 0; i < columns.Length; i++)
            insert.Parameters[i].Value = Fresh(columns[i], row[i], keys) ?? DBNull.Value;
        await insert.ExecuteNonQueryAsync();
    }

    /// <summary>Keys are made anew, so that they spread as in life; all else is the sample's.</summary>
    private static object? Fresh(string column, object? value, Dictionary<object, object> keys) =>
        (column, value) switch
        {
            ("id" or "ticket_id" or "content_id", Guid or string) => keys.TryGetValue(value, out var made)
                ? made
                : keys[value] =
                    value is Guid ? Guid.CreateVersion7() : Guid.CreateVersion7().ToString().ToUpperInvariant(),
            ("number", long and > 1000) => Random.Shared.NextInt64(),
            ("key" or "custody_key" or "message_id" or "message_key", string) => Guid.NewGuid().ToString(),
            _ => value,
        };

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
