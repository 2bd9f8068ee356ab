using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>What clearances open: which marks, to whom, now. Asked anew each time, so that one that ends shuts at once.</summary>
public sealed class Clearances(PolicyShelf policies, IClock clock)
{
    /// <summary>Somebody as an actor, with the marks that their clearances open now.</summary>
    public async Task<Actor> ActorOf(DeskDb db, Person person, CancellationToken cancel = default) =>
        await Fresh(db, person.ToActor(), cancel);

    /// <summary>The same actor with the marks that their clearances open now.</summary>
    public async Task<Actor> Fresh(DeskDb db, Actor actor, CancellationToken cancel = default)
    {
        if (!actor.IsStaff)
            return actor;
        var (person, now) = (actor.Person, clock.GetCurrentInstant());
        var kinds = await Holding(db, now).Where(x => x.PersonId == person).Select(x => x.Kind).ToListAsync(cancel);
        return actor with { Opens = await Opened(db, kinds, cancel) };
    }

    /// <summary>Staff of the provider whose clearances open a mark now.</summary>
    public async Task<List<Person>> Cleared(DeskDb db, string mark, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        var holding = await Holding(db, now)
            .Include(x => x.Person)
            .Where(x => x.Person!.DeactivatedAt == null)
            .ToListAsync(cancel);
        var cleared = new List<Person>();
        foreach (var person in holding.GroupBy(x => x.PersonId))
        {
            var who = person.First().Person!;
            var kinds = person.Select(x => x.Kind).ToList();
            if (who.ToActor().IsStaff && (await Opened(db, kinds, cancel)).Contains(mark))
                cleared.Add(who);
        }
        return cleared;
    }

    /// <summary>What the policy in force says of marks; null where it knows none.</summary>
    public async Task<MarkingSpec?> Spec(DeskDb db, CancellationToken cancel = default) =>
        (await policies.InForce(db, clock.GetCurrentInstant(), cancel))?.Policy.Document.Marking;

    /// <summary>The clearances that hold at an instant: <see cref="Clearance.Holds"/> in SQL.</summary>
    internal static IQueryable<Clearance> Holding(DeskDb db, Instant now) =>
        db
            .Clearances.AsNoTracking()
            .Where(x => x.GrantedAt != null && x.EndedAt == null && x.FromAt <= now && x.UntilAt > now);

    /// <summary>
    /// The marks that one of some kinds of clearance opens. A mark that the version in force no longer knows is opened by what
    /// the last version said that knew it.
    /// </summary>
    private async Task<IReadOnlyCollection<string>> Opened(
        DeskDb db,
        IReadOnlyCollection<string> kinds,
        CancellationToken cancel
    )
    {
        if (kinds.Count == 0)
            return [];
        return (await Known(db, cancel))
            .Values.Where(x => x.OpenedBy.Any(kinds.Contains))
            .Select(x => x.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every mark that a version of the policy knew, each as the last version said that knew it.</summary>
    public async Task<IReadOnlyDictionary<string, MarkSpec>> Known(DeskDb db, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        var versions = await db
            .PolicyVersions.Where(x => x.PostedAt <= now || x.Number == 1)
            .OrderByDescending(x => x.Number)
            .Select(x => x.Sha256)
            .ToListAsync(cancel);
        var marks = new Dictionary<string, MarkSpec>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            foreach (var mark in (await policies.Of(db, version, cancel)).Policy.Document.Marking?.Marks.Items ?? [])
                marks.TryAdd(mark.Id, mark);
        }
        return marks;
    }
}
