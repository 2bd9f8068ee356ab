using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>
/// What one policy says otherwise than another, in words that a customer reads: the texts that changed, and by its path each
/// changed setting that none of these texts tells of. So no change can hide.
/// </summary>
/// <param name="Clauses">The changes by clause, in the order of the new policy; what concerns no clause comes last.</param>
public sealed record PolicyDiff(ImmutableArray<ClauseDiff> Clauses)
{
    /// <summary>Nothing differs.</summary>
    public bool IsEmpty => Clauses.IsEmpty;

    /// <summary>Every change.</summary>
    public IEnumerable<PolicyChange> Changes => Clauses.SelectMany(c => c.Changes);

    /// <summary>The difference of two policies that have no errors; empty where both set the same.</summary>
    public static PolicyDiff Between(PolicyDocument before, PolicyDocument now)
    {
        var (old, current) = (Sayings.ById(Sayings.Of(before)), Sayings.ById(Sayings.Of(now)));
        var changed = Differing(old, current);
        ImmutableArray<PolicyChange> changes =
        [
            .. Sayings
                .Of(now)
                .Select(s => s.Id)
                .Concat(Sayings.Of(before).Select(s => s.Id))
                .Distinct()
                .SelectMany(Nth),
            .. new SilentSettings(before, now, changed).Changes(),
        ];
        return new(ByClause(changes, before, now));

        IEnumerable<PolicyChange> Nth(string id)
        {
            for (var nth = 0; old.ContainsKey((id, nth)) || current.ContainsKey((id, nth)); nth++)
            {
                if (changed.Contains((id, nth)))
                {
                    yield return Change(old.GetValueOrDefault((id, nth)), current.GetValueOrDefault((id, nth)));
                }
            }
        }
    }

    /// <summary>The ids of the texts that differ.</summary>
    internal static ImmutableHashSet<(string Id, int Nth)> Differing(
        ImmutableDictionary<(string Id, int Nth), Saying> old,
        ImmutableDictionary<(string Id, int Nth), Saying> current
    ) => [.. old.Keys.Union(current.Keys).Where(id => old.GetValueOrDefault(id) != current.GetValueOrDefault(id))];

    private static PolicyChange Change(Saying? before, Saying? now)
    {
        var shown = now ?? before!;
        // The same answer to another question: without the old question nobody would see what changed.
        var asked = before is not null && now is not null && before.Text == now.Text && before.Question != now.Question;
        return asked
            ? new(shown.Part, shown.Id, shown.Clause, null, before!.Question, now!.Question)
            : new(shown.Part, shown.Id, shown.Clause, shown.Question, before?.Text, now?.Text);
    }

    private static ImmutableArray<ClauseDiff> ByClause(
        ImmutableArray<PolicyChange> changes,
        PolicyDocument before,
        PolicyDocument now
    )
    {
        ImmutableArray<ClauseHeading> headings =
        [
            .. now.Clauses,
            .. before.Clauses.Where(c => now.Clauses.All(n => n.Number != c.Number)),
        ];
        var groups = changes.ToLookup(c =>
            headings.FirstOrDefault(h => c.Clause is { } clause && ClauseUses.Holds(h.Number, clause))
        );
        return
        [
            .. headings
                .Cast<ClauseHeading?>()
                .Append(null)
                .Where(groups.Contains)
                .Select(h => new ClauseDiff(
                    h,
                    [.. groups[h].OrderBy(c => c.Part).ThenBy(c => c.Clause ?? "", ClauseOrder.Instance)]
                )),
        ];
    }
}
