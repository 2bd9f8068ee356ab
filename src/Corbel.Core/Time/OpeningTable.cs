namespace Corbel.Core.Time;

/// <summary>
/// Sorted openings with the open time before each: seconds to open time and back, each by one binary search. All values
/// are seconds since <see cref="WorkCalendar.Earliest"/>; 101 years of them fit 32 bits, which halves the memory that a
/// search touches.
/// </summary>
/// <param name="opens">When each opens; sorted.</param>
/// <param name="before">
/// The open time before each opening and, after the last, all of it. An opening is as long as the step to the next entry.
/// </param>
/// <param name="count">How many openings there are, at least one; the arrays may be longer.</param>
internal sealed class OpeningTable(uint[] opens, uint[] before, int count)
{
    public int Count => count;

    /// <summary>All open seconds of the table.</summary>
    public uint Total => before[count];

    public bool IsOpen(uint second)
    {
        var i = LastAtOrBefore(opens.AsSpan(0, count), second);
        return i >= 0 && second < Close(i);
    }

    /// <summary>The open time before the second, and whether the second itself is open.</summary>
    public uint Elapsed(uint second, out bool open)
    {
        var i = LastAtOrBefore(opens.AsSpan(0, count), second);
        open = i >= 0 && second < Close(i);
        return open ? before[i] + (second - opens[i]) : before[i + 1];
    }

    /// <summary>
    /// The second at which so much open time has passed. Where that is a closing, it is the closing itself or, with
    /// <paramref name="afterClosing"/>, the next opening; false where there is none. 0 is no closing: ask for it with
    /// <paramref name="afterClosing"/>.
    /// </summary>
    public bool TryReach(uint elapsed, bool afterClosing, out uint second)
    {
        var i = LastAtOrBefore(before.AsSpan(0, count + 1), afterClosing ? elapsed : elapsed - 1);
        second = i < count ? opens[i] + (elapsed - before[i]) : 0;
        return i < count;
    }

    public bool TryFindEndingAfter(uint second, out (uint Open, uint Close) opening)
    {
        var i = LastAtOrBefore(opens.AsSpan(0, count), second);
        if (i < 0 || second >= Close(i))
        {
            i++;
        }

        opening = i < count ? (opens[i], Close(i)) : default;
        return i < count;
    }

    private uint Close(int i) => opens[i] + (before[i + 1] - before[i]);

    /// <summary>The index of the last value that is at most the limit; -1 where all are greater.</summary>
    private static int LastAtOrBefore(ReadOnlySpan<uint> sorted, uint limit)
    {
        if (sorted[0] > limit)
        {
            return -1;
        }

        // No branch in the loop: which way a search goes cannot be predicted, and a wrong guess costs more than a round.
        var at = 0;
        for (var left = sorted.Length; left > 1; )
        {
            var half = left >> 1;
            at += half & (int)(((long)sorted[at + half] - limit - 1) >> 63);
            left -= half;
        }

        return at;
    }
}
