using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// The moment at which an issue becomes marked, or bears a higher mark (clause 11), in one transaction: the list begins, who
/// is not cleared is taken off, and the customer is told. The clocks run on.
/// </summary>
public sealed class MarkMoment(
    Clearances clearances,
    MarkMails mails,
    OutboxGuard outbox,
    PolicyShelf policies,
    LiveFeed live
)
{
    /// <summary>Marks a place of a ticket in a policy that knows the mark.</summary>
    /// <returns>The number of the entry.</returns>
    internal async Task<int> Mark(
        DeskDb db,
        JournalWriter journal,
        Doer by,
        string mark,
        MarkPlace place,
        Instant now,
        CancellationToken cancel
    )
    {
        var spec = await clearances.Spec(db, cancel);
        var before = journal.State.Mark;
        var marks = Marks.Of(journal.Entries).SetItem(place, mark);
        var marking = new Marking(mark, Marks.Highest(spec, marks.Values)!)
        {
            Entry = place.Entry,
            File = place.File,
            // Where no policy says so any more, the stricter holds.
            NeedsList = spec?.NeedToKnow ?? true,
        };
        var number = journal.Append(by, marking, now, now);
        await Seal(db, journal, cancel);
        if (marking.Stands == before)
            return number;
        await db.Take(DeskDb.TheReports, cancel);
        var assignee = journal.State.Assignee;
        var cleared = (await clearances.Cleared(db, marking.Stands, cancel)).Select(x => x.Id).ToHashSet();
        if (journal.State.Desk is null)
            await OnProvidersDesk(db, journal, cleared, now, cancel);
        else
            await OnCustomersDesk(db, journal, now, cancel);
        await outbox.DrawBack(db, journal, now, cancel);
        await SeenBefore.Write(db, journal, cleared, assignee, now, cancel);
        return number;
    }

    /// <summary>
    /// Tickets that are the same issue as one which is marked bear what it bears, or their words would stay open beside it: those
    /// that were merged into it, and the one on the other desk that it was handed over from or to.
    /// </summary>
    internal async Task MarkKin(DeskDb db, JournalWriter of, Doer by, Instant now, CancellationToken cancel)
    {
        var met = new HashSet<Guid> { of.Ticket };
        var (spec, ids) = (await clearances.Spec(db, cancel), new Queue<Guid>(Kin(of)));
        while (of.State.Mark is { } mark && ids.TryDequeue(out var id))
        {
            if (!met.Add(id))
                continue;
            var number = await db.Tickets.Where(x => x.Id == id).Select(x => x.Number).SingleAsync(cancel);
            var journal = (await JournalWriter.Load(db, db.Tickets, number, cancel))!;
            foreach (var further in Kin(journal))
                ids.Enqueue(further);
            if (!Marks.IsAbove(spec, mark, journal.State.Mark))
                continue;
            // Of the people of another desk nothing is told.
            var doer = journal.State.Desk == of.State.Desk ? by : Doer.Desk;
            await Mark(db, journal, doer, mark, default, now, cancel);
            await journal.Fold(db, await policies.TermsOf(db, journal.Entries, cancel), now, cancel);
            await live.Announce(db, journal.Change, cancel);
        }
    }

    private static IEnumerable<Guid> Kin(JournalWriter journal) =>
        journal
            .Entries.Select(x => x.What)
            .OfType<MergedIn>()
            .Select(x => x.From)
            .Concat(new[] { journal.State.HandedOverFrom, journal.State.HandedOverTo }.OfType<Guid>());

    /// <summary>A ticket that comes of a marked one bears its mark from the start.</summary>
    internal async Task Inherit(
        DeskDb db,
        JournalWriter made,
        Doer by,
        string? mark,
        Instant now,
        CancellationToken cancel
    )
    {
        if (mark is not null)
            await Mark(db, made, by, mark, default, now, cancel);
    }

    /// <summary>
    /// A ticket that is marked was given to somebody of staff, or answered by them: the first time since it was marked the
    /// customer is told that it has passed to somebody with the clearance.
    /// </summary>
    internal async Task Passed(DeskDb db, JournalWriter journal, Instant now, CancellationToken cancel)
    {
        if (journal.State.Mark is null || journal.State.Desk is not null)
            return;
        var told = journal.Entries.Select(x => x.What).OfType<MarkNotice>().LastOrDefault();
        if (told?.News != MarkNews.MayPass)
            return;
        await Tell(db, journal, MarkNews.HasPassed, now, cancel);
    }

    /// <summary>
    /// From here on nothing of it is written in plain; what lies there is sealed by a job. Where the master key is away the issue
    /// is marked all the same, and the job says what is missing until it is back.
    /// </summary>
    private static async Task Seal(DeskDb db, JournalWriter journal, CancellationToken cancel)
    {
        try
        {
            var (key, isNew) = await OwnerKeys.Make(db, journal.Ticket, cancel);
            db.Seals[journal.Ticket] = key;
            if (!isNew || journal.Row is not { } row || db.Entry(row).State != EntityState.Unchanged)
                return;
            await SealMarked.Subject(db, key, row.Id, row.Subject, cancel);
        }
        catch (MasterKeyException)
        {
            // The job finds the same, and says so to whoever looks after the desk.
        }
    }

    private async Task OnProvidersDesk(
        DeskDb db,
        JournalWriter journal,
        HashSet<Guid> cleared,
        Instant now,
        CancellationToken cancel
    )
    {
        var assignee = journal.State.Assignee;
        var stays = assignee is { } person && cleared.Contains(person);
        if (journal.State.NeedsList)
            await Keep(db, journal, cleared, stays ? [assignee!.Value] : [.. cleared.Order()], now, cancel);
        if (assignee is not null && !stays)
            journal.Append(Doer.Desk, new Assignment(null), now, now);
        await Tell(db, journal, MarkNews.MayPass, now, cancel);
        await UnservedMarked.Look(db, now, cancel);
    }

    /// <summary>Whoever is on the list and cleared stays; where nobody is, it begins with those given.</summary>
    private static async Task Keep(
        DeskDb db,
        JournalWriter journal,
        HashSet<Guid> cleared,
        ImmutableArray<Guid> first,
        Instant now,
        CancellationToken cancel
    )
    {
        var listed = Marks.Listed(journal.Entries);
        var people = await db.People.AsNoTracking().Where(x => listed.Contains(x.Id)).ToListAsync(cancel);
        var staff = people.FindAll(x => x.ToActor().IsStaff).ConvertAll(x => x.Id);
        foreach (var person in staff.Where(x => !cleared.Contains(x)))
            journal.Append(Doer.Desk, new NeedToKnow(person, false) { Staff = true }, now, now);
        if (staff.Exists(cleared.Contains))
            return;
        foreach (var person in first)
            journal.Append(Doer.Desk, new NeedToKnow(person, true) { Staff = true }, now, now);
    }

    /// <summary>On a customer's own desk the administrators see it, and whom they name; nobody else keeps it.</summary>
    private static async Task OnCustomersDesk(DeskDb db, JournalWriter journal, Instant now, CancellationToken cancel)
    {
        if (journal.State.Assignee is not { } assignee)
            return;
        var person = await db.People.AsNoTracking().SingleAsync(x => x.Id == assignee, cancel);
        if (!May.Work(person.ToActor(), journal.Facts))
            journal.Append(Doer.Desk, new Assignment(null), now, now);
    }

    private async Task Tell(DeskDb db, JournalWriter journal, MarkNews news, Instant now, CancellationToken cancel)
    {
        journal.Append(Doer.Desk, new MarkNotice(news), now, now);
        await mails.Tell(db, journal, news, now, cancel);
    }
}
