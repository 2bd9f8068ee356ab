using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Corbel.Tests;

/// <summary>
/// Runs a test on SQLite and on PostgreSQL. Where CORBEL_TEST_POSTGRES names no server, the second shows as skipped;
/// bin/test starts one.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryDatabaseAttribute : DataAttribute
{
    public const string Variable = "CORBEL_TEST_POSTGRES";

    public static string? Server => Environment.GetEnvironmentVariable(Variable);

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    )
    {
        var postgres = new TheoryDataRow<TestDatabase>(TestDatabase.Postgres);
        if (string.IsNullOrEmpty(Server))
            postgres.Skip = $"{Variable} is not set: bin/test starts a PostgreSQL and sets it";
        return new([new TheoryDataRow<TestDatabase>(TestDatabase.Sqlite), postgres]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}

public enum TestDatabase
{
    Sqlite,
    Postgres,
}
