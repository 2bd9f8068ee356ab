using System.Data.Common;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Corbel.Bench.Load;

/// <summary>
/// What the machine can do at best: the rows of one seeded ticket, written again and again into tables of the same columns and
/// keys by prepared raw SQL on one connection, so many tickets a commit.
/// </summary>
internal sealed class Floor
{
    private static readonly string[] Tables = ["contents", "tickets", "journal", "clocks", "custody", "outbox", "jobs"];
    private readonly Database database;
    private readonly List<(string Table, string[] Columns, List<object?[]> Rows)> sample = [];

    private Floor(Database database) => this.database = database;

    public static async Task<Floor> Make(IServiceProvider services)
    {
        var floor = new Floor(services.GetRequiredService<Database>());
        await using var db = floor.database.Read();
        var ticket = await db.Tickets.OrderBy(x => x.Number).FirstAsync();
        await using var connection = await floor.Connect();
        foreach (var table in Tables)
        {
            var id = db.Database.IsNpgsql() ? $"'{ticket.Id}'" : $"'{ticket.Id.ToString().ToUpperInvariant()}'";
            var where = table switch
            {
                "contents" => $"id IN (SELECT content_id FROM journal WHERE ticket_id = {id})",
                "tickets" => $"id = {id}",
                _ => $"ticket_id = {id}",
            };
            await floor.Sample(connection, table, where);
            await Execute(
                connection,
                db.Database.IsNpgsql()
                    ? $"CREATE TABLE floor_{table} (LIKE {table} INCLUDING INDEXES)"
                    : $"CREATE TABLE floor_{table} AS SELECT * FROM {table} WHERE 0"
            );
            // SQLite copies no keys: two indexes a table stand for them, as on average in the model.
            if (!db.Database.IsNpgsql())
            {
                var columns = floor.sample[^1].Columns;
                await Execute(
                    connection,
                    $"CREATE UNIQUE INDEX floor_{table}_a ON floor_{table} ({columns[0]}, {columns[1]})"
                );
                await Execute(connection, $"CREATE INDEX floor_{table}_b ON floor_{table} ({columns[2]})");
            }
        }
        return floor;
    }

    /// <summary>Writes the rows of so many tickets, so many a commit.</summary>
    public async Task<Figures> Grouped(int tickets, int group)
    {
        await using var connection = await Connect();
        var inserts = sample.Select(x => (Insert: Prepare(connection, x.Table, x.Columns), x.Rows, x.Columns)).ToList();
        var figures = await Figures.Of(
            1,
            tickets / group,
            TimeSpan.FromMinutes(2),
            async _ =>
            {
                await using var transaction = await connection.BeginTransactionAsync();
                for (var i = 0; i < group; i++)
                    foreach (var (insert, rows, columns) in inserts)
                    foreach (var row in rows)
                        await Write(insert, transaction, columns, row);
                await transaction.CommitAsync();
            }
        );
        return figures with { Done = figures.Done * group };
    }

    /// <summary>Flushes a small file and its folder for each message, as the store does.</summary>
    public Task<Figures> Files(int count, string data)
    {
        var folder = Path.Combine(data, "floor");
        Directory.CreateDirectory(folder);
        var bytes = new byte[400];
        return Figures.Of(
            64,
            count,
            TimeSpan.FromMinutes(2),
            x => DurableFile.Write(Path.Combine(folder, $"{x}"), bytes)
        );
    }

    public async Task Clear()
    {
        await using var connection = await Connect();
        foreach (var table in Tables)
            await Execute(connection, $"DROP TABLE floor_{table}");
    }

    private async Task<DbConnection> Connect()
    {
        DbConnection connection = database.IsPostgres
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
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

    private static DbCommand Prepare(DbConnection connection, string table, string[] columns)
    {
        var insert = connection.CreateCommand();
        insert.CommandText =
            $"INSERT INTO floor_{table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }
        return insert;
    }

    private static async Task Write(DbCommand insert, DbTransaction transaction, string[] columns, object?[] row)
    {
        insert.Transaction = transaction;
        for (var i = 0; i < columns.Length; i++)
            insert.Parameters[i].Value = Fresh(columns[i], row[i]) ?? DBNull.Value;
        await insert.ExecuteNonQueryAsync();
    }

    /// <summary>Keys are made anew, so that they spread as in life; all else is the sample's.</summary>
    private static object? Fresh(string column, object? value) =>
        (column, value) switch
        {
            ("id" or "ticket_id" or "content_id", Guid) => Guid.CreateVersion7(),
            ("id" or "ticket_id" or "content_id", string) => Guid.CreateVersion7().ToString().ToUpperInvariant(),
            ("number", long) => Random.Shared.NextInt64(),
            ("key" or "custody_key" or "message_id", string) => Guid.NewGuid().ToString(),
            _ => value,
        };

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
