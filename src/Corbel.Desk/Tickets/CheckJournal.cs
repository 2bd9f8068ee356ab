using System.Runtime.CompilerServices;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>Something that does not add up.</summary>
/// <param name="Where">The ticket's number, or the message in custody.</param>
/// <param name="What">What stands there and what should.</param>
public sealed record Finding(string Where, string What);

/// <summary>
/// Reads every journal again: the chain of hashes, the words and files it vouches for, the fold and the clocks beside it, the
/// policies it names, and the bytes of every message and file. Changes nothing.
/// </summary>
public sealed class CheckJournal(
    Database database,
    PolicyShelf policies,
    FileStore files,
    CheckSealed marked,
    IClock clock
)
{
    private const int Page = 500;

    public async IAsyncEnumerable<Finding> Run(DeskDb db, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var finding in await Policies(db, cancel))
            yield return finding;
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
            foreach (var wrong in await Check(db, ticket, cancel))
                yield return new Finding($"ticket {ticket.Number}", wrong);
        }
        await foreach (var finding in Custody(db, cancel))
            yield return finding;
        await foreach (var finding in Files(db, cancel))
            yield return finding;
        foreach (var finding in await marked.Run(db, cancel))
            yield return finding;
    }

    private async Task<List<string>> Check(DeskDb db, Ticket ticket, CancellationToken cancel)
    {
        // Hashes are compared and nothing is shown.
        using var reading = MarkedReading.ToCompare(database);
        var rows = await db
            .Journal.AsNoTracking()
            .Where(x => x.TicketId == ticket.Id)
            .Include(x => x.Content)
            .OrderBy(x => x.Number)
            .ToListAsync(cancel);
        var attached = await db.Attachments.AsNoTracking().Where(x => x.TicketId == ticket.Id).ToListAsync(cancel);
        var custody = await db.Custodies.AsNoTracking().Where(x => x.TicketId == ticket.Id).ToListAsync(cancel);
        var (entries, wrong) = CheckChain.Read(ticket.Id, rows, attached, custody);
        if (wrong.Count > 0)
            return wrong;
        if (entries is not [{ What: Receipt receipt }, ..])
            return ["has no journal that begins with a receipt"];
        if (
            !await db.PolicyVersions.AnyAsync(x => x.Sha256 == receipt.PolicyVersion, cancel)
            && !await db.DeskPolicies.AnyAsync(
                x => x.Sha256 == receipt.PolicyVersion && x.DeskId == receipt.Desk,
                cancel
            )
        )
            return [$"the policy {receipt.PolicyVersion} it was received under is not among those posted"];
        if (await Unknown(db, entries, cancel) is { } unknown)
            return [unknown];
        var terms = await policies.TermsOf(db, entries, cancel);
        return await CheckFold.Run(db, ticket, entries, terms, clock.GetCurrentInstant(), cancel);
    }

    /// <summary>Holiday lists or variations that the journal names and nobody has; null where all are there.</summary>
    private static async Task<string?> Unknown(DeskDb db, List<Entry> entries, CancellationToken cancel)
    {
        var receipt = (Receipt)entries[0].What;
        var lists = entries.Select(x => x.What).OfType<HolidayChange>().Select(x => x.Holidays).ToList();
        if (receipt.Holidays is { } first)
            lists.Add(first);
        foreach (var list in lists.Distinct())
            if (!await db.HolidaySets.AnyAsync(x => x.Sha256 == list, cancel))
                return $"the holiday lists {list} it is counted by are not among those stored";
        if (receipt.Variations is not { } named)
            return null;
        var all = await VariationsOf.Customer(db, receipt.Organisation, cancel);
        return VariationsOf.Together(all).Any(x => VariationsOf.NameOf(x) == named)
            ? null
            : $"the variations {named} it was received under are not among those recorded";
    }

    private static async Task<List<Finding>> Policies(DeskDb db, CancellationToken cancel)
    {
        var versions = await db.PolicyVersions.AsNoTracking().OrderBy(x => x.Number).ToListAsync(cancel);
        var sets = await db.HolidaySets.AsNoTracking().OrderBy(x => x.Number).ToListAsync(cancel);
        var variations = await db.Variations.AsNoTracking().OrderBy(x => x.RecordedAt).ToListAsync(cancel);
        var own = await db.DeskPolicies.AsNoTracking().OrderBy(x => x.DeskId).ThenBy(x => x.Number).ToListAsync(cancel);
        return
        [
            .. versions
                .Where(x => NameOf(x.Text) != x.Sha256)
                .Select(x => new Finding($"policy version {x.Number}", "is not the text that was posted")),
            .. sets.Where(x => NameOf(x.Text) != x.Sha256)
                .Select(x => new Finding($"holiday lists {x.Number}", "are not the text that was stored")),
            .. variations
                .Where(x => NameOf(x.Text) != x.Sha256)
                .Select(x => new Finding($"variation {x.Reference}", "is not the text that was recorded")),
            .. own.Where(x => NameOf(x.Text) != x.Sha256)
                .Select(x => new Finding(
                    $"policy version {x.Number} of desk {x.DeskId}",
                    "is not the text that was posted"
                )),
        ];
    }

    private static string NameOf(string text) => FileStore.NameOf(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Messages that say they lie on an entry which is not there.</summary>
    private static async IAsyncEnumerable<Finding> Custody(DeskDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        var lost = db.Custodies.Where(x =>
            x.TicketId != null && !db.Journal.Any(e => e.TicketId == x.TicketId && e.Number == x.EntryNumber)
        );
        await foreach (var id in lost.Select(x => x.Id).AsAsyncEnumerable().WithCancellation(cancel))
            yield return new Finding($"message {id}", "lies on an entry that is not there");
    }

    private async IAsyncEnumerable<Finding> Files(DeskDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = StoredNames.Of(db).Distinct().AsAsyncEnumerable();
        await foreach (var name in names.WithCancellation(cancel))
        {
            var bytes = FileStore.IsName(name) ? await files.ReadStored(name, cancel) : null;
            if (bytes is null)
                yield return new Finding($"file {name}", "is missing");
            else if (FileStore.NameOf(bytes) != name)
                yield return new Finding($"file {name}", "does not hold what it held");
        }
    }
}
