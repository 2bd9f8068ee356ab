using System.Text;
using Npgsql;

namespace Corbel.Tests;

/// <summary>What somebody finds who has the disk: every byte of a desk's data folder, and every row of its PostgreSQL.</summary>
internal static class PlainAtRest
{
    /// <summary>Which of some words stand there as they were written.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="database">The connection string of PostgreSQL; null where SQLite lies in the folder.</param>
    /// <param name="words">The words.</param>
    public static async Task<List<string>> Found(string folder, string? database, IReadOnlyList<string> words)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (await Bytes(file) is { } bytes)
                found.UnionWith(words.Where(x => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(x)) >= 0));
        }
        if (database is not null)
            await Rows(database, words, found);
        return [.. found];
    }

    /// <summary>Null where a desk that runs took the file away meanwhile.</summary>
    private static async Task<byte[]?> Bytes(string file)
    {
        try
        {
            await using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static async Task Rows(string database, IReadOnlyList<string> words, HashSet<string> found)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (
            var ask = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", connection)
        )
        await using (var row = await ask.ExecuteReaderAsync())
            while (await row.ReadAsync())
                tables.Add(row.GetString(0));
        // Bytes are written out in hex.
        var forms = words.Select(x => (Word: x, Hex: Convert.ToHexStringLower(Encoding.UTF8.GetBytes(x)))).ToList();
        foreach (var table in tables)
        {
            await using var ask = new NpgsqlCommand($"SELECT x::text FROM \"{table}\" x", connection);
            await using var row = await ask.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                var text = row.GetString(0);
                found.UnionWith(
                    forms
                        .Where(x =>
                            text.Contains(x.Word, StringComparison.Ordinal)
                            || text.Contains(x.Hex, StringComparison.Ordinal)
                        )
                        .Select(x => x.Word)
                );
            }
        }
    }
}
