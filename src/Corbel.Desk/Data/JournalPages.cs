using System.Data.Common;
using NodaTime;

namespace Corbel.Desk.Data;

/// <summary>Which tickets of the provider's desk are read: those received from one instant up to another.</summary>
/// <param name="Since">From when, that instant included.</param>
/// <param name="Until">Up to when, that instant left out.</param>
/// <param name="Organisation">The customer; null for all.</param>
internal sealed record JournalScope(Instant Since, Instant Until, Guid? Organisation);

/// <summary>A stretch of tickets in the order of their ids, from one up to another.</summary>
internal readonly record struct JournalPage(Guid From, Guid To);

/// <summary>
/// Reads very many journals: entry by entry in the order of the primary key, past EF, which would make an object of each
/// row. The ticket's row decides what is read, its journal says what happened.
/// </summary>
internal sealed class JournalPages(Database database, JournalScope scope)
{
    private const int Tickets = 2000;

    // What lies in the scope, by names that both databases share.
    private const string InScope = "t.received_at >= @since AND t.received_at < @until AND t.desk_id IS NULL";

    private string Where => scope.Organisation is null ? InScope : InScope + " AND t.organisation_id = @organisation";

    /// <summary>The pages that hold the scope's tickets.</summary>
    public async Task<List<JournalPage>> All(CancellationToken cancel)
    {
        await using var connection = database.Connect();
        await connection.OpenAsync(cancel);
        await using var command = Command(
            connection,
            $"""
            SELECT id FROM (
              SELECT t.id AS id, row_number() OVER (ORDER BY t.id) AS n FROM tickets AS t WHERE {Where}
            ) AS numbered WHERE n % {Tickets} = 1 ORDER BY id
            """
        );
        var starts = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            starts.Add(reader.GetGuid(0));
        return
        [
            .. starts.Select(
                (start, i) => new JournalPage(start, i + 1 < starts.Count ? starts[i + 1] : Guid.AllBitsSet)
            ),
        ];
    }

    /// <summary>A connection for <see cref="Entries"/>, one for each thread.</summary>
    public DbConnection Connect()
    {
        var connection = database.Connect();
        connection.Open();
        return connection;
    }

    /// <summary>The entries of a page: the ticket's number and the entry's canonical bytes.</summary>
    public IEnumerable<(long Ticket, byte[] Bytes)> Entries(DbConnection connection, JournalPage page)
    {
        using var command = Command(
            connection,
            $"""
            SELECT t.number, j.bytes FROM tickets AS t JOIN journal AS j ON j.ticket_id = t.id
            WHERE t.id >= @from AND t.id < @to AND {Where} ORDER BY t.id, j.number
            """
        );
        Add(command, "from", page.From);
        Add(command, "to", page.To);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    private DbCommand Command(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        Add(command, "since", scope.Since.ToUnixTimeTicks() / 10);
        Add(command, "until", scope.Until.ToUnixTimeTicks() / 10);
        if (scope.Organisation is { } organisation)
            Add(command, "organisation", organisation);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value);
        command.Parameters.Add(parameter);
    }
}
