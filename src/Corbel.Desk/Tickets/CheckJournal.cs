using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>Something that does not add up.</summary>
/// <param name="Where">The ticket's number, or the message in custody.</param>
/// <param name="What">What stands there and what should.</param>
public sealed record Finding(string Where, string What);

/// <summary>
/// Reads every journal again: the chain of hashes, the words' hashes, the fold and the clocks beside it, and the files it
/// names. Changes nothing.
/// </summary>
public sealed class CheckJournal(PolicyShelf policies, FileStore files, IClock clock)
{
    private const int Page = 500;

    public async IAsyncEnumerable<Finding> Run(
        DeskDb db,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        var last = 0L;
        while (true)
        {
            var from = last;
            var page = await db
                .Tickets.Where(x => x.Number > from)
                .OrderBy(x => x.Number)
                .Take(Page)
                .AsNoTracking()
                .ToListAsync(cancel);
            if (page.Count == 0)
                break;
            last = page[^1].Number;
            foreach (var ticket in page)
            foreach (var finding in await Check(db, ticket, cancel))
                yield return finding;
        }
        await foreach (var finding in Files(db, cancel))
            yield return finding;
    }

    private async Task<List<Finding>> Check(DeskDb db, Ticket ticket, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        void Found(string what) => findings.Add(new Finding($"ticket {ticket.Number}", what));
        var rows = await db
            .Journal.AsNoTracking()
            .Where(x => x.TicketId == ticket.Id)
            .Include(x => x.Content)
            .OrderBy(x => x.Number)
            .ToListAsync(cancel);
        string? previous = null;
        var entries = new List<Entry>(rows.Count);
        foreach (var row in rows)
        {
            var read = Journal.Read(row.Bytes);
            entries.Add(read.Entry);
            if (!read.Hash.AsSpan().SequenceEqual(row.Hash))
                Found($"entry {row.Number}: the bytes do not have the stored hash");
            if (Journal.PreviousOf(row.Bytes) != previous)
                Found($"entry {row.Number}: does not follow the entry before it");
            if (row.Content is { Bytes.Length: > 0 } content && Words.HashOf(content) != read.Entry.Content)
                Found($"entry {row.Number}: the words are not those that were written");
            if (read.Entry.Number != row.Number || read.Entry.Ticket != ticket.Id)
                Found($"entry {row.Number}: belongs elsewhere (entry {read.Entry.Number} of {read.Entry.Ticket})");
            previous = Convert.ToHexStringLower(row.Hash);
        }
        if (findings.Count == 0)
            findings.AddRange(await CheckFold(db, ticket, entries, rows, cancel));
        return findings;
    }

    private async Task<List<Finding>> CheckFold(
        DeskDb db,
        Ticket ticket,
        List<Entry> entries,
        List<JournalRow> rows,
        CancellationToken cancel
    )
    {
        var findings = new List<Finding>();
        if (entries.Count == 0)
            return [new Finding($"ticket {ticket.Number}", "has no journal")];
        var policy = await policies.Of(db, ticket.PolicyVersion, cancel);
        var clocks = await db.Clocks.AsNoTracking().Where(x => x.TicketId == ticket.Id).ToListAsync(cancel);
        // A due job that is about to run may leave "running" a moment longer: judge at the instant the row was folded for.
        var now =
            ticket.Verdict == Verdict.Running && ticket.DueAt is { } due
                ? Instant.Min(due, clock.GetCurrentInstant())
                : clock.GetCurrentInstant();
        var cycles = Cycles.Of(policy.Policy, entries, now);
        var rebuilt = new NewTicket(ticket.Number, ticket.Subject).ToRow(TicketState.Fold(entries), rows[^1].Hash);
        TicketFold.Apply(rebuilt, TicketState.Fold(entries), rows[^1].Hash, cycles[^1]);
        foreach (var property in db.Model.FindEntityType(typeof(Ticket))!.GetProperties())
        {
            var (kept, folded) = (property.PropertyInfo!.GetValue(ticket), property.PropertyInfo.GetValue(rebuilt));
            var same = kept is byte[] a && folded is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(kept, folded);
            if (!same)
                findings.Add(
                    new Finding($"ticket {ticket.Number}", $"{property.Name} is {kept}, the journal says {folded}")
                );
        }
        foreach (var cycle in cycles)
        {
            var kept = clocks.Find(x => x.Cycle == cycle.Number);
            if (
                kept is null
                || kept.DueAt != cycle.Due
                || kept.ContactAt != cycle.ContactAt
                || kept.Verdict != cycle.Verdict
                || kept.Severity != cycle.Severity
            )
                findings.Add(
                    new Finding(
                        $"ticket {ticket.Number}",
                        $"the clock of cycle {cycle.Number} is not what the journal says"
                    )
                );
        }
        return findings;
    }

    private async IAsyncEnumerable<Finding> Files(
        DeskDb db,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var names = db
            .Custodies.Select(x => x.Sha256)
            .Concat(db.Attachments.Select(x => x.Sha256))
            .Distinct()
            .AsAsyncEnumerable();
        await foreach (var name in names.WithCancellation(cancel))
        {
            var bytes = await files.Read(name, cancel);
            if (bytes is null)
                yield return new Finding($"file {name}", "is missing");
            else if (FileStore.NameOf(bytes) != name)
                yield return new Finding($"file {name}", "does not hold what it held");
        }
    }
}
