using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Corbel.Desk.Data;

/// <summary>Lets <c>bin/migration NAME</c> build the model without a running desk.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteDeskDb>
{
    public SqliteDeskDb CreateDbContext(string[] args) =>
        new(SqliteDeskDb.Configure(SqliteDeskDb.ConnectionString(":memory:")).Options);
}

/// <summary>The same for PostgreSQL.</summary>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresDeskDb>
{
    public PostgresDeskDb CreateDbContext(string[] args) =>
        new(PostgresDeskDb.Configure(NpgsqlDataSource.Create("Host=localhost;Database=corbel")).Options);
}
