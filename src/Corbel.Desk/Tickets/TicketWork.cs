using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
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

    public Doer Doer => By.IsStaff ? Doer.Staff(By.Person) : Doer.Customer(By.Person);

    public int Append(Happening what, Words? words = null, IEnumerable<Attachment>? files = null) =>
        Journal.Append(Doer, what, Now, Now, words, files);
}

/// <summary>
/// Runs a slice on a ticket: loads it through the actor, lets the slice append or refuse, folds, and tells the open pages
/// once it is committed.
/// </summary>
public sealed class TicketWork(GroupWriter writer, PolicyShelf policies, LiveFeed live, IClock clock)
{
    internal async Task<Outcome<T>> On<T>(
        Actor by,
        long number,
        Func<TicketScene, CancellationToken, Task<Outcome<T>>> act,
        CancellationToken cancel
    )
    {
        var (outcome, change) = await writer.Write(
            async (db, token) =>
            {
                var journal = await JournalWriter.Load(db, db.Tickets.VisibleTo(by), number, token);
                if (journal is null)
                    return ((Outcome<T>)Refusals.NoSuchTicket, (Change?)null);
                var terms = await policies.TermsOf(db, journal.Entries, token);
                var now = Core.Tickets.Journal.Grain(clock.GetCurrentInstant());
                var did = await act(new TicketScene(db, journal, terms, by, now), token);
                if (!did.IsDone)
                    return (did, null);
                await journal.Fold(db, terms, now, token);
                await live.Announce(db, journal.Change, token);
                return (did, journal.Change);
            },
            cancel
        );
        if (change is not null)
            live.Committed(change);
        return outcome;
    }

    /// <summary>The same for a slice that only staff may run and that awaits nothing.</summary>
    internal Task<Outcome<T>> ByStaff<T>(
        Actor by,
        long number,
        Func<TicketScene, Outcome<T>> act,
        CancellationToken cancel
    ) => On(by, number, (scene, _) => Task.FromResult(May.Work(by) ? act(scene) : Refusals.NotForYou), cancel);
}
