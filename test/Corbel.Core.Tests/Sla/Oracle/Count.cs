using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>Counts the open minutes, or the open days, of one target from one minute on, in each zone.</summary>
internal sealed class Count
{
    private readonly NaiveHours[] _zones;
    private readonly long[] _counted;
    private readonly LocalDate[] _dates;
    private readonly long?[] _closings;
    private readonly long _limit;
    private readonly int _days;
    private readonly bool _nextOpening;

    public Count(TargetSpec target, NaiveHours[] zones, long from, bool nextOpening)
    {
        var limit = (target.Within ?? target.Every)!.Value;
        (_zones, _limit, _days, _nextOpening) = (zones, limit.Seconds / 60, limit.Days, nextOpening);
        (_counted, _closings) = (new long[zones.Length], new long?[zones.Length]);
        _dates = [.. zones.Select(z => z.DateAt(from))];
        Next = from;
    }

    private Count(Count other)
    {
        (_zones, _limit, _days, _nextOpening) = (other._zones, other._limit, other._days, other._nextOpening);
        _counted = [.. other._counted];
        _dates = [.. other._dates];
        _closings = [.. other._closings];
        (Next, Due) = (other.Next, other.Due);
    }

    /// <summary>The minute when it was full in the first zone; none as long as it is not.</summary>
    public long? Due { get; private set; }

    /// <summary>The first minute that it has not looked at.</summary>
    public long Next { get; private set; }

    /// <summary>Looks at one minute more.</summary>
    public void Tick(bool stopped)
    {
        var minute = Next++;
        for (var zone = 0; zone < _zones.Length && Due is null; zone++)
        {
            var full =
                _days > 0 ? Day(zone, minute)
                : stopped ? null
                : Open(zone, minute);
            if (full is not null)
            {
                Due = full;
            }
        }
    }

    /// <summary>When it would be full if nothing stopped it any more.</summary>
    public long Foresee()
    {
        var copy = new Count(this);
        while (copy.Due is null)
        {
            (copy.Next - Next).ShouldBeLessThan(400 * 1440);
            copy.Tick(stopped: false);
        }
        return copy.Due.Value;
    }

    private long? Open(int zone, long minute)
    {
        if (_counted[zone] == _limit)
        {
            // Full at a closing, which reads as the next opening.
            return _zones[zone].IsOpen(minute) ? minute : null;
        }
        if (!_zones[zone].IsOpen(minute) || ++_counted[zone] < _limit)
        {
            return null;
        }
        return _nextOpening && !_zones[zone].IsOpen(minute + 1) ? null : minute + 1;
    }

    private long? Day(int zone, long minute)
    {
        var (hours, date) = (_zones[zone], _zones[zone].DateAt(minute));
        if (date != _dates[zone])
        {
            _dates[zone] = date;
            if (hours.Opens(date) && ++_counted[zone] == _days)
            {
                _closings[zone] = hours.LastClosing(date);
            }
        }
        return minute + 1 >= _closings[zone] ? _closings[zone] : null;
    }
}
