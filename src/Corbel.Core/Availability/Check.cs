namespace Corbel.Core.Availability;

/// <summary>What one check at one place came to.</summary>
public enum CheckOutcome
{
    /// <summary>The answer was right and in time.</summary>
    Good,

    /// <summary>There was none, or a wrong one, and the place had a way out.</summary>
    Failed,

    /// <summary>The place had no way out itself: it says nothing of the product.</summary>
    NoWayOut,

    /// <summary>The place's clock was wrong: it says nothing either.</summary>
    Skewed,
}

/// <summary>One result of a probe at one place.</summary>
/// <param name="Sequence">Its number: each place numbers all its results from 1, and never uses a number again.</param>
/// <param name="At">When the check began, by the place's clock: milliseconds since 1970, UTC.</param>
/// <param name="Outcome">What it came to.</param>
public readonly record struct Check(long Sequence, long At, CheckOutcome Outcome);

/// <summary>The results of a probe at one place, in the order of their times; no two at the same.</summary>
/// <param name="Window">From when to when the place was to look.</param>
/// <param name="Checks">The results.</param>
public sealed record PlaceChecks(Span Window, IReadOnlyList<Check> Checks);

/// <summary>How a probe's results are read.</summary>
/// <param name="Quorum">How many places must find the product down at once; of fewer places, all of them.</param>
/// <param name="Cover">
/// Milliseconds for which a result speaks at most: up to the next one of its place, and no longer than this.
/// </param>
public readonly record struct ProbeRule(int Quorum, long Cover)
{
    /// <summary>A result speaks for twice the interval: one that comes a little late leaves no gap, one that is missing does.</summary>
    public static ProbeRule Of(int quorum, int intervalSeconds) => new(quorum, 2000L * intervalSeconds);
}

/// <summary>What a probe or a component knows of a stretch of time; the rest of the stretch it was seen up.</summary>
/// <param name="Down">Confirmed down.</param>
/// <param name="Unknown">Neither up nor down is known; no part of it is down.</param>
public sealed record Sight(Spans Down, Spans Unknown)
{
    /// <summary>Nothing is known to be down, and nothing is unknown.</summary>
    public static Sight Clear { get; } = new(Spans.None, Spans.None);

    /// <summary>Both together: down where one is down, unknown where one is unknown and none is down.</summary>
    public Sight With(Sight other)
    {
        var down = Down.And(other.Down);
        return new(down, Unknown.And(other.Unknown).Less(down));
    }
}
