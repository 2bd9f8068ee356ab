using NodaTime;

namespace Corbel.Core.Time;

/// <summary>
/// Maps seconds of a zone's wall clock to seconds of time, by the reading of POLICY.md: a wall time that does not exist
/// moves forward by the gap, one that exists twice is the first of the two. Both readings come to the same: a wall time
/// is read with the offset before a transition until the clock shows a time later than any that transition repeats or
/// skips. So one table of turning points answers without asking the zone again.
/// </summary>
/// <remarks>A cursor: cheap for questions that lie near the one before. Not thread-safe.</remarks>
internal sealed class WallClock
{
    // Entry k: the offset in force, and the first wall second that is read with the next one.
    private readonly List<(long Until, int Offset)> _offsets = new(256);
    private int _at;

    public WallClock(DateTimeZone zone, Interval range)
    {
        foreach (var interval in zone.GetZoneIntervals(range))
        {
            var offset = interval.WallOffset.Seconds;
            if (_offsets.Count > 0)
            {
                var (turn, before) = _offsets[^1];
                _offsets[^1] = (turn + Math.Max(before, offset), before);
            }

            _offsets.Add((interval.HasEnd ? interval.End.ToUnixTimeSeconds() : long.MaxValue, offset));
        }

        // What lies after the range is read with the last offset of the range.
        _offsets[^1] = (long.MaxValue, _offsets[^1].Offset);
    }

    /// <summary>The Unix second at which the wall clock shows this second, counted from 1970-01-01T00:00 on it.</summary>
    public long InstantOf(long wallSecond)
    {
        while (_at > 0 && wallSecond < _offsets[_at - 1].Until)
        {
            _at--;
        }

        while (wallSecond >= _offsets[_at].Until)
        {
            _at++;
        }

        return wallSecond - _offsets[_at].Offset;
    }
}
