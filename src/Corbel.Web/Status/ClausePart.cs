using Corbel.Core.Policy;

namespace Corbel.Web.Status;

/// <summary>A numbered part of a clause as it is typeset: 6.5 with what it says, how it is read, and its evidence.</summary>
public sealed record ClausePart(
    string Number,
    IReadOnlyList<FactGroup> Facts,
    IReadOnlyList<Reading> Readings,
    IReadOnlyList<Evidence> Evidence
)
{
    /// <summary>The parts of a clause in the order of their numbers; at least one.</summary>
    public static IReadOnlyList<ClausePart> Of(
        ClauseText clause,
        IReadOnlyList<Evidence> evidence,
        PolicyDocument policy,
        Language language
    )
    {
        var head = clause.Heading.Number;
        return
        [
            .. clause
                .Facts.Select(x => x.Clause)
                .Concat(clause.Readings.Select(x => x.Clause ?? head))
                .DefaultIfEmpty(head)
                .Distinct(StringComparer.Ordinal)
                .Select(number => new ClausePart(
                    number,
                    FactGroup.Of(clause.Facts.Where(x => x.Clause == number), policy, language),
                    [.. clause.Readings.Where(x => (x.Clause ?? head) == number)],
                    [.. evidence.Where(x => x.Clause == number)]
                )),
        ];
    }
}
