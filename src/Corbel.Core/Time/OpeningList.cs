namespace Corbel.Core.Time;

/// <summary>
/// Openings as they are compiled: sorted, none overlapping or touching another. Two flat arrays of the final size,
/// because a compilation that grows lists spends most of its time on memory.
/// </summary>
/// <param name="capacity">As many openings as will be added at most.</param>
internal sealed class OpeningList(int capacity)
{
    private readonly uint[] _opens = new uint[capacity];

    // One more, for the sums that replace the closings in the end.
    private readonly uint[] _closes = new uint[capacity + 1];

    public int Count { get; private set; }

    /// <summary>
    /// Adds an opening and merges what it overlaps or touches. Openings come almost in order; only a clock change can
    /// move one before another, so the search for its place starts at the end.
    /// </summary>
    public void Add(uint open, uint close)
    {
        if (Count == 0 || open > _closes[Count - 1])
        {
            (_opens[Count], _closes[Count]) = (open, close);
            Count++;
            return;
        }

        var first = Count;
        while (first > 0 && _closes[first - 1] >= open)
        {
            first--;
        }

        var after = first;
        while (after < Count && _opens[after] <= close)
        {
            open = Math.Min(open, _opens[after]);
            close = Math.Max(close, _closes[after]);
            after++;
        }

        _opens.AsSpan(after, Count - after).CopyTo(_opens.AsSpan(first + 1));
        _closes.AsSpan(after, Count - after).CopyTo(_closes.AsSpan(first + 1));
        (_opens[first], _closes[first]) = (open, close);
        Count += first + 1 - after;
    }

    /// <summary>Ends the list: its arrays become the table's. At least one opening.</summary>
    public OpeningTable ToTable()
    {
        var before = 0u;
        for (var i = 0; i < Count; i++)
        {
            var length = _closes[i] - _opens[i];
            _closes[i] = before;
            before += length;
        }

        _closes[Count] = before;
        // A desk that never closes needs one entry of the many that were set aside.
        return Count > capacity / 2
            ? new OpeningTable(_opens, _closes, Count)
            : new OpeningTable(_opens[..Count], _closes[..(Count + 1)], Count);
    }
}
