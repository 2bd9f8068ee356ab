using System.Collections.Immutable;
using System.Text;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Variations;

/// <summary>Which variations of a customer hold together, and the name that journals give them.</summary>
public static class VariationsOf
{
    /// <summary>All of a customer, in the order in which they are applied: a later agreement overrides an earlier one.</summary>
    public static async Task<List<Variation>> Customer(DeskDb db, Guid organisation, CancellationToken cancel)
    {
        var all = await db.Variations.AsNoTracking().Where(x => x.OrganisationId == organisation).ToListAsync(cancel);
        return [.. all.OrderBy(x => x.AgreedOn).ThenBy(x => x.RecordedAt).ThenBy(x => x.Id)];
    }

    /// <summary>Those that hold for what is received at an instant.</summary>
    public static ImmutableArray<Variation> HoldingAt(this IEnumerable<Variation> all, Instant instant) =>
        [.. all.Where(x => x.HoldsAt(instant))];

    /// <summary>SHA-256 over their texts in order, in lower-case hex; null for none.</summary>
    public static string? NameOf(IReadOnlyCollection<Variation> some) =>
        some.Count == 0
            ? null
            : FileStore.NameOf(Encoding.UTF8.GetBytes(string.Join('\n', some.Select(x => x.Sha256))));

    /// <summary>The variations that a journal names.</summary>
    /// <exception cref="InvalidOperationException">They never held together: the journal or the table was changed.</exception>
    public static async Task<ImmutableArray<Variation>> Named(
        DeskDb db,
        Guid organisation,
        string name,
        CancellationToken cancel
    )
    {
        var all = await Customer(db, organisation, cancel);
        return Together(all).Where(x => NameOf(x) == name).Select(x => (ImmutableArray<Variation>?)x).FirstOrDefault()
            ?? throw new InvalidOperationException($"the variations {name} of {organisation} are not there");
    }

    /// <summary>
    /// Every set of variations that ever holds, or will: it changes only where one begins or ends. A withdrawal is left
    /// out as well, since what came in at that moment may not have heard of it.
    /// </summary>
    public static IEnumerable<ImmutableArray<Variation>> Together(IReadOnlyCollection<Variation> all) =>
        all.SelectMany(x => new Instant?[] { x.Starts, x.Until, x.WithdrawnAt })
            .OfType<Instant>()
            .Distinct()
            .Order()
            .SelectMany(x =>
                new[]
                {
                    all.HoldingAt(x),
                    [.. all.Where(v => v.Starts <= x && !(v.Until <= x) && !(v.WithdrawnAt < x))],
                }
            );

    /// <summary>The sets that hold from an instant on.</summary>
    public static IEnumerable<ImmutableArray<Variation>> After(IReadOnlyCollection<Variation> all, Instant instant)
    {
        var left = all.Where(x => x.HoldsAfter(instant)).ToList();
        return left.Select(x => Instant.Max(x.Starts, instant))
            .Concat(left.Select(x => x.Until).OfType<Instant>())
            .Distinct()
            .Order()
            .Select(x => left.HoldingAt(x))
            .Where(x => !x.IsEmpty);
    }

    /// <summary>What <see cref="May.SeeVariation"/> says, in SQL: nobody reads variations otherwise.</summary>
    public static IQueryable<Variation> VisibleTo(this IQueryable<Variation> variations, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor.Role switch
        {
            Role.Owner or Role.Manager or Role.Agent => variations,
            Role.Administrator or Role.DeskAgent or Role.RegisteredUser => variations.Where(x =>
                x.OrganisationId == organisation
            ),
            _ => variations.Where(_ => false),
        };
    }
}
