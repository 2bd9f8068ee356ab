using System.Diagnostics;
using Corbel.Web.Tests.Ui;
using Npgsql;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>
/// A PostgreSQL of its own with a database whose tables lie on the small disk: what fills up there disturbs nobody else. Its
/// log lies elsewhere, since without room for that a PostgreSQL stops.
/// </summary>
internal sealed class SmallPostgres : IAsyncDisposable
{
    private readonly string cluster;

    private SmallPostgres(string cluster, string database) => (this.cluster, Database) = (cluster, database);

    public string Database { get; }

    public static async Task<SmallPostgres> Start(SmallDisk disk)
    {
        // Not its owner's alone, as temporary folders are: PostgreSQL is another user.
        var place = Path.Combine(Path.GetTempPath(), $"corbel-small-postgres-{Guid.NewGuid():n}");
        var server = (await Run("start", place)).Trim();
        disk.GiveTo("postgres");
        var settings = new NpgsqlConnectionStringBuilder(server);
        await Run(
            server,
            $"CREATE TABLESPACE small LOCATION '{disk.Folder}/tables'",
            "CREATE DATABASE small TABLESPACE small"
        );
        (settings.Database, settings.MaxPoolSize) = ("small", 20);
        return new SmallPostgres(place, settings.ConnectionString);
    }

    private static async Task Run(string server, params string[] commands)
    {
        await using var source = NpgsqlDataSource.Create(server);
        foreach (var command in commands)
        {
            await using var run = source.CreateCommand(command);
            await run.ExecuteNonQueryAsync();
        }
    }

    private static async Task<string> Run(string action, string where)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "bin", "postgres-for-tests"), [action, where])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, said);
        return said;
    }

    public async ValueTask DisposeAsync() => await Run("stop", cluster);
}
