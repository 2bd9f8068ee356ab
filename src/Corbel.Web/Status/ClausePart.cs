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
    public static IReadOnlyList<ClausePart> Of(ClauseText clause, IReadOnlyList<Evidence> evidence, Language language)
    {
        var head = clause.Heading.Number;
        IEnumerable<string> numbers =
        [
            .. clause.Facts.Select(x => x.Clause),
            .. clause.Readings.Select(x => x.Clause ?? head),
        ];
        return
        [
            .. numbers
                .DefaultIfEmpty(head)
                .Distinct(StringComparer.Ordinal)
                .Select(number => new ClausePart(
                    number,
                    FactGroup.Of(clause.Facts.Where(x => x.Clause == number), language),
                    [.. clause.Readings.Where(x => (x.Clause ?? head) == number)],
                    [.. evidence.Where(x => x.Clause == number)]
                )),
        ];
    }
}

/// <summary>
/// Facts that begin with the same words ("Severity 1: …", "Guarantee: …"): the words are set once, in bold, and where there
/// are several, what follows becomes a list.
/// </summary>
public sealed record FactGroup(string? Lead, IReadOnlyList<(Fact Fact, string Text)> Items)
{
    private const int LongestLead = 60;

    public static IReadOnlyList<FactGroup> Of(IEnumerable<Fact> facts, Language language)
    {
        var groups = new List<FactGroup>();
        foreach (var fact in facts)
        {
            var (lead, text) = Split(fact.Text.In(language));
            if (lead is not null && groups is [.., var last] && last.Lead == lead)
            {
                groups[^1] = last with { Items = [.. last.Items, (fact, text)] };
            }
            else
            {
                groups.Add(new(lead, [(fact, text)]));
            }
        }
        return groups;
    }

    private static (string? Lead, string Text) Split(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and < LongestLead && !text[..colon].Contains('.', StringComparison.Ordinal)
            ? (text[..colon], text[(colon + 2)..])
            : (null, text);
    }
}
