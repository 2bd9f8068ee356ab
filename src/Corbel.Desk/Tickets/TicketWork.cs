using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>What a slice has at hand while it works on a ticket, within one transaction.</summary>
internal sealed record TicketScene(DeskDb Db, JournalWriter Journal, TicketTerms Terms, Actor By, Instant Now)
{
    public TicketState State => Journal.State;

    public Ticket Row => Journal.Row!;

    /// <summary>The policy that the ticket is judged by now.</summary>
    public CompiledPolicy Policy => Terms.Latest(Journal.Entries);

    /// <summary>The clocks as they stand before this work.</summary>
    public ImmutableArray<Clock> Clocks => Core.Sla.Clocks.Of(Terms, Journal.Entries, Now);

    /// <summary>How the two sides talk about the severity, before this work.</summary>
    public SeverityTalk Talk => SeverityTalk.Of(Policy.Document.Severities, Journal.Entries);

    /// <summary>Who acts works on the ticket's desk; else it is the side that logged it.</summary>
    public bool Works => May.Work(By, Journal.Facts);

    public Doer Doer => Works ? Doer.Staff(By.Person) : Doer.Customer(By.Person);

    /// <summary>Other tickets that the slice wrote on, folded: their open pages are told too.</summary>
    public List<JournalWriter> Others { get; } = [];

    public int Append(Happening what, Words? words = null, IEnumerable<Attachment>? files = null) =>
        Journal.Append(Doer, what, Now, Now, words, files);
}

/// <summary>
/// Runs a slice on a ticket: loads it through the actor, lets the slice append or refuse, folds, and tells the open pages
/// once it is committed. On a ticket that goes on in another one nothing is done any more.
/// </summary>
public sealed class TicketWork(Database database, GroupWriter writer, PolicyShelf policies, LiveFeed live, IClock clock)
{
    /// <summary>
    /// Asked before files are kept for a ticket: of what is refused nothing is to lie there. The work itself asks again.
    /// </summary>
    internal async Task<bool> Sees(Actor by, long number, CancellationToken cancel)
    {
        await using var db = database.Read();
        return await db.Tickets.VisibleTo(by).AnyAsync(x => x.Number == number, cancel);
    }

    internal Task<Outcome<T>> On<T>(
        Actor by,
        long number,
        Func<TicketScene, CancellationToken, Task<Outcome<T>>> act,
        CancellationToken cancel,
        Func<DeskDb, CancellationToken, Task>? takeFirst = null
    )
    {
        return writer.Write(
            async (db, token) =>
            {
                if (takeFirst is not null)
                    await takeFirst(db, token);
                var journal = await JournalWriter.Load(db, db.Tickets.VisibleTo(by), number, token);
                if (journal is null)
                    return Refusals.NoSuchTicket;
                if (journal.State.MergedInto is { } into)
                    return await GoesOn(db, by, into, token);
                var terms = await policies.TermsOf(db, journal.Entries, token);
                var now = Core.Tickets.Journal.Grain(clock.GetCurrentInstant());
                var scene = new TicketScene(db, journal, terms, by, now);
                var did = await act(scene, token);
                if (!did.IsDone)
                    return did;
                await journal.Fold(db, terms, now, token);
                foreach (var changed in scene.Others.Prepend(journal))
                    await live.Announce(db, changed.Change, token);
                return did;
            },
            cancel
        );
    }

    /// <summary>The same for a slice that only the people of the ticket's desk may run and that awaits nothing.</summary>
    internal Task<Outcome<T>> ByStaff<T>(
        Actor by,
        long number,
        Func<TicketScene, Outcome<T>> act,
        CancellationToken cancel
    ) => On(by, number, (scene, _) => Task.FromResult(scene.Works ? act(scene) : Refusals.NotForYou), cancel);

    /// <summary>Names the other ticket only to those who may see it.</summary>
    private static async Task<Refusal> GoesOn(DeskDb db, Actor by, Guid into, CancellationToken cancel) =>
        await db.Tickets.VisibleTo(by).Where(x => x.Id == into).Select(x => x.Number).ToListAsync(cancel)
            is [var number]
            ? Refusals.GoesOnIn(number)
            : Refusals.NoSuchTicket;
}
