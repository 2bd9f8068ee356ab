using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Tests.Time;

/// <summary>
/// The oracle: looks at a clock on the wall once a minute, by the second where something happens, and opens and
/// closes the desk by what it shows. Slow, and shares no thought with the compiler: it asks the zone for nothing but the
/// offset now, merges nothing, sums nothing in advance.
/// </summary>
internal sealed class WallClockWalk
{
    private const int Day = 86_400;

    private readonly WorkHours _hours;
    private readonly List<Boundary> _boundaries = [];

    // Openings of which one boundary has passed and the other has not.
    private readonly HashSet<long> _half = [];
    private int _next;
    private int _openNow;
    private long _datesUntil;
    private long _intervals;
    private long _wall;

    /// <summary>Starts far enough before the instant that every opening which reaches it is seen to open.</summary>
    public WallClockWalk(WorkHours hours, long from)
    {
        _hours = hours;
        Second = from - 4 * Day;
        _wall = WallAt(Second);
        _datesUntil = (_wall / Day) * Day;
        while (Second < from)
        {
            Advance(from);
        }
    }

    /// <summary>The Unix second that the walk stands on.</summary>
    public long Second { get; private set; }

    public bool IsOpen => _openNow > 0;

    /// <summary>
    /// Goes a minute, but not past the limit; where the desk or the zone changes in that minute, ten seconds or one.
    /// </summary>
    public long Advance(long limit)
    {
        PutUpDates();
        var step = Math.Min(60, limit - Second);
        var wall = WallAt(Second + step);
        while (step > 1 && (wall - _wall != step || (_next < _boundaries.Count && _boundaries[_next].Wall <= wall)))
        {
            step = step > 10 ? 10 : 1;
            wall = WallAt(Second + step);
        }

        Second += step;
        var skipped = wall - _wall - step;
        if (skipped > 0)
        {
            PutOff(wall - skipped, wall, skipped);
        }

        _wall = wall;
        while (_next < _boundaries.Count && _boundaries[_next].Wall <= wall)
        {
            Pass(_boundaries[_next++]);
        }

        return step;
    }

    /// <summary>The clock went from before this wall time straight to the other: what it left out comes later.</summary>
    private void PutOff(long from, long to, long by)
    {
        for (var i = _next; i < _boundaries.Count; i++)
        {
            var boundary = _boundaries[i];
            if (boundary.Wall >= from && boundary.Wall < to)
            {
                _boundaries[i] = boundary with { Wall = boundary.Wall + by };
            }
        }

        SortWhatIsToCome();
    }

    private void Pass(Boundary boundary)
    {
        if (_half.Remove(boundary.Interval))
        {
            // The second boundary of two: a closing closes; an opening comes too late, after its closing.
            _openNow -= boundary.Opens ? 0 : 1;
        }
        else
        {
            _half.Add(boundary.Interval);
            _openNow += boundary.Opens ? 1 : 0;
        }
    }

    /// <summary>Writes the boundaries of the next dates on the list; two days ahead of the clock, for gaps of a day.</summary>
    private void PutUpDates()
    {
        if (_datesUntil > _wall + 2 * Day)
        {
            return;
        }

        _boundaries.RemoveRange(0, _next);
        _next = 0;
        while (_datesUntil <= _wall + 4 * Day)
        {
            PutUp(_datesUntil);
            _datesUntil += Day;
        }

        SortWhatIsToCome();
    }

    private void PutUp(long midnight)
    {
        var date = new LocalDate(1970, 1, 1).PlusDays((int)(midnight / Day));
        var (openToday, openTomorrow) = (!IsHoliday(date), !IsHoliday(date.PlusDays(1)));
        foreach (var (open, close) in _hours.Week.TryGetValue(date.DayOfWeek, out var openings) ? openings : [])
        {
            var overnight = close <= open;
            if (openToday && overnight && openTomorrow)
            {
                PutUp(midnight + open, midnight + Day + close);
            }
            else if (openToday)
            {
                PutUp(midnight + open, overnight ? midnight + Day : midnight + close);
            }
            else if (openTomorrow && overnight)
            {
                PutUp(midnight + Day, midnight + Day + close);
            }
        }
    }

    private void PutUp(long opens, long closes)
    {
        _boundaries.Add(new Boundary(opens, Opens: true, ++_intervals));
        _boundaries.Add(new Boundary(closes, Opens: false, _intervals));
    }

    // Of two boundaries at the same second the closing comes first, so that an empty interval never opens.
    private void SortWhatIsToCome() =>
        _boundaries.Sort(
            _next,
            _boundaries.Count - _next,
            Comparer<Boundary>.Create((a, b) => a.Order.CompareTo(b.Order))
        );

    private bool IsHoliday(LocalDate date) => _hours.Holidays.Contains(date);

    private long WallAt(long second) => second + _hours.Zone.GetUtcOffset(Instant.FromUnixTimeSeconds(second)).Seconds;

    private readonly record struct Boundary(long Wall, bool Opens, long Interval)
    {
        public (long Wall, bool Opens, long Interval) Order => (Wall, Opens, Interval);
    }
}
