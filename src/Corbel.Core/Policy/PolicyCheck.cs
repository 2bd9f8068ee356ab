using System.Collections.Immutable;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>
/// Checks of a policy document that need more than one value or a value's meaning. All errors are found, not the first;
/// each names the path of the value.
/// </summary>
public static partial class PolicyCheck
{
    /// <summary>Every error of the document, in the order of the file's sections; empty where it can be used.</summary>
    public static ImmutableArray<PolicyError> Errors(
        PolicyDocument policy,
        IReadOnlyDictionary<string, HolidayList> lists
    ) =>
        [
            .. Format(policy),
            .. Clauses(policy),
            .. policy.Calendars.Items.SelectMany(c => Calendar(c, lists)),
            .. Severities(policy),
            .. Targets(policy),
            .. Night(policy),
            .. Availability(policy),
            .. References(policy),
            .. Readings(policy),
        ];

    private static IEnumerable<PolicyError> Format(PolicyDocument policy)
    {
        if (policy.Format != PolicyDocument.KnownFormat)
        {
            yield return new("format", "this desk does not read that format", Text(policy.Format), "1");
        }
    }

    private static IEnumerable<PolicyError> Clauses(PolicyDocument policy)
    {
        for (var i = 0; i < policy.Clauses.Length; i++)
        {
            var number = policy.Clauses[i].Number;
            if (policy.Clauses.Take(i).Any(c => c.Number == number))
            {
                yield return new($"clauses[{i}].number", "two clauses have one number", number);
            }
        }
        ImmutableArray<string> known = [.. policy.Clauses.Select(c => c.Number).Distinct(StringComparer.Ordinal)];
        foreach (var (path, clause) in ClauseUses.Of(policy))
        {
            if (!known.Any(k => ClauseUses.Holds(k, clause)))
            {
                yield return new(path, "no clause has that number", clause, known);
            }
        }
    }

    private static IEnumerable<PolicyError> Severities(PolicyDocument policy)
    {
        if (policy.Severities.Count == 0)
        {
            yield return new("severities", "there must be at least one severity");
        }
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var severity in policy.Severities.Items)
        {
            for (var i = 0; i < severity.Words.Length; i++)
            {
                var path = $"severities.{severity.Id}.words[{i}]";
                var word = SeverityWords.Normal(severity.Words[i]);
                if (word.Length == 0)
                {
                    yield return new(path, "a word cannot be empty");
                }
                else if (!seen.TryAdd(word, severity.Id) && seen[word] != severity.Id)
                {
                    yield return new(path, $"this word also states severity {seen[word]}", severity.Words[i]);
                }
            }
        }
    }

    private static PolicyError Unknown(string path, string what, string found, IEnumerable<string> known) =>
        new(path, $"there is no {what} of that name", found, [.. known]);

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
