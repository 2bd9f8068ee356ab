using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Whether the hours in which promises count are on, and until when (clause 8).</summary>
/// <param name="IsOpen">Whether they are.</param>
/// <param name="Until">When the desk closes, or where it is closed, opens.</param>
/// <param name="Sum">A sum that begins now: where the desk is closed its first line says why.</param>
public sealed record DeskHours(bool IsOpen, Instant Until, Explanation Sum)
{
    /// <summary>By the calendar of the strictest first response. Null where the policy promises none.</summary>
    /// <param name="policy">What holds.</param>
    /// <param name="now">The present.</param>
    public static DeskHours? Of(CompiledPolicy policy, Instant now)
    {
        if (FirstResponse.DueForEach(policy, now) is not [{ Explanation: var strictest }, ..])
        {
            return null;
        }

        // Read in two zones, it is open while it is open in either.
        var openings = policy
            .Calendars[strictest.Target.Calendar]
            .Zones.Select(zone => zone.OpeningAtOrAfter(now))
            .ToList();
        var open = openings.FindAll(opening => opening.Open <= now);
        return open.Count > 0
            ? new(true, open.Max(opening => opening.Close), strictest)
            : new(false, openings.Min(opening => opening.Open), strictest);
    }
}
