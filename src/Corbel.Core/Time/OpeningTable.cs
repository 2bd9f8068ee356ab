namespace Corbel.Core.Time;

/// <summary>
/// Sorted openings with the open time before each: seconds to open time and back, each by one binary search. All values
/// are seconds since <see cref="WorkCalendar.Earliest"/>; 101 years of them fit 32 bits, which halves the memory that a
/// search touches.
/// </summary>
internal sealed class OpeningTable
{
    private readonly uint[] _opens;
    private readonly uint[] _closes;

    // _before[i] is the open time before opening i; one more entry than openings, the last is all of it.
    private readonly uint[] _before;

    /// <param name="openings">At least one; sorted, none empty, none touching another.</param>
    public OpeningTable(List<(uint Open, uint Close)> openings)
    {
        _opens = new uint[openings.Count];
        _closes = new uint[openings.Count];
        _before = new uint[openings.Count + 1];
        for (var i = 0; i < openings.Count; i++)
        {
            (_opens[i], _closes[i]) = openings[i];
            _before[i + 1] = _before[i] + (_closes[i] - _opens[i]);
        }
    }

    public int Count => _opens.Length;

    /// <summary>All open seconds of the table.</summary>
    public uint Total => _before[^1];

    public bool IsOpen(uint second)
    {
        var i = LastAtOrBefore(_opens, second);
        return i >= 0 && second < _closes[i];
    }

    /// <summary>The open time before the second, and whether the second itself is open.</summary>
    public uint Elapsed(uint second, out bool open)
    {
        var i = LastAtOrBefore(_opens, second);
        open = i >= 0 && second < _closes[i];
        return open ? _before[i] + (second - _opens[i]) : _before[i + 1];
    }

    /// <summary>
    /// The second at which so much open time has passed. Where that is a closing, it is the closing itself or, with
    /// <paramref name="afterClosing"/>, the next opening; false where there is none. 0 is no closing: ask for it with
    /// <paramref name="afterClosing"/>.
    /// </summary>
    public bool TryReach(uint elapsed, bool afterClosing, out uint second)
    {
        var i = LastAtOrBefore(_before, afterClosing ? elapsed : elapsed - 1);
        second = i < _opens.Length ? _opens[i] + (elapsed - _before[i]) : 0;
        return i < _opens.Length;
    }

    public bool TryFindEndingAfter(uint second, out (uint Open, uint Close) opening)
    {
        var i = LastAtOrBefore(_opens, second);
        if (i < 0 || second >= _closes[i])
        {
            i++;
        }

        opening = i < _opens.Length ? (_opens[i], _closes[i]) : default;
        return i < _opens.Length;
    }

    /// <summary>The index of the last value that is at most the limit; -1 where all are greater.</summary>
    private static int LastAtOrBefore(uint[] sorted, uint limit)
    {
        if (sorted[0] > limit)
        {
            return -1;
        }

        // One comparison a round and no early way out: the processor takes it as a conditional move.
        var at = 0;
        for (var left = sorted.Length; left > 1; )
        {
            var half = left >> 1;
            at = sorted[at + half] <= limit ? at + half : at;
            left -= half;
        }

        return at;
    }
}
