using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Telephone;

/// <summary>Whether the telephone desk is open (clauses 7 and 8).</summary>
/// <param name="IsOpen">It is open at that instant.</param>
/// <param name="At">Until when it is open, or from when.</param>
public readonly record struct TelephoneHours(bool IsOpen, Instant At)
{
    /// <summary>The hours at an instant; null where the policy has no telephone desk.</summary>
    public static TelephoneHours? Of(CompiledPolicy policy, Instant at)
    {
        if (policy.Document.Channels.Telephone is not { } telephone)
        {
            return null;
        }
        var (open, close) = policy.Calendars[telephone.Hours].Zones[0].OpeningAtOrAfter(at);
        return open <= at ? new(true, close) : new(false, open);
    }
}
