using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>Which posted version an instant falls under.</summary>
public static class VersionInForce
{
    /// <summary>
    /// The number of the version that was in force at an instant: the last one posted at it or before. Null before the first.
    /// A use of the product accepts this version and no other (reading "use = acceptance"): not a later one, which was not
    /// posted yet, and not an earlier one, which was not in force any more.
    /// </summary>
    /// <param name="posted">The versions by number with the instant of each posting, in any order.</param>
    /// <param name="at">The instant.</param>
    public static int? At(IEnumerable<(int Number, Instant PostedAt)> posted, Instant at) =>
        posted.Where(v => v.PostedAt <= at).Select(v => (int?)v.Number).Max();
}
