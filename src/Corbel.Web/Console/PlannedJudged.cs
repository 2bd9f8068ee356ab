using Corbel.Core.Availability;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A window by the policy's rule, as its page shows it.</summary>
/// <param name="Verdict">Null where the policy has no such rule.</param>
/// <param name="IfToldNow">Customers are not told yet: the verdict is that of telling them now.</param>
/// <param name="Starts">The nearest times that would count; null where it counts, or nothing can be done any more.</param>
public sealed record PlannedJudged(PlannedVerdict? Verdict, bool IfToldNow, PlannedStarts? Starts)
{
    /// <summary>Who is shown a time needs a while to take it.</summary>
    private static readonly Duration Thinking = Duration.FromMinutes(15);

    public static PlannedJudged Of(PlannedRule? rule, PlannedWindow window, Instant now)
    {
        var ifTold = window.AnnouncedAt is null && !window.Cancelled && window.To > now;
        var verdict = ifTold ? rule?.JudgeIfTold(window, now) : rule?.Judge(window);
        var starts =
            verdict is { Counts: false } && window.From > now && !window.Cancelled
                ? rule!.Nearest(window, Quarter(now + Thinking))
                : null;
        return new(verdict, ifTold, starts);
    }

    /// <summary>The next quarter of an hour: times that people plan.</summary>
    private static Instant Quarter(Instant at) =>
        Instant.FromUnixTimeSeconds((at.ToUnixTimeSeconds() + 899) / 900 * 900);
}
