using Corbel.Core.Availability;

namespace Corbel.Core.Tests.Availability;

/// <summary>
/// The second formulation of <see cref="ProbeSight"/>: it looks at each millisecond by itself and searches all results for what
/// is said then. Nothing is carried from one millisecond to the next.
/// </summary>
internal static class NaiveSight
{
    public static (bool[] Down, bool[] Unknown) Of(ProbeRule rule, int length, IReadOnlyList<PlaceChecks> places)
    {
        var confirmed = new bool[length];
        var undecided = new bool[length];
        for (var t = 0; t < length; t++)
        {
            var words = places.Select(x => Says(x, t, rule.Cover)).Where(x => x != "absent").ToList();
            var needed = Math.Min(rule.Quorum, words.Count);
            confirmed[t] = words.Count > 0 && words.Count(x => x == "failed") >= needed;
            var atWorst = words.Count(x => x != "good");
            undecided[t] = !confirmed[t] && (words.Count == 0 || atWorst >= needed);
        }
        var down = (bool[])confirmed.Clone();
        for (var t = 0; t < length; t++)
            if (confirmed[t] && (t == 0 || !confirmed[t - 1]))
                Backwards(rule, t, places, down);
        return (down, [.. undecided.Select((x, t) => x && !down[t])]);
    }

    /// <summary>Goes back from the instant of the quorum for as long as those that found it failed spoke and none said good.</summary>
    private static void Backwards(ProbeRule rule, int reached, IReadOnlyList<PlaceChecks> places, bool[] down)
    {
        var failing = places.Where(x => Says(x, reached, rule.Cover) == "failed").ToList();
        var crew = Crew(places, reached);
        var start = reached;
        for (var t = reached; t >= 0; t--)
        {
            if (Crew(places, t) != crew || failing.Exists(x => Breaks(x, t, rule.Cover)))
                break;
            if (failing.Exists(x => x.Checks.Any(c => c.At == t && c.Outcome == CheckOutcome.Failed && IsIn(x, t))))
                start = t;
        }
        for (var t = start; t < reached; t++)
            down[t] = true;
    }

    private static bool Breaks(PlaceChecks place, int t, long cover) =>
        Says(place, t, cover) is "silent" or "absent"
        || place.Checks.Any(c => c.At == t && c.Outcome == CheckOutcome.Good && IsIn(place, t));

    private static string Crew(IReadOnlyList<PlaceChecks> places, int t) =>
        string.Concat(places.Select(x => IsIn(x, t) ? '1' : '0'));

    private static bool IsIn(PlaceChecks place, int t) => t >= place.Window.From && t < place.Window.To;

    private static string Says(PlaceChecks place, int t, long cover)
    {
        if (!IsIn(place, t))
            return "absent";
        var heard = place.Checks.Where(x => x.At <= t && IsIn(place, (int)x.At)).ToList();
        if (heard.Count == 0)
            return "silent";
        var last = heard.MaxBy(x => x.At);
        return t >= last.At + cover ? "silent"
            : last.Outcome == CheckOutcome.Good ? "good"
            : last.Outcome == CheckOutcome.Failed ? "failed"
            : "silent";
    }
}
