using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>Something wrong with a policy document, by the path of the value in the document.</summary>
/// <param name="Path">The path, such as targets[0].calendar.</param>
/// <param name="Message">What is wrong, as a sentence without its full stop.</param>
/// <param name="Found">What stands there, where it is a single value.</param>
/// <param name="Allowed">What may stand there, where it is a list.</param>
public sealed record PolicyError(
    string Path,
    string Message,
    string? Found = null,
    params ImmutableArray<string> Allowed
)
{
    /// <summary>The allowed value that looks most like what stands there, where one is near.</summary>
    public string? Suggestion => Found is { } found ? NearMiss.Of(found, Allowed) : null;

    /// <summary>The error in one line: path, what is wrong, what stands there, what may stand there.</summary>
    public override string ToString() =>
        $"{(Path.Length == 0 ? "" : Path + ": ")}{Message}"
        + (Found is { } found ? $"; here stands \"{found}\"" : "")
        + (Suggestion is { } near ? $"; did you mean {near}?" : ".")
        + (Allowed.Length > 1 ? $" It may be: {string.Join(", ", Allowed)}." : "");
}

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class NearMiss
{
    /// <summary>
    /// The candidate within two edits (one for short words, none for a word of one letter, where every other is as near).
    /// </summary>
    public static string? Of(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(c => (Candidate: c, Distance: Edits(word.ToUpperInvariant(), c.ToUpperInvariant())))
            .Where(c =>
                c.Distance < word.Length
                && c.Distance <= (c.Candidate.Length > 4 ? Math.Max(2, c.Candidate.Length / 4) : 1)
            )
            .OrderBy(c => c.Distance)
            .Select(c => c.Candidate)
            .FirstOrDefault();

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
