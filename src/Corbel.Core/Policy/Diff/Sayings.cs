using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>One text of the policy page with the id it is followed by from version to version.</summary>
internal sealed record Saying(ChangedPart Part, string Id, string? Clause, LocalText? Question, LocalText Text);

/// <summary>Everything that a policy says in words: title, headings, facts and readings, by id.</summary>
internal static class Sayings
{
    public static ImmutableArray<Saying> Of(PolicyDocument policy) =>
        [
            new(ChangedPart.Heading, "title", null, null, policy.Title),
            .. policy.Clauses.Select(c => new Saying(
                ChangedPart.Heading,
                $"clause.{c.Number}",
                c.Number,
                null,
                c.Title
            )),
            .. PolicyText.Facts(policy).Select(f => new Saying(ChangedPart.Sentence, f.Id, f.Clause, null, f.Text)),
            .. PolicyText
                .Readings(policy)
                .Select(r => new Saying(ChangedPart.Reading, r.Id, r.Clause, r.Question, r.Text)),
        ];

    /// <summary>The sayings by id. Two of one id, which names of a file can make, are told apart by their order.</summary>
    public static ImmutableDictionary<(string Id, int Nth), Saying> ById(ImmutableArray<Saying> sayings) =>
        sayings
            .GroupBy(s => s.Id, StringComparer.Ordinal)
            .SelectMany(g => g.Select((s, nth) => KeyValuePair.Create((s.Id, nth), s)))
            .ToImmutableDictionary();
}
