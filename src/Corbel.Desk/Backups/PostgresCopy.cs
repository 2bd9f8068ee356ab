using System.Data.Common;
using System.Globalization;
using Corbel.Desk.Data;
using Npgsql;

namespace Corbel.Desk.Backups;

/// <summary>A PostgreSQL database's tables as streams (COPY, binary), read from its catalogue and not from the model.</summary>
internal static class PostgresCopy
{
    private const string History = "__EFMigrationsHistory";

    /// <summary>Bytes of a table in one entry.</summary>
    private const int Part = 16 * 1024 * 1024;

    /// <summary>How many tables, views and sequences stand in the schema.</summary>
    public static async Task<long> Objects(NpgsqlConnection connection, CancellationToken cancel)
    {
        var rows = await Rows(
            connection,
            "SELECT count(*)::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r','p','v','m','S','f')",
            cancel
        );
        return long.Parse(rows[0][0], CultureInfo.InvariantCulture);
    }

    /// <summary>The last migration applied; null where there is none.</summary>
    public static async Task<string?> Migration(NpgsqlConnection connection, CancellationToken cancel)
    {
        var known = await Rows(connection, $"SELECT to_regclass('\"{History}\"')::text", cancel);
        if (known[0][0].Length == 0)
            return null;
        var rows = await Rows(connection, $"SELECT max(migration_id) FROM \"{History}\"", cancel);
        return rows[0][0].Length == 0 ? null : rows[0][0];
    }

    /// <summary>The tables, each after those it refers to.</summary>
    public static async Task<IReadOnlyList<BackupTable>> Tables(NpgsqlConnection connection, CancellationToken cancel)
    {
        var columns = await Rows(
            connection,
            $"""
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> '{History}'
              AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY c.relname, a.attnum
            """,
            cancel
        );
        var references = await Rows(
            connection,
            """
            SELECT f.relname, t.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid
            JOIN pg_class t ON t.oid = k.confrelid
            WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND f.oid <> t.oid
            """,
            cancel
        );
        var tables = columns
            .GroupBy(x => x[0], x => x[1], StringComparer.Ordinal)
            .Select(x => new BackupTable(x.Key, [.. x]))
            .ToDictionary(x => x.Name);
        var needs = references.ToLookup(x => x[0], x => x[1]);
        var ordered = new List<BackupTable>();
        void Visit(string name)
        {
            if (!tables.Remove(name, out var table))
                return;
            foreach (var needed in needs[name])
                Visit(needed);
            ordered.Add(table);
        }
        foreach (var name in tables.Keys.Order(StringComparer.Ordinal).ToList())
            Visit(name);
        return ordered;
    }

    /// <summary>Where the sequences stand. They know no snapshot: read after the tables' snapshot, they are never behind it.</summary>
    public static async Task<IReadOnlyList<BackupSequence>> Sequences(
        NpgsqlConnection connection,
        CancellationToken cancel
    )
    {
        var names = await Rows(
            connection,
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY 1",
            cancel
        );
        var sequences = new List<BackupSequence>();
        foreach (var name in names.Select(x => x[0]))
        {
            var at = await Rows(connection, $"SELECT last_value::text, is_called::text FROM {Quoted(name)}", cancel);
            sequences.Add(new(name, long.Parse(at[0][0], CultureInfo.InvariantCulture), at[0][1] is "true" or "t"));
        }
        return sequences;
    }

    public static async Task Write(
        NpgsqlConnection connection,
        BackupTable table,
        ArchiveWriter archive,
        CancellationToken cancel
    )
    {
        var copy = $"COPY {Quoted(table.Name)} ({Columns(table)}) TO STDOUT (FORMAT BINARY)";
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancel);
        var buffer = new byte[Part];
        for (var part = 0; ; part++)
        {
            var count = await stream.ReadAtLeastAsync(buffer, Part, throwOnEndOfStream: false, cancel);
            if (count > 0)
                await archive.Add($"{Folder(table)}{part:d6}", buffer.AsMemory(0, count), cancel);
            if (count < Part)
                return;
        }
    }

    public static async Task Read(
        NpgsqlConnection connection,
        BackupTable table,
        ArchiveReader archive,
        CancellationToken cancel
    )
    {
        var copy = $"COPY {Quoted(table.Name)} ({Columns(table)}) FROM STDIN (FORMAT BINARY)";
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancel);
        try
        {
            while (archive.Name is { } name && name.StartsWith(Folder(table), StringComparison.Ordinal))
                await archive.CopyTo(stream, cancel);
        }
        catch
        {
            await stream.CancelAsync();
            throw;
        }
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Folder(BackupTable table) => $"tables/{table.Name}/";

    private static string Columns(BackupTable table) => string.Join(", ", table.Columns.Select(Quoted));

    private static async Task<List<string[]>> Rows(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancel))
        {
            var row = new string[reader.FieldCount];
            for (var field = 0; field < row.Length; field++)
                row[field] = await reader.IsDBNullAsync(field, cancel) ? "" : reader.GetString(field);
            rows.Add(row);
        }
        return rows;
    }
}
