using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>What this build of the desk does with a fact. It is the code's to say, never the policy file's.</summary>
public enum FactState
{
    /// <summary>The desk computes with it and keeps to it; a test shows so.</summary>
    Enforced,

    /// <summary>The desk keeps part of it or writes down what happens; people do the rest. docs/clauses.md says which.</summary>
    Recorded,

    /// <summary>The desk shows it and does nothing with it yet.</summary>
    NotYet,
}

/// <summary>One thing that the policy says.</summary>
/// <param name="Id">Stable for as long as the clause stands: the clause and a name, such as 9.response.severity-1.</param>
/// <param name="Clause">The clause that says it.</param>
/// <param name="Path">The setting in the policy file that it is generated from.</param>
/// <param name="State">What this build of the desk does with it.</param>
/// <param name="Text">What it says, generated from the data.</param>
public sealed record Fact(string Id, string Clause, string Path, FactState State, LocalText Text);

/// <summary>How the desk reads something that the text leaves open: our reading and not the text.</summary>
/// <param name="Id">Stable id, such as readings.gmt.</param>
/// <param name="Clause">The clause that it reads; null for one that concerns no single clause.</param>
/// <param name="Path">The setting in the policy file.</param>
/// <param name="State">What this build of the desk does with it.</param>
/// <param name="Question">What the text leaves open.</param>
/// <param name="Value">The value chosen, as the policy file writes it.</param>
/// <param name="Others">The setting's other values, as the policy file writes them.</param>
/// <param name="Text">The reading in words.</param>
public sealed record Reading(
    string Id,
    string? Clause,
    string Path,
    FactState State,
    LocalText Question,
    string Value,
    ImmutableArray<string> Others,
    LocalText Text
);

/// <summary>A clause as the policy page shows it.</summary>
/// <param name="Heading">Number and title.</param>
/// <param name="Facts">What it says, in order; a fact's own number can be longer (6.5 in 6).</param>
/// <param name="Readings">The readings of it.</param>
public sealed record ClauseText(ClauseHeading Heading, ImmutableArray<Fact> Facts, ImmutableArray<Reading> Readings);

/// <summary>The whole policy in words, generated from the data, so that the text cannot disagree with what is enforced.</summary>
public static class PolicyText
{
    /// <summary>Every fact of the policy, by clause.</summary>
    public static ImmutableArray<Fact> Facts(PolicyDocument policy) =>
        [
            .. TermsFacts.Of(policy),
            .. AvailabilityFacts.Of(policy),
            .. SupportFacts.Of(policy),
            .. DefinitionFacts.Of(policy),
            .. ChannelFacts.Of(policy),
            .. ServiceFacts.Of(policy),
            .. TargetFacts.Of(policy),
            .. DutyOfCustomerFacts.Of(policy),
            .. MarkingFacts.Of(policy),
        ];

    /// <summary>Every reading of the policy, in the order in which they are asked.</summary>
    public static ImmutableArray<Reading> Readings(PolicyDocument policy) =>
        [.. CalendarReadings.Of(policy), .. ClockReadings.Of(policy), .. PromiseReadings.Of(policy)];

    /// <summary>The clauses in the order of the policy, each with its facts and readings.</summary>
    public static ImmutableArray<ClauseText> Clauses(PolicyDocument policy)
    {
        var (facts, readings) = (Facts(policy), Readings(policy));
        return
        [
            .. policy.Clauses.Select(heading => new ClauseText(
                heading,
                [
                    .. facts
                        .Where(f => ClauseUses.Holds(heading.Number, f.Clause))
                        .OrderBy(f => f.Clause, ClauseOrder.Instance),
                ],
                [.. readings.Where(r => r.Clause is { } c && ClauseUses.Holds(heading.Number, c))]
            )),
        ];
    }
}

/// <summary>6.10 comes after 6.9.</summary>
internal sealed class ClauseOrder : IComparer<string>
{
    public static readonly ClauseOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = ((x ?? "").Split('.'), (y ?? "").Split('.'));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order =
                int.TryParse(a[i], out var m) && int.TryParse(b[i], out var n)
                    ? m.CompareTo(n)
                    : string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }
        return a.Length.CompareTo(b.Length);
    }
}
