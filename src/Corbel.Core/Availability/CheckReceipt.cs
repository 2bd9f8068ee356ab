namespace Corbel.Core.Availability;

/// <summary>
/// Which results of a place are taken, and as what. A replay, and what is older than what the desk has, tells nothing new and
/// is dropped; so is what lies ahead of the desk's clock. What a place with a wrong clock tells is kept as no data.
/// </summary>
public static class CheckReceipt
{
    /// <summary>Milliseconds that the clock of a place may be away from the desk's when it hands results in.</summary>
    public const long Skew = 2000;

    /// <summary>What a result counts as; null where it is dropped.</summary>
    /// <param name="told">The result as the place tells it.</param>
    /// <param name="lastSequence">The highest number that the desk has of this place; 0 for none.</param>
    /// <param name="lastAt">The time of the last result it has of this place and probe; null for none.</param>
    /// <param name="sent">The place's clock when it handed the result in.</param>
    /// <param name="received">The desk's clock then.</param>
    public static CheckOutcome? Judge(Check told, long lastSequence, long? lastAt, long sent, long received)
    {
        if (told.Sequence <= lastSequence || told.At <= lastAt || told.At > received + Skew)
        {
            return null;
        }
        return IsSkewed(sent, received) || told.At > sent ? CheckOutcome.Skewed : told.Outcome;
    }

    /// <summary>Whether the place's clock is too far from the desk's.</summary>
    public static bool IsSkewed(long sent, long received) => Math.Abs(sent - received) > Skew;
}
