using System.Globalization;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Corbel.Bench.Replay;

/// <summary>
/// Fills the tables of tickets and entries by raw inserts, entry by entry in the order in which they would have been
/// written: the entries of one ticket lie as far apart as on a desk that was at work.
/// </summary>
internal sealed class ReplaySeeding(Database database, ReplayStories stories, Guid organisation, Guid customer)
{
    private const int Batch = 20_000;
    private readonly Dictionary<Guid, int> numbers = [];

    public async Task Fill(int tickets, Instant from, Duration apart)
    {
        await using var connection = new SqliteConnection(database.ConnectionString + ";Foreign Keys=False");
        await connection.OpenAsync();
        await Run(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;");
        await using var ticket = Prepare(
            connection,
            """
            INSERT INTO tickets (id, number, organisation_id, reporter_id, subject, channel, language, policy_version, status,
              cycle, received_at, last_entry, last_entry_at, last_customer_at, awaits_answer, objected, queued,
              verdict, head)
            VALUES ($id, $number, $organisation, $reporter, 'An issue of the benchmark, with words of its own', $channel, 'en',
              $policy, 'Resolved', 1, $at, 6, $at, $at, 0, 0, 0,
              'Kept', $head)
            """,
            ["$id", "$number", "$organisation", "$reporter", "$channel", "$policy", "$at", "$head"]
        );
        await using var entry = Prepare(
            connection,
            """
            INSERT INTO journal (ticket_id, number, happened_at, internal, content_id, bytes, hash)
            VALUES ($ticket, $number, $at, 0, $content, $bytes, $hash)
            """,
            ["$ticket", "$number", "$at", "$content", "$bytes", "$hash"]
        );
        var waiting = new PriorityQueue<SealedEntry, (Instant, int)>();
        for (var first = 0; first < tickets; first += Batch)
        {
            var journals = Enumerable
                .Range(first, Math.Min(Batch, tickets - first))
                .AsParallel()
                .AsOrdered()
                .Select(i => stories.Of(i, from + (apart * i)))
                .ToList();
            foreach (var written in journals.SelectMany(x => x))
                waiting.Enqueue(written, (written.Entry.WrittenAt, written.Entry.Number));
            var until = first + Batch < tickets ? from + (apart * (first + Batch)) : Instant.MaxValue;
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
            (ticket.Transaction, entry.Transaction) = (transaction, transaction);
            while (waiting.TryPeek(out var next, out var at) && at.Item1 < until)
            {
                waiting.Dequeue();
                Insert(ticket, entry, next);
            }
            await transaction.CommitAsync();
        }
        await Run(connection, "PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;");
    }

    private void Insert(SqliteCommand ticket, SqliteCommand entry, SealedEntry written)
    {
        var (id, at) = (written.Entry.Ticket, written.Entry.HappenedAt.ToUnixTimeTicks() / 10);
        byte[] bytes = [.. written.Bytes],
            hash = [.. written.Hash];
        if (written.Entry.What is Receipt receipt)
        {
            numbers[id] = 1000 + numbers.Count;
            Put(ticket, id, numbers[id], organisation, customer, $"{receipt.Channel}", receipt.PolicyVersion, at, hash);
        }
        object content = written.Entry.Content is null ? DBNull.Value : id;
        Put(entry, id, written.Entry.Number, at, content, bytes, hash);
    }

    private static void Put(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] is Guid id
                ? id.ToString().ToUpper(CultureInfo.InvariantCulture)
                : values[i];
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string text, string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in names)
            command.Parameters.Add(new() { ParameterName = name });
        return command;
    }

    private static async Task Run(SqliteConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }
}
