using Npgsql;

namespace Corbel.Tests;

/// <summary>Databases of their own on the test server.</summary>
public static class PostgresServer
{
    /// <summary>Makes one as a copy of another that nobody is connected to.</summary>
    public static async Task<string> CreateDatabase(string template = "template1")
    {
        var server = new NpgsqlConnectionStringBuilder(OnEveryDatabaseAttribute.Server);
        var name = $"test_{Guid.NewGuid():n}";
        await Run($"CREATE DATABASE {name} TEMPLATE {template}");
        server.Database = name;
        server.MaxPoolSize = 20;
        return server.ConnectionString;
    }

    public static Task Drop(string connectionString) =>
        Run($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    public static async Task Run(string command)
    {
        await using var connection = new NpgsqlConnection(OnEveryDatabaseAttribute.Server);
        await connection.OpenAsync();
        await using var run = new NpgsqlCommand(command, connection);
        await run.ExecuteNonQueryAsync();
    }
}
