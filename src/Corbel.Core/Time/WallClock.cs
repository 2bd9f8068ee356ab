using NodaTime;

namespace Corbel.Core.Time;

/// <summary>
/// Maps seconds of a zone's wall clock to seconds of time, by the reading of POLICY.md: a wall time that does not exist
/// moves forward by the gap, one that exists twice is the first of the two. Both readings come to the same: a wall time
/// is read with the offset before a transition until the clock shows a time later than any that transition repeats or
/// skips. So one table of turning points answers without asking the zone again.
/// </summary>
/// <remarks>Remembers the offset it read with last: cheap for questions in order of time. Not thread-safe.</remarks>
internal sealed class WallClock
{
    // Entry k: the first wall second that is read with this offset; the last ends the table.
    private readonly List<(long From, int Offset)> _offsets = new(256);
    private long _from = long.MaxValue;
    private long _until = long.MaxValue;
    private int _offset;

    public WallClock(DateTimeZone zone, Interval range)
    {
        foreach (var interval in zone.GetZoneIntervals(range))
        {
            var offset = interval.WallOffset.Seconds;
            var from =
                _offsets.Count == 0
                    ? long.MinValue
                    : interval.Start.ToUnixTimeSeconds() + Math.Max(_offsets[^1].Offset, offset);
            _offsets.Add((from, offset));
        }

        // What lies before or after the range is read with the first or the last offset of the range.
        _offsets.Add((long.MaxValue, 0));
    }

    /// <summary>The Unix second at which the wall clock shows this second, counted from 1970-01-01T00:00 on it.</summary>
    public long InstantOf(long wallSecond)
    {
        if (wallSecond < _from || wallSecond >= _until)
        {
            Turn(wallSecond);
        }

        return wallSecond - _offset;
    }

    private void Turn(long wallSecond)
    {
        var next = _offsets.FindIndex(entry => wallSecond < entry.From);
        (_from, _offset) = _offsets[next - 1];
        _until = _offsets[next].From;
    }
}
