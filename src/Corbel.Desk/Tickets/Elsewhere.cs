using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>
/// A reply on one ticket can answer others: those that were merged into it, and one that was split off a message which the
/// reply had answered. Their journals get the contact in the transaction that makes it, and its failure in the one that
/// learns of that.
/// </summary>
internal static class Elsewhere
{
    /// <summary>Makes a contact on the ticket that is worked on, and on those that it answers too.</summary>
    public static async Task Contact(TicketScene scene, PolicyShelf policies, Contact contact, CancellationToken cancel)
    {
        scene.Append(contact);
        scene.Others.AddRange(await Contacted(scene.Db, policies, scene.Journal, contact, scene.Now, cancel));
    }

    /// <summary>Writes a contact into each ticket that it answers too.</summary>
    /// <returns>Their journals, folded.</returns>
    public static async Task<List<JournalWriter>> Contacted(
        DeskDb db,
        PolicyShelf policies,
        JournalWriter on,
        Contact contact,
        Instant at,
        CancellationToken cancel
    )
    {
        var written = new List<JournalWriter>();
        var happening = new ContactElsewhere(contact.Channel, on.Ticket, contact.Reply);
        foreach (var (other, split) in await Related(db, on, contact.Reply, cancel))
        {
            var terms = await policies.TermsOf(db, other.Entries, cancel);
            var owed = Clocks
                .Of(terms, other.Entries, at)
                .Any(x => x is { Kind: TargetKind.FirstResponse or TargetKind.NextResponse, IsOpen: true });
            if (!(split || owed) || other.Entries.Any(x => x.What == happening))
                continue;
            other.Append(Doer.Desk, happening, at, at);
            await other.Fold(db, terms, at, cancel);
            written.Add(other);
        }
        return written;
    }

    /// <summary>The reply came back: where it had counted as contact elsewhere, that falls too.</summary>
    /// <returns>Their journals, folded.</returns>
    public static async Task<List<JournalWriter>> Returned(
        DeskDb db,
        PolicyShelf policies,
        JournalWriter on,
        int reply,
        Instant at,
        CancellationToken cancel
    )
    {
        var written = new List<JournalWriter>();
        foreach (var (other, _) in await Related(db, on, reply, cancel))
        {
            var counted = other.Entries.Any(x =>
                x.What is ContactElsewhere elsewhere && elsewhere.Ticket == on.Ticket && elsewhere.Reply == reply
            );
            if (!counted)
                continue;
            other.Append(Doer.Desk, new DeliveryFailure(reply) { Ticket = on.Ticket }, at, at);
            await other.Fold(db, await policies.TermsOf(db, other.Entries, cancel), at, cancel);
            written.Add(other);
        }
        return written;
    }

    /// <summary>
    /// The tickets that a reply can answer too: all that were merged into this one, directly or by way of another, and those
    /// split off before whose message it was written.
    /// </summary>
    private static async Task<List<(JournalWriter Journal, bool Split)>> Related(
        DeskDb db,
        JournalWriter on,
        int reply,
        CancellationToken cancel
    )
    {
        var (found, seen) = (new List<(JournalWriter, bool)>(), new HashSet<Guid> { on.Ticket });
        var ids = new Queue<(Guid Id, bool Split)>([
            .. Merged(on.Entries).Select(x => (x, false)),
            .. SplitOff(on.Entries, reply).Select(x => (x, true)),
        ]);
        while (ids.TryDequeue(out var next))
        {
            if (!seen.Add(next.Id))
                continue;
            var number = await db.Tickets.Where(x => x.Id == next.Id).Select(x => x.Number).SingleAsync(cancel);
            var journal = (await JournalWriter.Load(db, db.Tickets, number, cancel))!;
            found.Add((journal, next.Split));
            foreach (var merged in next.Split ? [] : Merged(journal.Entries))
                ids.Enqueue((merged, false));
        }
        return found;
    }

    private static IEnumerable<Guid> Merged(IReadOnlyList<Entry> entries) =>
        entries.Select(x => x.What).OfType<MergedIn>().Select(x => x.From);

    /// <summary>Split off after the reply was written, with a message that came before it.</summary>
    private static IEnumerable<Guid> SplitOff(IReadOnlyList<Entry> entries, int reply) =>
        from entry in entries
        where entry.Number > reply
        let split = entry.What as Split
        where split is not null && entries[split.Message - 1].HappenedAt <= entries[reply - 1].HappenedAt
        select split.Into;
}
